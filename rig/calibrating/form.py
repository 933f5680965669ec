"""What is asked before a calibration begins, and the setup that follows from the answers."""

import math
from dataclasses import dataclass
from typing import Final

from calibration.passport.document import PassportParties
from calibration.procedure.reference import Gravity, Mass, given_gravity, gravity_at
from calibration.procedure.setup import Law, PlanKind, Setup, set_up
from firmware_bridge.samples import Traits
from rig.calibrating.errors import CalibrationFormError

# A value of 1e-5 of g that somebody looked up for the town; a formula is ten times worse.
GIVEN_U_M_PER_S2: Final = 5e-5
USUAL_RANGE_N: Final = 200.0
ROOM_DEGC: Final = (-20.0, 60.0)


@dataclass(frozen=True, slots=True)
class Form:
    """The answers.

    Attributes:
        masses: every weight at hand.
        gravity: of the place.
        plan: full, or short for a lower grade.
        law: `power` for force-sensing resistors.
        full_scale_raw: reading at full supply of a divider; 0 without one.
        range_n: largest force the sensor is made for.
        column: raw channel.
        about: who and where.
    """

    masses: tuple[Mass, ...]
    gravity: Gravity
    plan: PlanKind
    law: Law
    full_scale_raw: float
    range_n: float
    column: int
    about: PassportParties


def gravity_asked(
    m_per_s2: float | None, latitude_deg: float | None, height_m: float | None
) -> Gravity:
    """Gravity as given, else computed for the place.

    Raises:
        CalibrationFormError: neither was said, or both.
        GravityError: it cannot be.
    """
    if m_per_s2 is not None and latitude_deg is not None:
        raise CalibrationFormError("gravity", "given either as a value or as a latitude, not both")
    if m_per_s2 is not None:
        return given_gravity(m_per_s2, GIVEN_U_M_PER_S2, "by the operator")
    if latitude_deg is None:
        raise CalibrationFormError(
            "gravity", "given in m/s², or as the latitude of the place with its height in metres"
        )
    return gravity_at(latitude_deg, 0.0 if height_m is None else height_m)


def setup_of(form: Form, traits: Traits, identity: str) -> Setup:
    """The setup for this sensor.

    Raises:
        MassSetError: the weights cannot calibrate it.
        CalibrationFormError: a channel, the range, the full scale or the room cannot be so.
    """
    if not 0 <= form.column < max(len(traits.channels), 1):
        raise CalibrationFormError("column", f"a channel from 0 to {len(traits.channels) - 1}")
    if not 0.0 < form.range_n < math.inf:
        raise CalibrationFormError(
            "range_n", f"the largest force of the sensor in newtons above 0, not {form.range_n:g}"
        )
    if not 0.0 <= form.full_scale_raw < math.inf:
        raise CalibrationFormError(
            "full_scale_raw",
            f"the reading at full supply, or 0 without a divider, not {form.full_scale_raw:g}",
        )
    for key, value, (low, high) in (
        ("humidity_pct", form.about.humidity_pct, (0.0, 100.0)),
        ("room_degc", form.about.temperature_degc, ROOM_DEGC),
    ):
        if value is not None and not low <= value <= high:
            raise CalibrationFormError(key, f"from {low:g} to {high:g}, not {value:g}")
    warm = [n for n, name in enumerate(traits.channels) if name.casefold().startswith("temp")]
    return set_up(
        traits,
        identity,
        form.masses,
        form.gravity,
        range_n=form.range_n,
        plan=form.plan,
        law=form.law,
        full_scale_raw=form.full_scale_raw,
        column=form.column,
        temperature_column=warm[0] if warm else None,
    )
