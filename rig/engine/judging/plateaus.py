"""The plateaus of one press: from arriving at a level to giving it up, sagging allowed."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import fixed
from rig.engine.hold import Kind
from rig.engine.judging.finder import Finder
from rig.engine.judging.levels import EDGE_S, ForceCells, Stretch, force_cells, levels_of, line_of
from rig.engine.judging.middle import median
from rig.engine.judging.smooth import sampling_period_s

Array = NDArray[np.float64]

# A steady hand wanders by this share (a CV of 2 to 5 % with feedback: domain model 3.3).
WANDER_FRAC: Final = 0.03
# Shares of a level between which its course is a plateau and no way to or from it: a press of one
# level may sag far, of several a short one lies between two ways.
FAR: Final = 1.5
NEAR: Final = (0.75, 1.25)
# So many tops, each fallen from by `near_frac` of the level, follow something that moves.
TOPS: Final = 3


@dataclass(frozen=True, slots=True)
class Plateau:
    """One level of a press and how it was held.

    Attributes:
        first, last: index of its first and last sample.
        level_n: median of the shortest range that holds half of it.
        kind: `hold`, or `unsteady` with the reason.
        reason: empty for a steady hold.
        change_frac: rise (or sag, below zero) over its length, as a share of the level.
        dips: falls below `left_frac` shorter than `dip_s`.
        breaks: longer ones.
        tops: how often it was up and fell by `near_frac` of the level.
    """

    first: int
    last: int
    level_n: float
    kind: Kind
    reason: str
    change_frac: float
    near_frac: float
    dips: int
    breaks: int
    tops: int


def plateaus_of(t_s: Array, force_n: Array, finder: Finder, asked: int) -> list[Plateau]:
    """Every plateau of a press, in order, without a common sample; at least one.

    Args:
        t_s: (n,) times of one press, from where it leaves rest to where it is back.
        force_n: (n,) smoothed force, its highest above zero.
        finder: what tells levels apart.
        asked: how many levels the press was asked for.
    """
    cells = force_cells(t_s, force_n, finder)
    levels = levels_of(cells, finder, asked)
    calm_n = _calm(t_s, force_n, finder.cell_s)
    found: list[Plateau] = []
    after = 0
    for k, level in enumerate(levels):
        before = levels[k - 1] if k else None
        beyond = levels[k + 1] if k + 1 < len(levels) else None
        stop = len(t_s) if beyond is None else _index(t_s, cells, beyond.first)
        plateau = _plateau(
            t_s,
            calm_n,
            force_n,
            cells,
            level,
            slice(after, stop),
            before,
            beyond,
            finder,
            NEAR if asked > 1 else (finder.valley_frac, FAR),
        )
        if plateau is not None:
            found.append(plateau)
            after = plateau.last + 1
        after = max(after, min(_index(t_s, cells, level.last), stop))
    top = _top(calm_n, finder)
    return found if any(_is_held(each, t_s, top, finder) for each in found) else [top]


def _is_held(plateau: Plateau, t_s: Array, top: Plateau, finder: Finder) -> bool:
    """Whether a press stayed there; the middle of the way up and down of a jab is no level."""
    held_s = float(t_s[plateau.last] - t_s[plateau.first])
    return held_s >= finder.hold_s or plateau.level_n >= finder.left_frac * top.level_n


def _top(calm_n: Array, finder: Finder) -> Plateau:
    """What stands for a plateau where a press never stayed: its highest part."""
    top_n = float(np.max(calm_n))
    high = np.flatnonzero(calm_n >= finder.left_frac * top_n)
    return Plateau(
        int(high[0]), int(high[-1]), top_n, "unsteady", "never stayed at a force", 0.0, 0.0, 0, 0, 1
    )  # fmt: skip


def shorth_median(values: Array) -> float:
    """Median of the shortest interval that holds half of the values: a level that ignores ramps.

    Args:
        values: (n,) at least one, any order.
    """
    ordered = np.sort(values)
    half = len(ordered) // 2 + 1
    widths = ordered[half - 1 :] - ordered[: len(ordered) - half + 1]
    first = int(np.argmin(widths))
    return median(ordered[first : first + half])


def _index(t_s: Array, cells: ForceCells, cell: int) -> int:
    """Index of the first sample of a cell; one past the last for the end."""
    if cell >= len(cells.at_s):
        return len(t_s)
    return int(np.searchsorted(t_s, cells.at_s[cell] - 0.5 * cells.cell_s - EDGE_S))


def _plateau(
    t_s: Array, calm_n: Array, force_n: Array, cells: ForceCells, level: Stretch, room: slice,
    before: Stretch | None, beyond: Stretch | None, finder: Finder, share: tuple[float, float],
) -> Plateau | None:  # fmt: skip
    inside = slice(level.first, level.last)
    at_s, course_n = cells.at_s[inside], cells.force_n[inside]
    middle_n = math.exp(level.log_n)
    times, forces, calm = t_s[room], force_n[room], calm_n[room]
    arrived, left, beside = finder.arrived_frac, finder.left_frac, 2.0 - finder.arrived_frac
    came_down = before is not None and before.log_n > level.log_n
    goes_up = beyond is not None and beyond.log_n > level.log_n
    upper = (course_n >= share[0] * middle_n) & (course_n <= share[1] * middle_n)
    upper |= not np.any(upper)
    if not came_down:
        # The end of a slow way up would tilt the line; what sags or creeps may begin a bit lower.
        upper = _from_first(upper, course_n >= 0.5 * (left + arrived) * middle_n)
    slope, start_n = line_of(at_s[upper], course_n[upper])
    from_s, to_s = at_s[upper][0], at_s[upper][-1]
    aim_n = start_n + slope * (np.clip(times, from_s, to_s) - from_s)
    aim_n = np.maximum(aim_n, 0.25 * middle_n)
    begun = np.flatnonzero(calm <= beside * aim_n if came_down else calm >= arrived * aim_n)
    if beyond is not None and goes_up:
        # A tenth of the way up, or what a hand wanders: from there on it is on its way.
        up_n = (1.0 - arrived) * (math.exp(beyond.log_n) - middle_n)
        ended = np.flatnonzero(calm <= aim_n + np.maximum(up_n, WANDER_FRAC * aim_n))
    else:
        ended = np.flatnonzero(calm >= left * aim_n)
    if not len(begun) or not len(ended) or ended[-1] <= begun[0]:
        return None
    first, last = int(begun[0]), int(ended[-1])
    if not goes_up:
        # Letting go begins before 0.8 is passed; a hand that sways low at its end is followed.
        at_level = np.flatnonzero(calm[: last + 1] >= arrived * aim_n[: last + 1])
        begins = int(np.searchsorted(times, times[last] - finder.valley_s - EDGE_S))
        last = max(begins, int(at_level[-1]) if len(at_level) else 0, first + 1)
        last = max(_before_last_push(times, calm, aim_n, last, finder), first + 1)
    held_n, aims_n = forces[first : last + 1], aim_n[first : last + 1]
    level_n = shorth_median(held_n)
    change = slope * float(to_s - from_s) / level_n
    seen = (cells.at_s >= times[first]) & (cells.at_s <= times[last])
    if not np.any(seen):
        return None
    course_n = cells.force_n[seen]
    aim_course_n = np.interp(cells.at_s[seen], times, aim_n)
    near = float(np.mean(np.abs(course_n - aim_course_n) <= finder.near_frac * aim_course_n))
    tops = _tops(course_n, finder.near_frac * level_n)
    dips, broken_s = _falls(times[first : last + 1], held_n < left * aims_n, finder)
    kind: Kind = "hold"
    reason = ""
    if near < finder.near_share_frac:
        kind = "unsteady"
        reason = f"only {fixed(100.0 * near, 0)} % of the time within a quarter of the level"
    elif abs(change) > finder.sag_frac and times[last] - times[first] >= finder.hold_s:
        # In less the ways up and down tilt any line.
        kind = "unsteady"
        word = "sagged" if change < 0.0 else "kept rising,"
        moved = slope * float(to_s - from_s) / start_n
        reason = f"{word} by {fixed(100.0 * abs(moved), 0)} %"
    elif broken_s:
        kind = "unsteady"
        reason = f"gave way for {fixed(max(broken_s), 1)} s"
    return Plateau(
        room.start + first, room.start + last, level_n, kind, reason, change, near, dips,
        len(broken_s), tops,
    )  # fmt: skip


def _from_first(upper: NDArray[np.bool_], reached: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells from the first on that is reached; all of them where that leaves fewer than two."""
    first = np.flatnonzero(upper & reached)
    later = upper & (np.arange(len(upper)) >= (first[0] if len(first) else 0))
    return later if np.count_nonzero(later) > 1 else upper


def _before_last_push(
    t_s: Array, calm_n: Array, aim_n: Array, last: int, finder: Finder
) -> int:  # fmt: skip
    """Index where a hold ends: before a push from which the hand lets go at once."""
    pushed = calm_n[: last + 1] > (1.0 + finder.near_frac) * aim_n[: last + 1]
    if not np.any(pushed):
        return last
    highest = int(np.flatnonzero(pushed)[-1])
    if t_s[last] - t_s[highest] >= finder.dip_s:
        return last
    calm_before = np.flatnonzero(~pushed[:highest])
    return int(calm_before[-1]) if len(calm_before) else last


def _calm(t_s: Array, force_n: Array, for_s: float) -> Array:
    """Force averaged over a fifth of a second about each sample, so that tremor sets no edge."""
    half = round(0.5 * for_s / sampling_period_s(t_s))
    if half < 1 or len(force_n) <= 2 * half:
        return force_n
    padded = np.concatenate((np.full(half, force_n[0]), force_n, np.full(half, force_n[-1])))
    sums = np.concatenate(([0.0], np.cumsum(padded)))
    return (sums[2 * half + 1 :] - sums[: -2 * half - 1]) / (2 * half + 1)


def _falls(t_s: Array, is_low: NDArray[np.bool_], finder: Finder) -> tuple[int, list[float]]:
    """How many falls are dips, and how long each of the others lasts."""
    edges = np.flatnonzero(np.diff(is_low.astype(np.int8), prepend=0, append=0))
    dips, breaks = 0, []
    for first, stop in zip(edges[::2], edges[1::2], strict=True):
        for_s = float(t_s[min(stop, len(t_s) - 1)] - t_s[first])
        if for_s >= finder.dip_s:
            breaks.append(for_s)
        else:
            dips += 1
    return dips, breaks


def _tops(course_n: Array, swing_n: float) -> int:
    """Turning points from above, each after a rise and before a fall of at least `swing_n`."""
    tops, rising = 0, True
    low = high = float(course_n[0])
    for force_n in course_n.tolist():
        low, high = min(low, force_n), max(high, force_n)
        if rising and force_n < high - swing_n:
            rising, low, tops = False, force_n, tops + 1
        elif not rising and force_n > low + swing_n:
            rising, high = True, force_n
    return tops + rising
