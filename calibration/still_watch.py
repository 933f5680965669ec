"""Seconds as still as the tare, found while they pass: what a pad reads that nobody touches.

A hand that rests on a pad moves it more than the noise of the sensor; a pad that did not come back
to zero does not. A second is made of four quarters, so that a still one is found a quarter of a
second after it began and ended.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

QUARTER_S: Final = 0.25
QUARTERS: Final = 4
# One sample in so much time is enough to know a rest; a fast sensor sends fifty times as many.
LOOK_S: Final = 0.05
FEWEST_SAMPLES: Final = 4
# So many samples ahead the end of a stretch is looked for: a sensor of 1 kHz sends 50 in it.
AHEAD: Final = 64


class Sums(NamedTuple):
    """Samples of a quarter of a second: how many, their sum and the sum of their squares."""

    samples: int = 0
    raw_total: float = 0.0
    raw_square: float = 0.0


NOTHING: Final = Sums()


class StillWatch(NamedTuple):
    """What the samples before left.

    Attributes:
        quarter: number of the quarter under way, counted in session time.
        is_whole: nothing spoilt it so far.
        sums: of it.
        past: of those right before it, at most three, none of them spoilt.
        look: number of the last stretch of `LOOK_S` of which a sample was taken.
    """

    quarter: int = -1
    is_whole: bool = False
    sums: Sums = NOTHING
    past: tuple[Sums, ...] = ()
    look: int = -1


SPOILT: Final = StillWatch()
"""Before the first sample, and after one that does not count."""


class Second(NamedTuple):
    """A second without a spoilt sample: after which sample it is known, its mean and spread.

    Attributes:
        raw_sd: standard deviation; less than that of the tare is a sensor that is frozen.
    """

    sample: int
    raw_mean: float
    raw_sd: float


def is_same_look(watch: StillWatch, at_s: float) -> bool:
    """Whether samples up to a time lie in the stretch of `LOOK_S` of which one was taken."""
    return _slot(at_s) == watch.look


def watch_still(
    watch: StillWatch, times: Sequence[float], values: Sequence[float], first: int, last: int
) -> tuple[StillWatch, Second | None, int]:
    """The first second that the samples complete; the same however they are cut.

    Args:
        watch: state before.
        times: (n,) session seconds.
        values: (n,) readings, near zero so that their squares keep their digits.
        first: from which sample on.
        last: up to which, not included.

    Returns:
        The state after the last sample looked at, the second or None, and how many samples that
        were.
    """
    quarter, is_whole, (count, total, square), past, look = watch
    if first == last or is_same_look(watch, times[last - 1]):
        return watch, None, last - first
    after_it = first
    while after_it < last:
        at, after_it = after_it, after_it + 1
        at_s = times[at]
        slot = int(at_s // LOOK_S)
        if slot == look:
            after_it = bisect_right(times, slot, after_it, min(at + AHEAD, last), key=_slot)
            continue
        look, value = slot, values[at]
        now = int(at_s // QUARTER_S)
        if now == quarter:
            count, total, square = count + 1, total + value, square + value * value
            continue
        past = (*past, Sums(count, total, square)) if is_whole and now == quarter + 1 else ()
        # The quarter in which the watch begins is not whole.
        is_whole, quarter = quarter >= 0, now
        count, total, square = 1, value, value * value
        if len(past) == QUARTERS:
            found = _second(at, past)
            past = past[1:]
            if found is not None:
                after = StillWatch(quarter, is_whole, Sums(count, total, square), past, look)
                return after, found, at + 1 - first
    after = StillWatch(quarter, is_whole, Sums(count, total, square), past, look)
    return after, None, last - first


def _slot(at_s: float) -> int:
    """Number of the stretch of `LOOK_S` that a time lies in."""
    return int(at_s // LOOK_S)


def _second(at: int, past: tuple[Sums, ...]) -> Second | None:
    count = sum(each.samples for each in past)
    if count < FEWEST_SAMPLES:
        return None
    mean = sum(each.raw_total for each in past) / count
    square = sum(each.raw_square for each in past) - count * mean * mean
    return Second(at, mean, (max(square, 0.0) / (count - 1)) ** 0.5)
