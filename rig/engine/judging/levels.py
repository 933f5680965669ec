"""The levels of one press: the fewest that explain its course.

The course is the force in medians of a fifth of a second, on a logarithmic scale, because a step
is a share. A piecewise constant line is laid through it with the least absolute error plus a price
for every change, which is what a step of a fifth that lasts three seconds explains. A slow sag is
cut into steps by that; they are joined again, as are lapses that return to where they left.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.judging.finder import Finder, for_steps
from rig.engine.judging.middle import median

Array = NDArray[np.float64]

# More cells than this do not tell more: a long press is looked at in longer ones.
MOST_CELLS: Final = 400
# Steps of 3.6 % from a tenth of the top; what lies lower is no level beside it.
BINS: Final = 64
LOWEST_FRAC: Final = 0.1
# A change is looked for where the logarithm moves so much within five cells.
MOVED: Final = 0.05
EDGE_S: Final = 1e-6
# Of a step so much lies between the seconds before and after it, which hold part of its ramp.
AT_ONCE_FRAC: Final = 0.75
# Pairs of so many points tell a slope; more cost and tell nothing.
LINE_POINTS: Final = 100
PLACES_AT_ONCE: Final = 16


@dataclass(frozen=True, slots=True)
class ForceCells:
    """The course of a press.

    Attributes:
        at_s: (n,) middle of each cell.
        force_n: (n,) median of the force in it.
        cell_s: length of each.
    """

    at_s: Array
    force_n: Array
    cell_s: float


@dataclass(slots=True)
class Stretch:
    """ForceCells `[first, last)` that lie at one level.

    Attributes:
        log_n: logarithm of its level.
        top_log_n: the highest logarithm that was held within it.
        head_log_n, tail_log_n: logarithm of its first and last seconds.
        for_s: how long it lasts, what lies within included.
    """

    first: int
    last: int
    log_n: float
    top_log_n: float
    head_log_n: float
    tail_log_n: float
    for_s: float


def force_cells(t_s: Array, force_n: Array, finder: Finder) -> ForceCells:
    """Medians of the force in equal cells of time, counted from the first sample.

    Args:
        t_s: (n,) times of one press, at least two different.
        force_n: (n,) smoothed force.
        finder: says how long a cell is; slow sensors have one cell a sample.
    """
    span_s = float(t_s[-1] - t_s[0])
    cell_s = max(finder.cell_s, 1.05 * span_s / (len(t_s) - 1), span_s / MOST_CELLS)
    cell = np.floor((t_s - t_s[0]) / cell_s + EDGE_S).astype(np.int64)
    first = np.append(0, np.flatnonzero(cell[1:] != cell[:-1]) + 1)
    count = np.diff(first, append=len(cell))
    ordered = force_n.copy()
    for start, stop in zip(first.tolist(), (first + count).tolist(), strict=True):
        ordered[start:stop].sort()
    middle = 0.5 * (ordered[first + (count - 1) // 2] + ordered[first + count // 2])
    return ForceCells(t_s[0] + (cell[first] + 0.5) * cell_s, middle, cell_s)


def levels_of(cells: ForceCells, finder: Finder, asked: int) -> list[Stretch]:
    """The stretches of a press that were held at a level, in order; at least one.

    Args:
        cells: the course of the press.
        finder: what tells levels apart.
        asked: how many levels it was asked for: up to so many, smaller steps are believed.
    """
    top_n = float(np.percentile(cells.force_n, 98.0))
    log_n = np.log(np.clip(cells.force_n, LOWEST_FRAC * top_n, None))
    edges = _changes(np.minimum(log_n, math.log(top_n)), cells.cell_s, finder)
    pieces = [_stretch(log_n, first, last, cells.cell_s, finder) for first, last in pairwise(edges)]
    held = [k for k in range(len(pieces)) if _is_held(pieces, k, cells.cell_s, log_n, finder)]
    if not held:
        longest = max(pieces, key=lambda piece: (piece.for_s, piece.log_n))
        return [longest]
    return _joined([pieces[k] for k in held], log_n, cells.cell_s, finder, asked)


def line_of(t_s: Array, force_n: Array) -> tuple[float, float]:
    """Slope and first value of the median line (Theil-Sen): a lapse does not tilt it.

    Args:
        t_s: (n,) times, at least one.
        force_n: (n,) force.
    """
    pick = np.linspace(0, len(t_s) - 1, min(len(t_s), LINE_POINTS)).astype(np.int64)
    at_s, values = t_s[pick], force_n[pick]
    if len(pick) < 3:
        return 0.0, median(values)
    i, j = _pairs(len(pick))
    slope = median((values[j] - values[i]) / (at_s[j] - at_s[i]))
    return slope, median(values - slope * (at_s - at_s[0]))


@cache
def _pairs(count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of so many points once."""
    return np.triu_indices(count, 1)


def _changes(log_n: Array, cell_s: float, finder: Finder) -> list[int]:
    """Edges of the piecewise constant line, the first 0 and the last n."""
    n = len(log_n)
    low, high = float(np.min(log_n)), float(np.max(log_n))
    if not high > low:
        return [0, n]
    price = math.log1p(finder.step_up_frac) * finder.step_s / cell_s
    grid = np.linspace(low, high, BINS)
    at = np.rint((log_n - low) / (high - low) * (BINS - 1)).astype(np.int64)
    counts = np.zeros((n + 1, BINS), dtype=np.int16)  # of MOST_CELLS at most, a bit more
    counts[np.arange(n) + 1, at] = 1
    # Where the force stands still no level begins.
    ahead, behind = np.arange(2, n + 1), np.arange(-2, n - 3)
    moved = log_n[np.minimum(ahead, n - 1)] - log_n[np.maximum(behind, 0)]
    places = np.concatenate(([0], np.flatnonzero(np.abs(moved) >= MOVED) + 1, [n]))
    # Sums over time and over levels: any stretch is a difference of two rows.
    below = np.cumsum(np.cumsum(counts, axis=0, dtype=np.int16), axis=1, dtype=np.int16)[places]
    weight = np.cumsum(np.cumsum(counts * grid, axis=0), axis=1)[places]
    best = np.full(len(places), np.inf)
    best[0] = -price
    came_from = np.zeros(len(places), dtype=np.int64)
    for first, cost in enumerate(_costs(places, below, weight, grid)):
        total = best[first] + price + cost
        better = total < best[first + 1 :] - 1e-9
        best[first + 1 :][better] = total[better]
        came_from[first + 1 :][better] = first
    last = len(places) - 1
    edges = [n]
    while last > 0:
        last = int(came_from[last])
        edges.append(int(places[last]))
    return edges[::-1]


def _costs(
    places: NDArray[np.int64], below: NDArray[np.int16], weight: Array, grid: Array
) -> Iterator[Array]:
    """Of each place but the last: the error of a level from there to each of the later places.

    Args:
        places: (n,) cells at which a level may begin or end.
        below: (n, bins) cells before each place, at most as high as each bin.
        weight: (n, bins) sums of their logarithms, as the bins have them.
        grid: (bins,) logarithm of each bin.
    """
    # Some places at once: one call is dear for a few numbers, all pairs together are many.
    for start in range(0, len(places) - 1, PLACES_AT_ONCE):
        firsts = slice(start, min(start + PLACES_AT_ONCE, len(places) - 1))
        rows = below[start + 1 :] - below[firsts, None]
        length = places[start + 1 :] - places[firsts, None]
        half = ((length + 1) // 2).astype(np.int16)
        middle = np.argmax(rows >= half[:, :, None], axis=2)
        one, other = np.ogrid[firsts, start + 1 : len(places)]
        under = rows[one - start, other - start - 1, middle]
        under_sum = weight[other, middle] - weight[one, middle]
        whole_sum = weight[start + 1 :, -1] - weight[firsts, None, -1]
        cost = whole_sum - 2.0 * under_sum + grid[middle] * (2.0 * under - length)
        for k, each in enumerate(cost):
            yield each[k:]


def _stretch(log_n: Array, first: int, last: int, cell_s: float, finder: Finder) -> Stretch:
    middle = median(log_n[first:last])
    some = max(1, round(finder.step_s / cell_s))
    head = median(log_n[first : min(first + some, last)])
    tail = median(log_n[max(last - some, first) : last])
    return Stretch(first, last, middle, middle, head, tail, (last - first) * cell_s)


def _is_held(
    pieces: list[Stretch], k: int, cell_s: float, log_n: Array, finder: Finder
) -> bool:  # fmt: skip
    """Whether a piece is a level and not the way to or from a higher one."""
    piece = pieces[k]
    if piece.for_s < finder.hold_s - EDGE_S:
        return False
    course = log_n[piece.first : piece.last]
    slope, _ = line_of(cell_s * np.arange(len(course), dtype=np.float64), course)
    change = slope * piece.for_s
    ahead = k + 1 if change > 0.0 else k - 1
    leads_up = 0 <= ahead < len(pieces) and pieces[ahead].log_n > piece.log_n
    # A sag may fall as far; a way does it at once.
    far = -math.log1p(-finder.step_down_frac)
    return not (leads_up and abs(change) > far and abs(slope) > far / finder.step_s)


def _is_step(a: Stretch, b: Stretch, finder: Finder) -> bool:
    """Whether the second level is another one: far enough, at once, and meant.

    Up is counted from the highest level held so far: a return to it is a recovery.
    """
    if b.log_n > a.log_n:
        least = math.log1p(finder.step_up_frac)
        jumps = b.head_log_n - a.tail_log_n
        return b.log_n - a.top_log_n >= least and jumps >= AT_ONCE_FRAC * least
    least = -math.log1p(-finder.step_down_frac)
    return a.log_n - b.log_n >= least and a.tail_log_n - b.head_log_n >= AT_ONCE_FRAC * least


def _is_lapse(levels: list[Stretch], k: int, cell_s: float, finder: Finder) -> bool:
    """Whether level `k` is left and taken up again: giving way, or a push shorter than it."""
    before, between, after = levels[k], levels[k + 1], levels[k + 2]
    for_s = (after.first - before.last) * cell_s
    if for_s > finder.lapse_s + EDGE_S or _is_step(before, after, finder):
        return False
    return between.log_n < before.log_n or for_s <= before.for_s + after.for_s


def _standing(levels: list[Stretch], finder: Finder) -> int:
    """How many are levels and no hand that only rests before or after them."""
    least = max(each.log_n for each in levels) + math.log(finder.rest_frac)
    return sum(each.log_n >= least for each in levels)


def _joined(
    levels: list[Stretch], log_n: Array, cell_s: float, finder: Finder, asked: int
) -> list[Stretch]:  # fmt: skip
    """Levels with lapses and slow changes taken in, shortest and least different first."""

    def join(k: int, n: int) -> None:
        part = levels[k : k + n]
        whole = _stretch(log_n, part[0].first, part[-1].last, cell_s, finder)
        # A lapse brings no level of its own.
        ends = (part[0], part[-1])
        whole.top_log_n = max(each.top_log_n for each in ends)
        whole.head_log_n, whole.tail_log_n = part[0].head_log_n, part[-1].tail_log_n
        held = np.concatenate([log_n[each.first : each.last] for each in ends])
        whole.log_n = median(held)
        levels[k : k + n] = [whole]

    finer = for_steps(finder) if asked > 1 else finder
    while len(levels) > 1:
        lapses = [k for k in range(len(levels) - 2) if _is_lapse(levels, k, cell_s, finer)]
        if lapses:
            join(min(lapses, key=lambda k: levels[k + 1].for_s), 3)
            continue
        by = finer if _standing(levels, finder) <= asked else finder
        alike = [k for k in range(len(levels) - 1) if not _is_step(levels[k], levels[k + 1], by)]
        if not alike:
            break
        join(min(alike, key=lambda k: abs(levels[k + 1].log_n - levels[k].log_n)), 2)
    return levels
