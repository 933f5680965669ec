"""What a recording's numbers say against how it was taken."""

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import significant

BELOW_FRAC = 0.1
LEAST_SPAN_N = 2.0


def below_zero(values: NDArray[np.float64], factor: float) -> tuple[str, ...]:
    """A word where nearly all readings of force lie below zero.

    Args:
        values: (n, c) newtons.
        factor: newtons in one unit of the file, so that a rest is said in its own unit.
    """
    low_n, high_n = np.percentile(values[:, 0], (1.0, 99.0)).tolist()
    span_n = high_n - low_n
    if span_n < LEAST_SPAN_N or high_n > BELOW_FRAC * span_n:
        return ()
    low, high = significant(low_n, 4), significant(high_n, 4)
    return (
        f"readings lie between {low} and {high} N: if a push is negative in this file say "
        f"--invert; if it was zeroed under a load say --rest {significant(low_n / factor, 4)}",
    )
