"""An input that nothing is wired to: it walks, as much where nobody presses as in a press.

A hand moves the force while it presses; before and after it the sensor stands still to its noise,
which changes as much from one fifth of a second to the next as over a second. A walk goes further
the longer it is looked at, everywhere.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.hold import Hold
from rig.engine.judging.finder import Finder
from rig.engine.judging.smooth import sampling_period_s

Array = NDArray[np.float64]

# Chosen on 2,000 walks and 2,000 records of hands drawn at random. Between presses a hand leaves
# the force alone to 4 % of their level in a second, a walk moves by more than 5 %.
MOVES_FRAC: Final = 0.057
RESTS_FRAC: Final = 0.029
# Noise seems to grow over a second by so much, divided by the root of the changes that were seen.
CHANCE_GROWTH: Final = 1.5
# Where less is seen of rest the presses have to tell: a hand seldom moves so far in a second, but
# for a sway, which moves in a second up to five times as much as in a fifth of it.
FEW: Final = 30
FEWEST: Final = 5
FEWEST_WITHIN: Final = 40
PRESS_MOVES_FRAC: Final = 0.071
SWAY_FACTOR: Final = 3.3
# A press begins and ends so much before and after what was found of it.
BEFORE_S: Final = 0.4
AFTER_S: Final = 0.6
# The largest changes are those of a hand that does something.
KEPT_FRAC: Final = 0.9
# Samples taken together: what fits into a cache.
AT_ONCE: Final = 1 << 15


@dataclass(frozen=True, slots=True)
class _Changes:
    """How far the force moves in a part of a record.

    Attributes:
        step_n: mean change from one cell to the next.
        second_n: mean change over a second.
        count: changes over a second that were seen.
    """

    step_n: float
    second_n: float
    count: int


def is_floating(holds: list[Hold], t_s: Array, force_n: Array, finder: Finder) -> bool:
    """Whether what a record calls presses is the walk of its input.

    Args:
        holds: of the record.
        t_s: (n,) times of the whole record.
        force_n: (n,) its force.
        finder: says how long a cell is.
    """
    if not holds:
        return False
    cell_s = max(finder.cell_s, 1.05 * sampling_period_s(t_s))
    number, mean_n = _cells(t_s, force_n, cell_s)
    at_s = t_s[0] + (number + 0.5) * cell_s
    in_press = np.zeros(len(at_s), bool)
    in_hold = np.zeros(len(at_s), bool)
    for hold in holds:
        end_s = math.inf if hold.release_s is None else hold.release_s + AFTER_S
        in_press[_within(at_s, hold.onset_s - BEFORE_S, end_s)] = True
        in_hold[_within(at_s, hold.plateau_start_s, hold.plateau_end_s)] = True
    second = max(1, round(1.0 / cell_s))
    beside = _changes(number, mean_n, ~in_press, second)
    within = _changes(number, mean_n, in_hold, second)
    level_n = float(np.median([hold.level_n for hold in holds]))
    if beside.count >= FEWEST:
        if beside.second_n > MOVES_FRAC * level_n and (
            beside.second_n > (1.0 + CHANCE_GROWTH / math.sqrt(beside.count)) * beside.step_n
        ):
            return True
        if beside.count >= FEW or beside.second_n <= RESTS_FRAC * level_n:
            return False
    if within.count < FEWEST_WITHIN:
        return False
    return PRESS_MOVES_FRAC * level_n < within.second_n < SWAY_FACTOR * within.step_n


def _within(at_s: Array, first_s: float, last_s: float) -> slice:
    """Indices of the times from one to another, both included."""
    return slice(int(np.searchsorted(at_s, first_s)), int(np.searchsorted(at_s, last_s, "right")))


def _cells(t_s: Array, force_n: Array, cell_s: float) -> tuple[NDArray[np.int64], Array]:
    """Numbers of the cells in which there are samples, counted from the first, and their means."""
    numbers: list[Array] = []
    means_n: list[Array] = []
    first, count, at_once = 0, len(t_s), AT_ONCE
    while first < count:
        last = min(first + at_once, count)
        # In place: a record may have many millions of samples.
        number = t_s[first:last] - t_s[0]
        number /= cell_s
        number += 1e-6
        np.floor(number, out=number)
        starts = np.concatenate(([0], np.flatnonzero(number[1:] != number[:-1]) + 1))
        if last < count:
            # The newest cell may go on.
            if len(starts) == 1:
                at_once *= 2
                continue
            number, last = number[: starts[-1]], first + int(starts[-1])
            starts = starts[:-1]
        counts = np.diff(np.append(starts, last - first))
        numbers.append(number[starts])
        means_n.append(np.add.reduceat(force_n[first:last], starts) / counts)
        first = last
    return np.concatenate(numbers).astype(np.int64), np.concatenate(means_n)


def _changes(
    number: NDArray[np.int64], mean_n: Array, here: NDArray[np.bool_], second: int
) -> _Changes:
    """Changes between cells that lie in one stretch of a part, without a gap."""

    def over(cells: int) -> Array:
        elsewhere = np.concatenate(([0], np.cumsum(~here)))
        whole = elsewhere[cells + 1 :] == elsewhere[: -cells - 1]
        whole &= number[cells:] - number[:-cells] == cells
        changes_n: Array = np.abs(mean_n[cells:] - mean_n[:-cells])[whole]
        return changes_n

    steps_n, seconds_n = over(1), over(second)
    return _Changes(_usual(steps_n), _usual(seconds_n), len(seconds_n))


def _usual(changes_n: Array) -> float:
    """Mean of all but the largest; 0 of none."""
    kept = math.ceil(KEPT_FRAC * len(changes_n))
    return float(np.mean(np.sort(changes_n)[:kept])) if kept else 0.0
