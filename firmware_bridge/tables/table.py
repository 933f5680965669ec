"""Any recording of force over time in text, as numbers with units."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableFormatError
from firmware_bridge.samples import Flag, RawBlock, Traits
from firmware_bridge.tables.body import read_cells
from firmware_bridge.tables.choice import Choice, TableRequest, choose
from firmware_bridge.tables.columns import columns_of
from firmware_bridge.tables.dialects.known import DIALECTS
from firmware_bridge.tables.fast.steps import largest_step, steps_between
from firmware_bridge.tables.found_rows import Cells
from firmware_bridge.tables.plausibility import below_zero, far_off, in_turn
from firmware_bridge.tables.sheet import sheet_of
from firmware_bridge.tables.text import read_text
from firmware_bridge.tables.times import oldest_first, times_of
from firmware_bridge.timing.assembly import GAP_S, late_samples

EVEN_FRAC = 0.02
"""Mean and typical rate closer than this differ by rounding of the time stamps only."""
LONGEST_REMARK = 60
SURE_FRAC = 0.015
ENOUGH_READINGS = 200_000
ON_ITS_SIDE_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Table:
    """A recording read from a file.

    Attributes:
        t_s: (n,) seconds as in the file; counted from the first row where the file has dates.
        values: (n, c) in `unit`; several columns asked for are one, their vector length.
        columns: names of the columns behind `values`.
        unit: `N` for anything that is a force; `kPa`, `counts`, `%`, `V`, `unknown` stay.
        assumed: one sentence for each thing the file does not say.
        flags: (n,) uint16 of `Flag`.
        segments: recordings in the file, one after the other; one unless time starts again.
        path: the file.
    """

    t_s: NDArray[np.float64]
    values: NDArray[np.float64]
    columns: tuple[str, ...]
    unit: str
    assumed: tuple[str, ...]
    flags: NDArray[np.uint16]
    segments: tuple[slice, ...]
    path: Path


def read_table(
    path: Path | str,
    *,
    columns: tuple[str, ...] | None = None,
    time_column: str | None = None,
    rate_hz: float | None = None,
    segment_column: str | None = None,
    where: tuple[str, ...] = (),
    unit: str | None = None,
    area_cm2: float | None = None,
    invert: bool = False,
) -> Table:
    """Read a CSV, TSV, workbook or text log, gzip too, of any common form.

    Args:
        path: the file.
        columns: value columns by name; several become their vector length. None guesses.
        time_column: by name. None guesses.
        rate_hz: samples per second where the file has no times; wins over a time column.
        segment_column: a new recording begins where its value changes.
        where: `COLUMN=VALUE`: only such rows; all of several must hold.
        unit: unit of the values, over what the header says.
        area_cm2: contact area that makes a pressure a force.
        invert: take the values with the other sign.

    Raises:
        TableMissingError: no such file.
        TableFormatError: empty, binary, too large or without numbers.
        TableColumnError: a column named is not there, or several sensors stand below each other.
        TableValueError: a cell is not a finite number.
        TableTimeError: times go backwards, repeat or are missing.
        TableUnitError: the unit is unknown, or a pressure lacks an area.
    """
    wanted = TableRequest(
        columns, time_column, rate_hz, segment_column, where, unit, area_cm2, invert
    )
    return table_of(Path(path), read_text(Path(path)), wanted)


def table_of(path: Path, text: bytes, wanted: TableRequest) -> Table:
    """The table in a text already read.

    Args:
        path: the file it came from.
        text: as `read_text` gives it.
        wanted: how it is to be read.

    Raises:
        TableError: as `read_table`.
    """
    name = str(path)
    sheet = sheet_of(name, text, DIALECTS)
    rows = sum(map(len, sheet.parts))
    if rows < 2:
        raise TableFormatError(name, why="1 row of numbers is no recording")
    found = columns_of(sheet)
    if len(found) > max(ON_ITS_SIDE_COLUMNS, 4 * rows):
        why = (
            f"{rows} rows of {len(found)} columns: this table lies on its side; turn it so that "
            "each row is one moment (Paste Special, Transpose in a spreadsheet)"
        )
        raise TableFormatError(name, why=why)
    choice = choose(name, sheet, found, wanted)
    cells = oldest_first(read_cells(name, text, sheet, choice))
    if len(cells.values) < 2:
        raise TableFormatError(name, why=_too_few(cells, choice))
    times = times_of(name, cells, choice, found)
    values = _values(cells, choice, invert=wanted.invert)
    scale = choice.scale
    far = far_off(values)
    may_be_negative = scale.unit == "N" and not wanted.invert and not far
    negative = below_zero(values, scale.factor) if may_be_negative else ()
    return Table(
        t_s=times.t_s,
        values=values,
        columns=tuple(each.name.text for each in choice.values),
        unit=choice.scale.unit,
        assumed=(
            *choice.assumed,
            *_left_out(cells),
            *times.assumed,
            *negative,
            *far,
            *in_turn(values, times.passes),
        ),
        flags=_flags(cells, times.t_s, times.passes),
        segments=times.passes,
        path=path,
    )


def table_blocks(table: Table, segment: slice, block_samples: int) -> Iterator[RawBlock]:
    """One recording of a table as blocks; sample numbers are its ticks.

    Args:
        table: the recording.
        segment: one of `table.segments`.
        block_samples: samples in each block but the last.
    """
    start, end, _ = segment.indices(len(table.t_s))
    for at in range(start, end, block_samples):
        stop = min(at + block_samples, end)
        yield RawBlock(
            tick=np.arange(at - start, stop - start, dtype=np.int64),
            t_s=table.t_s[at:stop],
            raw=table.values[at:stop],
            flags=table.flags[at:stop],
            lost=0,
            arrived_s=float("nan"),
        )


def table_traits(table: Table) -> Traits:
    """What a recording delivers: rate by its median step, resolution by its smallest."""
    first = table.segments[0]
    return Traits(
        kind="file",
        title=table.path.name,
        unit=table.unit,
        channels=("+".join(table.columns),),
        rate_hz=_rate_hz(table.t_s[first]),
        tick_hz=0.0,
        settling_s=0.0,
        resolution_raw=_resolution(table.values[first, 0]),
        saturation_raw=None,
        simulated=False,
    )


def _too_few(cells: Cells, choice: Choice) -> str:
    if choice.where:
        said = " and ".join(f"{column.name.text}={word}" for column, word in choice.where)
        words = ", ".join(choice.where[0][0].facts.words) or "many"
        return f"{len(cells.values)} rows with {said}; that column holds: {words}"
    return f"{len(cells.values)} row of numbers is no recording"


def _left_out(cells: Cells) -> list[str]:
    """What of the file was not taken, in sentences."""
    said = []
    if cells.skipped:
        rows = "row" if cells.skipped == 1 else "rows"
        said.append(f"{cells.skipped} {rows} with empty cells skipped")
    if cells.remarks:
        several = len(cells.remarks) > 1
        line, there = cells.remarks[0]
        said_there = repr(" ".join(there.split())[:LONGEST_REMARK])
        said.append(
            f"{len(cells.remarks)} line{'s' if several else ''} of words among the rows left out "
            f"(line {line}: {said_there}{' and others' if several else ''})"
        )
    if cells.footer:
        lines = "line" if cells.footer == 1 else "lines"
        said.append(f"{cells.footer} {lines} after the last row left out")
    return said


def _values(cells: Cells, choice: Choice, *, invert: bool) -> NDArray[np.float64]:
    factor = choice.scale.factor
    values = cells.values if factor == 1.0 else cells.values * factor
    if values.shape[1] > 1:
        values = np.sqrt(np.sum(values * values, axis=1, keepdims=True))
    return -values if invert else values


def _flags(
    cells: Cells, t_s: NDArray[np.float64], segments: tuple[slice, ...]
) -> NDArray[np.uint16]:
    flags = np.zeros(len(t_s), dtype=np.uint16)
    if cells.flags is not None:
        flags |= cells.flags.astype(np.uint16)
    for segment in segments:
        times_s = t_s[segment]
        if len(times_s) > 1 and largest_step(times_s) > GAP_S:
            first_s = float(times_s[0])
            pace_s = float(np.median(np.diff(times_s)))
            late = late_samples(times_s, first_s, first_s, 0, pace_s)
            flags[segment] |= np.where(late, np.uint16(Flag.GAP_BEFORE), np.uint16(0))
    return flags


def _rate_hz(t_s: NDArray[np.float64]) -> float:
    """Mean rate; where gaps pull it off, the rate of the typical step."""
    mean_hz = (len(t_s) - 1) / float(t_s[-1] - t_s[0])
    # Where most steps are like the mean one, so is the median.
    if 2 * steps_between(t_s, (1 - SURE_FRAC) / mean_hz, (1 + SURE_FRAC) / mean_hz) > len(t_s):
        return mean_hz
    typical_hz = 1.0 / float(np.median(np.diff(t_s)))
    return mean_hz if abs(mean_hz / typical_hz - 1.0) < EVEN_FRAC else typical_hz


def _resolution(values: NDArray[np.float64]) -> float:
    # Of a long record as many as tell, from all over it.
    levels = np.unique(values[:: max(1, len(values) // ENOUGH_READINGS)])
    if len(levels) < 2:
        return 0.0
    steps = np.diff(levels)
    # Rounding of a unit conversion makes neighbours differ by parts in 1e16: no step of a sensor.
    real = steps[steps > 1e-9 * max(abs(float(levels[0])), abs(float(levels[-1])))]
    return float(real.min()) if len(real) else 0.0
