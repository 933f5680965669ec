"""Times of a recording in seconds, and the passes it falls into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableColumnError, TableTimeError
from firmware_bridge.rounding import significant
from firmware_bridge.tables.choice import Choice
from firmware_bridge.tables.columns import TableColumn
from firmware_bridge.tables.found_rows import Cells
from firmware_bridge.tables.moments import are_digits_of_clock, since_1970
from firmware_bridge.tables.names import told_as
from firmware_bridge.tables.turns import APART, sensors_in_turn, typed, where_option

DATE_S = 1e8
"""Seconds beyond this (three years) are a date, not a time since the recording began."""
DAY_S = 86_400.0
WRAPS = (2.0**15, 2.0**16, 2.0**30, 2.0**31, 2.0**32)
"""Clocks of boards begin again here, in ticks; signed ones at the half, below zero."""
EXCEL_DAYS = (30_000.0, 60_000.0)
"""A spreadsheet counts days since 1900: here are the years 1982 to 2064."""
SHORTEST_STEP = 2e-5
"""Nothing that measures a hand steps so finely in seconds: such steps are parts of a day."""
FEWEST_ROWS = 2
FEWEST_FALLING = 8
BACK_FRAC = 0.5
STEPS_ON = 5
ENOUGH = 20_000
"""So many steps from all over a recording show how uneven its stamps are."""
UNEVEN_FRAC = 0.25


@dataclass(frozen=True, slots=True)
class Times:
    """When the samples were taken.

    Attributes:
        t_s: (n,) seconds.
        passes: recordings in the file, one after the other.
        assumed: sentences.
    """

    t_s: NDArray[np.float64]
    passes: tuple[slice, ...]
    assumed: tuple[str, ...]


def times_of(name: str, cells: Cells, choice: Choice, columns: tuple[TableColumn, ...]) -> Times:
    """Times and passes of a recording.

    Args:
        name: the file, for messages.
        cells: the numbers as written.
        choice: which column is the time, and its unit where the file says it.
        columns: all columns, for a way out.

    Raises:
        TableTimeError: times go backwards or repeat; the line is named.
        TableColumnError: the segment column changes from row to row.
    """
    said = _said_passes(name, cells, choice)
    if cells.time is None:
        t_s = np.empty(len(cells.values))
        for each in said:
            t_s[each] = np.arange(each.stop - each.start) / choice.rate_hz
        return Times(t_s, said, ())
    assumed: list[str] = []
    time = choice.time.name.text if choice.time is not None else ""
    if cells.is_turned:
        assumed.append(f"{told_as(time)} falls all the way: read from the last row to the first")
    ticks = cells.time
    if choice.time is not None and choice.time.facts.kind == "moments":
        # Past midnight a time of day begins again.
        if (ticks[1:] < ticks[:-1]).any():
            days = np.cumsum(np.diff(ticks, prepend=ticks[0]) < -DAY_S / 2)
            ticks = ticks + DAY_S * days
        per_s = 1.0
        from_first = True
    else:
        per_s = choice.time_per_s
        ticks = _unwrapped(ticks, per_s, cells, time, assumed)
        if not per_s:
            per_s = _guessed_unit(name, ticks, time, assumed)
        from_first = False
    t_s = ticks if per_s == 1.0 else ticks / per_s
    passes = said
    if len(said) == 1 and choice.segment is None:
        passes = _passes(name, t_s, cells, assumed, columns, choice)
    if from_first or abs(float(t_s[0])) > DATE_S:
        # Doubles of dates carry 0.2 us of noise; rounded, the differences are what was written.
        t_s = t_s - t_s[0]
        np.round(t_s, 6, out=t_s)
        assumed.append(f"times of {time} counted from the first row")
    for each in passes:
        _check(name, t_s, cells, each)
    _say_pace(t_s, passes[0], time, assumed)
    return Times(t_s, passes, tuple(assumed))


def oldest_first(cells: Cells) -> Cells:
    """The rows in the order of their times, where a file has the newest one first."""
    ticks = cells.time
    if ticks is None or len(ticks) < FEWEST_FALLING or ticks[0] <= ticks[-1]:
        return cells
    return cells.turned() if (ticks[1:] <= ticks[:-1]).all() else cells


def _said_passes(name: str, cells: Cells, choice: Choice) -> tuple[slice, ...]:
    count = len(cells.values)
    if cells.segment is None or choice.segment is None:
        return (slice(0, count),)
    starts = np.flatnonzero(np.diff(cells.segment, prepend=np.nan) != 0).tolist()
    ends = [*starts[1:], count]
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    if float(np.median(lengths)) < 2:
        column = choice.segment
        word = column.facts.words[0] if column.facts.words else column.facts.first[0]
        text = column.name.text
        why = (
            f"{told_as(text)} changes from row to row: its values are recordings beside each "
            f"other; take one with --where {where_option(text, word)}"
        )
        raise TableColumnError(name, column=text, why=why, columns=(text,))
    return tuple(slice(a, b) for a, b in zip(starts, ends, strict=True))


def _unwrapped(
    ticks: NDArray[np.float64], per_s: float, cells: Cells, column: str, assumed: list[str]
) -> NDArray[np.float64]:
    """Ticks of a clock that has run over, going on instead."""
    back = np.flatnonzero(ticks[1:] < ticks[:-1])
    if not len(back):
        return ticks
    step = float(np.median(np.diff(ticks)))
    if not step > 0:
        return ticks
    # Seconds may have been made from ticks of a thousandth or a millionth.
    units = (1.0, 1e3, 1e6) if per_s in (0.0, 1.0) else (1.0,)
    spans = [wrap / unit for wrap in WRAPS for unit in units if wrap / unit > 20 * step]
    added = np.zeros(len(ticks))
    for at in back.tolist():
        before, now = float(ticks[at]), float(ticks[at + 1])
        span = next((each for each in spans if _is_wrap(before, now, each, step)), 0.0)
        if not span:
            continue
        added[at + 1 :] += span
        assumed.append(
            f"the clock of {told_as(column)} ran over at line {cells.line_of(at + 1)}; time goes on"
        )
    return ticks + added


def _is_wrap(before: float, now: float, span: float, step: float) -> bool:
    """Whether a clock of that span has run over between two rows: near its top, then near its foot.

    A signed clock goes from the half above zero to the half below it.
    """
    gap = now + span - before
    if not 0 < gap <= 20 * step:
        return False
    unsigned = now >= 0 and before <= span
    signed = before <= span / 2 and now >= -span / 2
    return unsigned or signed


def _guessed_unit(name: str, ticks: NDArray[np.float64], column: str, assumed: list[str]) -> float:
    """Seconds unless the steps would be longer than any force recording has them.

    Raises:
        TableTimeError: the numbers are times whose digits are written together.
    """
    step = float(np.median(np.diff(ticks[: 50 * ENOUGH + 1])))
    first = float(ticks[0])
    if EXCEL_DAYS[0] < first < EXCEL_DAYS[1] and 0 < step < SHORTEST_STEP:
        assumed.append(f"{told_as(column)} holds days as a spreadsheet counts them")
        return 1.0 / DAY_S
    if (counted := since_1970(first)) is not None:
        assumed.append(f"{told_as(column)} holds {counted[1]} since 1970")
        return counted[0]
    if are_digits_of_clock(ticks[: 50 * ENOUGH]):
        why = (
            f"{told_as(column)} holds times without signs between their digits, as 160509 for "
            "16:05:09: no count of seconds; make times from the rate with --rate-hz"
        )
        raise TableTimeError(name, line=0, why=why)
    per_s, unit = (1e6, "microseconds") if step >= 1000 else (1e3, "milliseconds")
    if step < 2:
        per_s, unit = 1.0, "seconds"
    assumed.append(
        f"unit of {told_as(column)} is not stated: {unit} assumed "
        f"({significant(per_s / step if step > 0 else 0.0, 4)} rows a second)"
    )
    return per_s


def _passes(
    name: str,
    t_s: NDArray[np.float64],
    cells: Cells,
    assumed: list[str],
    columns: tuple[TableColumn, ...],
    choice: Choice,
) -> tuple[slice, ...]:
    """The recordings of a file whose time starts again; each has its own clock."""
    back = np.flatnonzero(t_s[1:] < t_s[:-1])
    if not len(back):
        return (slice(0, len(t_s)),)
    steps = np.diff(t_s)
    starts = [0]
    step_s = float(np.median(steps))
    for at in back.tolist():
        run_s = float(t_s[at] - t_s[starts[-1]])
        fell_s = float(t_s[at] - t_s[at + 1])
        # One stamp that is wrong is no new beginning: there the clock goes on at its own pace.
        goes_on = at + 1 < len(steps) and 0 < float(steps[at + 1]) < STEPS_ON * step_s
        if at + 1 - starts[-1] >= FEWEST_ROWS and fell_s > BACK_FRAC * run_s and goes_on:
            starts.append(at + 1)
    if len(t_s) - starts[-1] < FEWEST_ROWS or len(starts) == 1:
        return (slice(0, len(t_s)),)
    ends = [*starts[1:], len(t_s)]
    lines = ", ".join(str(cells.line_of(start)) for start in starts[1:4])
    more = " and more" if len(starts) > 4 else ""
    apart = _apart(columns, choice, len(starts))
    assumed.append(
        f"time starts again at line {lines}{more}: {len(starts)} recordings, each with its own "
        f"clock{apart}"
    )
    return tuple(slice(a, b) for a, b in zip(starts, ends, strict=True))


def _apart(columns: tuple[TableColumn, ...], choice: Choice, count: int) -> str:
    """A word on the column that tells the passes apart; empty without one."""
    used = {each.at for each in choice.values} | ({choice.time.at} if choice.time else set())
    for column in columns:
        if column.at not in used and len(column.facts.words) == count and count > 1:
            text, word = column.name.text, column.facts.words[0]
            return (
                f" ({told_as(text)} tells them apart: --segment-column {typed(text)}, "
                f"--where {where_option(text, word)})"
            )
    return ""


def _check(name: str, t_s: NDArray[np.float64], cells: Cells, each: slice) -> None:
    """Make sure time rises inside a recording."""
    times_s = t_s[each]
    wrong = np.flatnonzero(times_s[1:] <= times_s[:-1])
    if not len(wrong):
        return
    at = each.start + int(wrong[0]) + 1
    line, before_s, now_s = cells.line_of(at), float(t_s[at - 1]), float(t_s[at])
    sensors = sensors_in_turn(cells.values[each, 0])
    if sensors > 1:
        why = f"rows of {sensors} sensors take turns, with times of their own: {APART}"
    elif now_s == before_s:
        why = (
            f"time {now_s:g} s repeats ({len(wrong)} rows so); make times from the rate with "
            "--rate-hz"
        )
    else:
        why = (
            f"time goes backwards, from {before_s:g} s to {now_s:g} s; sort the rows, or make "
            "times from the rate with --rate-hz"
        )
    raise TableTimeError(name, line=line, why=why)


def _say_pace(t_s: NDArray[np.float64], each: slice, column: str, assumed: list[str]) -> None:
    """Say what the stamps show where they are uneven or far apart."""
    times_s = t_s[each]
    count = len(times_s) - 1
    if count < 20:
        return
    some = slice(None, None, max(1, count // ENOUGH))
    steps_s = times_s[1:][some] - times_s[:-1][some]
    low_s, middle_s, high_s = np.percentile(steps_s, (5.0, 50.0, 95.0)).tolist()
    if high_s - low_s > UNEVEN_FRAC * middle_s:
        assumed.append(
            f"uneven times in {told_as(column)}: 9 of 10 steps are {significant(low_s, 3)} to "
            f"{significant(high_s, 3)} s"
        )
