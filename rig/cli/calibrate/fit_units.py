"""The unit of the known forces of a table, and what makes them newtons."""

from typing import Final

from calibration.errors import FitRejectedError
from calibration.procedure.reference import Gravity
from firmware_bridge.tables.names import column_name
from firmware_bridge.tables.scale import guess_unit
from firmware_bridge.units import STANDARD_GRAVITY_M_PER_S2, UNITS, unit_of

MASSES: Final = {"kg": 1.0, "g": 1e-3}
"""Kilograms in units of mass: what lay on the sensor, not what it pressed with."""


def newtons_of(
    column: str, asked: str | None, gravity: Gravity | None, assumed: list[str]
) -> tuple[str, float]:
    """Unit of a column once its numbers are multiplied by the factor, and the factor.

    Args:
        column: its name.
        asked: the unit said for it; None takes it from the name.
        gravity: where the masses were laid on; None takes the standard one.
        assumed: gets a sentence for what had to be guessed.

    Raises:
        FitRejectedError: the unit is none, or not the one the name says.
    """
    name = column_name(column)
    written = unit_of(name.unit) if name.unit else unit_of(column)
    unit = written if asked is None else unit_of(asked)
    if asked is not None and (unit is None or unit.quantity != "force"):
        raise FitRejectedError(
            f"{asked!r} is no unit of force or mass",
            f"choose one of {', '.join(each.name for each in UNITS if each.quantity == 'force')}",
        )
    if unit is None:
        guessed, remark = guess_unit(name, has_header=True)
        if guessed.quantity != "force":
            return "", 1.0
        unit = guessed
        assumed.append(remark)
    if written is not None and written != unit:
        raise FitRejectedError(
            f"column {column!r} says {written.name}, --unit says {unit.name}",
            "leave --unit out, or name the column by its unit",
        )
    if unit.quantity != "force":
        return unit.name, 1.0
    if unit.name not in MASSES:
        return "N", unit.factor
    g = STANDARD_GRAVITY_M_PER_S2 if gravity is None else gravity.m_per_s2
    how = "the standard one, say --gravity for your place" if gravity is None else gravity.how
    assumed.append(f"column {column!r} holds masses: newtons by {g:g} m/s² ({how})")
    return "N", MASSES[unit.name] * g
