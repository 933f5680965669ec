"""The steps of long times, without ever holding them all: memory touched is time."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

AT_ONCE = 1 << 15


def largest_step(t_s: NDArray[np.float64]) -> float:
    """The largest step between two of at least two times."""
    return max(float(steps_s.max()) for steps_s in _steps_s(t_s))


def steps_between(t_s: NDArray[np.float64], low_s: float, high_s: float) -> int:
    """How many steps lie between two lengths, both included."""
    return sum(
        int(np.count_nonzero((steps_s >= low_s) & (steps_s <= high_s))) for steps_s in _steps_s(t_s)
    )


def _steps_s(t_s: NDArray[np.float64]) -> Iterator[NDArray[np.float64]]:
    for start in range(0, len(t_s) - 1, AT_ONCE):
        yield np.diff(t_s[start : start + AT_ONCE + 1])
