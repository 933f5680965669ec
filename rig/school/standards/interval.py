"""Intervals in which a figure lies, by a formula or by drawing the same people again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

RESAMPLES: Final = 2000
# The same marks give the same interval on every machine; any number would do.
SEED: Final = 1979
# Marks drawn at a time: some megabytes, and no long hold-up of whoever shares the process.
_AT_ONCE: Final = 200_000
# Of fewer the ends of an interval are chance.
LEAST_RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends, 95 % between them; in the unit of the figure."""

    low: float
    high: float


def bootstrap_interval(figures_of: Callable[[Indices], Floats], n: int) -> Interval | None:
    """The middle 95 % of a figure over people drawn again with replacement.

    Args:
        figures_of: takes row numbers (resamples, n), gives one figure for each resample; not
            finite where a resample has none (everybody drawn has one mark).
        n: how many people there are.

    Returns:
        None where half of the resamples have no figure.
    """
    chance = np.random.default_rng(SEED)
    figures = np.empty(RESAMPLES)
    step = max(1, _AT_ONCE // n)
    for first in range(0, RESAMPLES, step):
        part = figures[first : first + step]
        part[:] = figures_of(chance.integers(0, n, size=(part.size, n)))
    known = figures[np.isfinite(figures)]
    if known.size < LEAST_RESAMPLES:
        return None
    low, high = np.percentile(known, [2.5, 97.5])
    return Interval(float(low), float(high))
