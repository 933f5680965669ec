"""The columns of a recording that are read, and what is done to them."""

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from firmware_bridge.errors import TableColumnError, TableTimeError, TableUnitError
from firmware_bridge.table_grid import Grid, cells_of, is_clock, is_number
from firmware_bridge.table_guess import (
    ColumnName,
    column_name,
    guess_time,
    guess_unit,
    guess_values,
)
from firmware_bridge.units import SECONDS, Unit, near_units, unit_of

NEWTONS_PER_KPA_CM2 = 0.1


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read of a grid.

    Attributes:
        time: position of the time column; None where the rate makes the times.
        time_name: its name as written.
        time_per_s: its unit in one second; 0 where the file does not say.
        rate_hz: samples per second where the rate makes the times, else 0.
        values: positions of the value columns.
        segment: position of the segment column.
        flags: position of a column of quality flags.
        unit: unit of the values after multiplying by `factor`.
        assumed: sentences.
    """

    time: int | None
    time_name: str
    time_per_s: float
    rate_hz: float
    values: tuple[int, ...]
    segment: int | None
    flags: int | None
    unit: str
    factor: float
    assumed: tuple[str, ...]


def choose_columns(
    name: str,
    grid: Grid,
    *,
    columns: tuple[str, ...] | None,
    time_column: str | None,
    segment_column: str | None,
    rate_hz: float | None,
    unit: str | None,
    area_cm2: float | None,
) -> Choice:
    """Decide what is read; what was asked for wins, the rest is guessed and said.

    Raises:
        TableColumnError: a column asked for is not there, or none can be guessed.
        TableTimeError: there is no time column and no rate.
        TableUnitError: the unit asked for is unknown.
    """
    names = tuple(column_name(text) for text in grid.header)
    assumed: list[str] = []
    segment = None if segment_column is None else position(name, grid.header, segment_column)
    time = _time(name, grid, names, time_column, rate_hz, assumed)
    if columns is None:
        values, remark = guess_values(names, but=time)
        values = [at for at in values if at != segment]
        if remark:
            assumed.append(remark)
    else:
        values = [position(name, grid.header, column) for column in columns]
    if not values:
        raise TableColumnError(
            name, column="", why="no column of force was found; name it with --column",
            columns=grid.header,
        )  # fmt: skip
    written, factor = _unit(name, grid, names, values, unit, area_cm2, assumed)
    flags = next((at for at, column in enumerate(names) if column.stem == "flags"), None)
    time_text = names[time].unit or names[time].stem if time is not None else ""
    return Choice(
        time=time,
        time_name=grid.header[time] if time is not None else "",
        time_per_s=SECONDS.get(time_text.lower(), 0.0),
        rate_hz=rate_hz if rate_hz is not None and time is None else 0.0,
        values=tuple(values),
        segment=segment,
        flags=flags,
        unit=written,
        factor=factor,
        assumed=tuple(assumed),
    )


def position(name: str, columns: tuple[str, ...], wanted: str) -> int:
    """Position of a column by its name, or by its number from 1.

    Raises:
        TableColumnError: there is none.
    """
    lowered = [column.lower() for column in columns]
    if wanted in columns:
        return columns.index(wanted)
    if lowered.count(wanted.lower()) == 1:
        return lowered.index(wanted.lower())
    if wanted.isdigit() and 1 <= int(wanted) <= len(columns):
        return int(wanted) - 1
    near = get_close_matches(wanted.lower(), lowered, n=1)
    hint = f"; did you mean {columns[lowered.index(near[0])]!r}?" if near else ""
    raise TableColumnError(name, column=wanted, why=f"no column {wanted!r}{hint}", columns=columns)


def _time(
    name: str,
    grid: Grid,
    names: tuple[ColumnName, ...],
    asked: str | None,
    rate_hz: float | None,
    assumed: list[str],
) -> int | None:
    if asked is not None:
        return position(name, grid.header, asked)
    guessed = guess_time(names)
    if guessed is None and len(names) > 1 and _looks_like_time(grid):
        guessed = 0
        if rate_hz is None:
            assumed.append("the first column is taken as time; choose with --time-column")
    if rate_hz is not None:
        if not rate_hz > 0:
            raise TableTimeError(name, line=0, why=f"a rate of {rate_hz:g} Hz is impossible")
        if guessed is not None:
            assumed.append(f"times made from {rate_hz:g} Hz; column {grid.header[guessed]} ignored")
        return None
    if guessed is None:
        only = "only one column" if len(names) == 1 else "no time column"
        raise TableTimeError(
            name,
            line=0,
            why=f"{only} ({', '.join(grid.header)}); say how fast it was sampled with --rate-hz, "
            "or name the time with --time-column",
        )
    return guessed


def _looks_like_time(grid: Grid) -> bool:
    """Whether the first column rises all the way, in a file without a header or with clocks."""
    first = [cells_of(line, grid.delimiter)[0] for line in grid.lines[:50]]
    if all(is_clock(cell) for cell in first):
        return True
    if grid.has_header or not all(
        is_number(cell, decimal_comma=grid.decimal_comma) for cell in first
    ):
        return False
    numbers = [float(cell.replace(",", ".")) for cell in first]
    return len(numbers) > 1 and all(a < b for a, b in pairwise(numbers))


def _unit(
    name: str,
    grid: Grid,
    names: tuple[ColumnName, ...],
    values: list[int],
    asked: str | None,
    area_cm2: float | None,
    assumed: list[str],
) -> tuple[str, float]:
    unit: Unit | None
    if asked is not None:
        unit = unit_of(asked)
        if unit is None:
            near = ", ".join(near_units(asked))
            why = f"unknown unit {asked!r}; units: {near}"
            raise TableUnitError(name, unit=asked, why=why)
    else:
        unit, remark = guess_unit(names[values[0]], has_header=grid.has_header)
        if remark:
            assumed.append(remark)
    if unit is None:
        return "unknown", 1.0
    if unit.quantity == "force":
        return "N", unit.factor
    if unit.quantity == "pressure" and area_cm2 is not None:
        if not area_cm2 > 0:
            why = f"an area of {area_cm2:g} cm2 is impossible; say the contact area with --area"
            raise TableUnitError(name, unit=unit.name, why=why)
        assumed.append(f"force is {unit.name} times {area_cm2:g} cm2")
        return "N", unit.factor * area_cm2 * NEWTONS_PER_KPA_CM2
    return ("kPa", unit.factor) if unit.quantity == "pressure" else (unit.name, 1.0)
