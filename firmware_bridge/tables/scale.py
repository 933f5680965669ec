"""The unit of the values read, and what multiplies them."""

import re
from dataclasses import dataclass

from firmware_bridge.errors import TableUnitError
from firmware_bridge.tables.columns import COUNTS_BEYOND, TableColumn
from firmware_bridge.tables.names import FORCE, MASS, RAW, ColumnName, told_as
from firmware_bridge.tables.sheet import FoundTable
from firmware_bridge.units import Unit, near_units, unit_of

_UNIT_LINE = re.compile(
    r"\b(?:force |y |vertical )?(?:units?|einheit|unit\u00e9)\s*[:=,;\t]\s*([A-Za-z%]+)", re.I
)
NEWTONS_PER_KPA_CM2 = 0.1
HEAVIEST_KG = 300.0
"""A mass without a unit beyond this is in grams: nobody presses with more."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes a column's numbers values.

    Attributes:
        unit: of the values: N for any force, else itself.
        factor: multiplies the numbers.
        by_row: every cell carries its own unit, and they differ: each makes newtons.
    """

    unit: str
    factor: float
    by_row: bool


def scale_of(
    name: str,
    values: tuple[TableColumn, ...],
    sheet: FoundTable,
    asked: str | None,
    area_cm2: float | None,
    assumed: list[str],
) -> Scale:
    """The scale of the value columns; what the file does not say is put into `assumed`.

    Raises:
        TableUnitError: the unit asked for is unknown, or the area impossible.
    """
    value = values[0]
    beside = unit_of(sheet.header.units[value.at])
    named = unit_of(value.name.unit)
    if asked is None and named is not None and beside not in (None, named):
        assumed.append(
            f"the name of {told_as(value.name.text)} says {named.name}, the row of units "
            f"{sheet.header.units[value.at]}: {named.name} taken; say --unit"
        )
    if len({each.unit for each in values}) > 1:
        said = ", ".join(f"{each.name.text}: {each.unit or 'none'}" for each in values)
        raise TableUnitError(name, unit=value.unit, why=f"columns of different units ({said})")
    by_row = len(value.facts.units) > 1
    seen = ", ".join(each or "none" for each in value.facts.units)
    if asked is not None:
        unit = unit_of(asked)
        if unit is None:
            near = ", ".join(near_units(asked))
            raise TableUnitError(name, unit=asked, why=f"unknown unit {asked!r}; units: {near}")
        by_row = False
    elif by_row:
        assumed.append(f"units differ from row to row ({seen})")
        if not all(
            (found := unit_of(each)) and found.quantity == "force" for each in value.facts.units
        ):
            why = f"units differ from row to row ({seen}); mend those rows"
            raise TableUnitError(name, unit=value.unit, why=why)
        return Scale("N", 1.0, by_row=True)
    else:
        unit = _no_counts(value, _guessed(value, sheet, assumed), assumed)
    if unit.quantity == "force":
        return Scale("N", unit.factor, by_row=False)
    if unit.quantity == "pressure" and area_cm2 is not None:
        if not area_cm2 > 0:
            why = f"an area of {area_cm2:g} cm2 is impossible; say the contact area with --area-cm2"
            raise TableUnitError(name, unit=unit.name, why=why)
        assumed.append(f"force is {unit.name} times {area_cm2:g} cm2")
        return Scale("N", unit.factor * area_cm2 * NEWTONS_PER_KPA_CM2, by_row=False)
    if unit.quantity == "pressure":
        return Scale("kPa", unit.factor, by_row=False)
    return Scale(unit.name, 1.0, by_row=False)


def guess_unit(name: ColumnName, *, has_header: bool) -> tuple[Unit, str]:
    """The unit of a value column by its name, and what was assumed, if anything."""
    written = unit_of(name.unit) if name.unit else None
    if written is not None:
        return written, ""
    if RAW.fullmatch(name.word):
        return _known("counts"), ""
    if name.unit:
        hint = f"{name.unit!r} in {told_as(name.text)} is no unit known here"
        return _known("unknown"), f"{hint}: values stay as they are; say --unit"
    hint = f"unit of {told_as(name.text)} is not stated"
    if MASS.fullmatch(name.word):
        return _known("kg"), f"{hint}: kilograms assumed; say --unit"
    if not has_header or any(pattern.fullmatch(name.word) for pattern in FORCE):
        return _known("N"), f"{hint}: newtons assumed; say --unit"
    return _known("unknown"), f"{hint}: values stay as they are; say --unit"


def _guessed(value: TableColumn, sheet: FoundTable, assumed: list[str]) -> Unit:
    written = unit_of(value.unit) if value.unit else None
    if written is not None:
        return written
    facts, text = value.facts, value.name.text
    if (
        not value.unit
        and facts.is_whole
        and max(abs(facts.low_raw), abs(facts.high_raw)) > COUNTS_BEYOND
    ):
        assumed.append(f"{told_as(text)} holds large whole numbers: counts assumed; say --unit")
        return _known("counts")
    dialect = sheet.dialect
    if not value.unit and dialect is not None and dialect.unit:
        assumed.append(f"unit of {told_as(text)} is that of {dialect.title}: {dialect.unit}")
        return _known(dialect.unit)
    said = {found[1]: line for line in sheet.above for found in _UNIT_LINE.finditer(line)}
    heads = {unit: line for word, line in said.items() if (unit := unit_of(word)) is not None}
    if not value.unit and len(heads) == 1:
        [(unit, line)] = heads.items()
        assumed.append(
            f"unit of {told_as(text)} taken from the line {line.strip()[:60]!r}: {unit.name}"
        )
        return unit
    named = sheet.header.named and not value.name.text.startswith("column ")
    unit, remark = guess_unit(value.name, has_header=named)
    if value.unit and not value.name.unit:
        unit = _known("unknown")
        remark = f"{value.unit!r} of {told_as(text)} is no unit known here: values stay; say --unit"
    if unit.name == "kg" and remark and max(abs(facts.low_raw), abs(facts.high_raw)) > HEAVIEST_KG:
        unit, remark = _known("g"), remark.replace("kilograms assumed", "grams assumed")
    if remark:
        assumed.append(remark)
    return unit


def _no_counts(value: TableColumn, unit: Unit, assumed: list[str]) -> Unit:
    """The unit, unless it is counts and the numbers have fractions: a converter counts whole."""
    if unit.name != "counts" or value.facts.is_whole:
        return unit
    assumed.append(
        f"{told_as(value.name.text)} would be raw counts, but its numbers have fractions, which "
        "counts have not: values stay as they are; say --unit"
    )
    return _known("unknown")


def _known(name: str) -> Unit:
    unit = unit_of(name)
    if unit is None:
        raise ValueError(f"no unit {name!r}")
    return unit
