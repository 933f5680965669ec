"""Times of a recording in seconds, and whether they can be believed."""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableTimeError
from firmware_bridge.table_cells import Cells
from firmware_bridge.table_choice import Choice
from firmware_bridge.table_grid import Grid, cells_of

DATE_S = 1e8
"""Seconds beyond this (three years) are a date, not a time since the recording began."""
DAY_S = 86_400.0
_NOTHING: tuple[str, ...] = ()


def seconds_of(
    name: str, cells: Cells, choice: Choice, segments: tuple[slice, ...]
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Session times, (n,), and what had to be assumed for them.

    Args:
        name: the file, for messages.
        cells: the numbers as written.
        choice: which column they are, and its unit where the file says it.
        segments: recordings in the file; a made-up time starts again in each.
    """
    if cells.time is None:
        t_s = np.empty(len(cells.values))
        for segment in segments:
            t_s[segment] = np.arange(segment.stop - segment.start) / choice.rate_hz
        return t_s, (f"times made from {choice.rate_hz:g} Hz",)
    time = cells.time
    if cells.is_clock:
        # Past midnight a time of day begins again.
        days = np.cumsum(np.diff(time, prepend=time[0]) < -DAY_S / 2)
        return _from_first(time + DAY_S * days, choice.time_name)
    per_s, remark = choice.time_per_s, _NOTHING
    if not per_s:
        per_s, remark = _guess_unit(time[segments[0]], choice.time_name)
    t_s = time if per_s == 1.0 else time / per_s
    if abs(float(t_s[0])) > DATE_S:
        t_s, more = _from_first(t_s, choice.time_name)
        return t_s, (*remark, *more)
    return t_s, remark


def check_times(
    name: str,
    t_s: NDArray[np.float64],
    cells: Cells,
    grid: Grid,
    choice: Choice,
    segments: tuple[slice, ...],
) -> None:
    """Make sure time rises inside each recording.

    Raises:
        TableTimeError: it repeats, goes backwards, or starts again; the line is named.
    """
    for segment in segments:
        times_s = t_s[segment]
        wrong = np.flatnonzero(np.diff(times_s) <= 0)
        if not len(wrong):
            continue
        at = segment.start + int(wrong[0]) + 1
        line, before_s, now_s = int(cells.lines[at]), float(t_s[at - 1]), float(t_s[at])
        if now_s == before_s:
            why = (
                f"time {now_s:g} s repeats; remove the double row, or make times from the rate "
                "with --rate-hz"
            )
        elif now_s - float(times_s[0]) <= 0.05 * (before_s - float(times_s[0])):
            why = (
                f"time starts again ({before_s:g} s, then {now_s:g} s): several recordings in "
                f"one file; say --segment-column {_changing(grid, line)}"
            )
        else:
            why = f"time goes backwards, from {before_s:g} s to {now_s:g} s; sort or repair it"
        raise TableTimeError(name, line=line, why=why)


def _from_first(
    t_s: NDArray[np.float64], column: str
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    # Doubles of dates carry 0.2 us of noise; rounded, the differences are what was written.
    return np.round(t_s - t_s[0], 6), (f"times of {column} counted from the first row",)


def _guess_unit(time: NDArray[np.float64], column: str) -> tuple[float, tuple[str, ...]]:
    """Seconds unless the steps would be longer than any force recording has them."""
    step = float(np.median(np.diff(time)))
    if step >= 1000:
        return 1e6, (f"unit of column {column} is not stated: microseconds assumed",)
    if step >= 2:
        return 1e3, (f"unit of column {column} is not stated: milliseconds assumed",)
    return 1.0, (f"unit of column {column} is not stated: seconds assumed",)


def _changing(grid: Grid, line: int) -> str:
    """Name of the column that changes at a line and nowhere just around it."""
    at = grid.numbers.index(line)
    around = [cells_of(grid.lines[row], grid.delimiter) for row in (at - 2, at - 1, at, at + 1)
              if 0 <= row < len(grid.lines)]  # fmt: skip
    if len(around) == 4 and len({len(row) for row in around}) == 1:
        for column, (a, b, c, d) in enumerate(zip(*around, strict=True)):
            if a == b != c == d:
                return grid.header[column]
    return "NAME (a column that changes there)"
