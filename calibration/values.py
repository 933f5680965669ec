"""The calibration of one sensor, as a value."""

from dataclasses import dataclass
from typing import Final, Literal

Grade = Literal["R", "T", "C", "none"]
"""R research and assessment, T training, C coaching, none: never graded, or failed."""

CALIBRATION_FORMAT: Final = 1
"""Format in which a calibration is written to a file or into the header of a session."""


@dataclass(frozen=True, slots=True)
class PowerPiece:
    """One stretch of a power law: force = factor * u**exponent.

    u is the conductance ratio raw / (full_scale - raw) of a voltage divider, or the reading
    itself where there is no divider.

    Attributes:
        from_raw: lowest reading of the stretch.
        to_raw: highest.
        factor: force at u = 1.
        exponent: slope in the log-log plane.
    """

    from_raw: float
    to_raw: float
    factor: float
    exponent: float


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """Standard uncertainties (k = 1) of a force in use, by the way they act on a press.

    Attributes:
        gain_common_frac: scale error shared by every press: reference, fit, form, temperature.
        gain_press_frac: scale error of each press anew: seating, position, hysteresis.
        zero_n: offset of the zero within a set.
        creep_frac: share of the force by which a reading creeps from 1 s to 60 s of load.
        noise_n: standard deviation of one sample at rest.
        form_n: scale-free part of the form error, shared by every press.
        walk_n: change of the reading along a press that is not the hand's: a zero that wanders
            for a minute, a hysteresis that turns as the hand eases.
    """

    gain_common_frac: float
    gain_press_frac: float
    zero_n: float
    creep_frac: float
    noise_n: float
    form_n: float
    walk_n: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How raw counts of one sensor become newtons: a polynomial without its zero.

    force = p(raw) - p(raw at rest), with p(c) = gain * c + curvature * c**2, so that the zero
    is never part of the calibration (spec: ISO 376 practice keeps zero and slope apart).

    A sensor of the force-sensing-resistor class has `pieces` instead: a power law above its
    turn-on reading, 0 below it, and no more than its highest calibrated force.

    Attributes:
        identity: stable id of this calibration, recorded with each session.
        device: hardware id it belongs to; empty where it fits any device of the kind.
        unit: unit of the result, `N` unless the quantity is not a force.
        gain_per_raw: units of the result per raw unit; with pieces, the slope in mid-range.
        curvature_per_raw2: units of the result per raw unit squared; 0 for a line.
        column: index of the raw channel it applies to.
        residual_sd: residual standard deviation of the fit in units of the result; None unknown.
        made_utc: ISO 8601 time of the fit; empty for a nominal calibration.
        passport_sha256: digest of the passport it was read from; empty without one.
        grade: what the passport allows it to be used for.
        due_utc: ISO 8601 time it expires; empty where it does not.
        pieces: stretches of a power law, rising; empty for a polynomial.
        full_scale_raw: reading of the divider's supply; 0 where the law is in the reading itself.
        span_raw: lowest and highest calibrated reading; None where not known.
        errors: how far a force can be trusted; None where not known.
        max_n: largest calibrated force; None where not known.
    """

    identity: str
    device: str
    unit: str
    gain_per_raw: float
    curvature_per_raw2: float
    column: int
    residual_sd: float | None
    made_utc: str
    passport_sha256: str = ""
    grade: Grade = "none"
    due_utc: str = ""
    pieces: tuple[PowerPiece, ...] = ()
    full_scale_raw: float = 0.0
    span_raw: tuple[float, float] | None = None
    errors: ErrorModel | None = None
    max_n: float | None = None


GRADES: Final[tuple[Grade, ...]] = ("R", "T", "C")
