"""Any recording of force over time in text, as numbers with units."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableFormatError
from firmware_bridge.samples import Flag, RawBlock, Traits
from firmware_bridge.table_cells import Cells, read_cells
from firmware_bridge.table_choice import Choice, choose_columns
from firmware_bridge.table_grid import grid_of
from firmware_bridge.table_text import read_text
from firmware_bridge.table_time import check_times, seconds_of
from firmware_bridge.timing.assembly import late_samples

EVEN_FRAC = 0.02
"""Mean and typical rate closer than this differ by rounding of the time stamps only."""


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
    unit: str | None = None,
    area_cm2: float | None = None,
    invert: bool = False,
) -> Table:
    """Read a CSV, TSV or text log, gzip too, of any common form.

    Args:
        path: the file.
        columns: value columns by name; several become their vector length. None guesses.
        time_column: by name. None guesses.
        rate_hz: samples per second where the file has no times; wins over a time column.
        segment_column: a new recording begins where its value changes.
        unit: unit of the values, over what the header says.
        area_cm2: contact area that makes a pressure a force.
        invert: take the values with the other sign.

    Raises:
        TableMissingError: no such file.
        TableFormatError: empty, binary, or without numbers.
        TableColumnError: a column named is not there.
        TableValueError: a cell is not a finite number.
        TableTimeError: times go backwards, repeat or are missing.
        TableUnitError: the unit is unknown, or a pressure lacks an area.
    """
    path = Path(path)
    name = str(path)
    grid = grid_of(name, read_text(path))
    choice = choose_columns(
        name,
        grid,
        columns=columns,
        time_column=time_column,
        segment_column=segment_column,
        rate_hz=rate_hz,
        unit=unit,
        area_cm2=area_cm2,
    )
    cells = read_cells(name, grid, choice)
    if len(cells.values) < 2:
        raise TableFormatError(name, why=f"{len(cells.values)} row of numbers is no recording")
    segments = _segments(cells)
    assumed = list(choice.assumed)
    if cells.skipped:
        rows = "row" if cells.skipped == 1 else "rows"
        assumed.append(f"{cells.skipped} {rows} with empty cells skipped")
    t_s, remarks = seconds_of(name, cells, choice, segments)
    assumed += remarks
    check_times(name, t_s, cells, grid, choice, segments)
    return Table(
        t_s=t_s,
        values=_values(cells, choice, invert=invert),
        columns=tuple(grid.header[at] for at in choice.values),
        unit=choice.unit,
        assumed=tuple(assumed),
        flags=_flags(cells, t_s, segments),
        segments=segments,
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


def _segments(cells: Cells) -> tuple[slice, ...]:
    count = len(cells.values)
    if cells.segment is None:
        return (slice(0, count),)
    starts = np.flatnonzero(np.diff(cells.segment, prepend=np.nan) != 0)
    ends = [*starts[1:].tolist(), count]
    return tuple(slice(a, b) for a, b in zip(starts.tolist(), ends, strict=True))


def _values(cells: Cells, choice: Choice, *, invert: bool) -> NDArray[np.float64]:
    values = cells.values if choice.factor == 1.0 else cells.values * choice.factor
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
        if len(times_s) > 1:
            first_s = float(times_s[0])
            pace_s = float(np.median(np.diff(times_s)))
            late = late_samples(times_s, first_s, first_s, 0, pace_s)
            flags[segment] |= np.where(late, np.uint16(Flag.GAP_BEFORE), np.uint16(0))
    return flags


def _rate_hz(t_s: NDArray[np.float64]) -> float:
    """Mean rate; where gaps pull it off, the rate of the typical step."""
    typical_hz = 1.0 / float(np.median(np.diff(t_s)))
    mean_hz = (len(t_s) - 1) / float(t_s[-1] - t_s[0])
    return mean_hz if abs(mean_hz / typical_hz - 1.0) < EVEN_FRAC else typical_hz


def _resolution(values: NDArray[np.float64]) -> float:
    levels = np.unique(values)
    if len(levels) < 2:
        return 0.0
    steps = np.diff(levels)
    # Rounding of a unit conversion makes neighbours differ by parts in 1e16: no step of a sensor.
    real = steps[steps > 1e-9 * max(abs(float(levels[0])), abs(float(levels[-1])))]
    return float(real.min()) if len(real) else 0.0
