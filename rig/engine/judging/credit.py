"""What time each sample stands for, however it was stamped.

Samples that arrive in packets are stamped in bursts, and the clock of a host wanders; the sensor
behind them is even. A sample can be stamped late and never early, so the earliest stamp among its
neighbours tells when it was taken.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Of a sample and so many that follow the least late counts: bursts of up to 16 are made even.
NEIGHBOURS: Final = 15
# A longer step between two samples is a gap: samples are missing.
GAP_PERIODS: Final = 1.5


def credit_s(t_s: Array, period_s: float) -> Array:
    """Time each sample stands for: up to the next one, and never more than a period across a gap.

    Args:
        t_s: (n,) times as they were stamped.
        period_s: sampling period.
    """
    lateness_s = t_s - period_s * np.arange(len(t_s))
    steps_s = period_s + np.diff(_least_ahead(lateness_s), append=np.nan)
    return np.where(steps_s <= GAP_PERIODS * period_s, steps_s, period_s)


def _least_ahead(lateness_s: Array) -> Array:
    """Of each sample the least lateness among it and the `NEIGHBOURS` that follow."""
    least_s = lateness_s
    reach = 1
    while reach <= NEIGHBOURS:
        ahead_s = least_s.copy()
        # What reaches beyond the last sample stays as it is.
        np.minimum(least_s[:-reach], least_s[reach:], out=ahead_s[:-reach])
        least_s = ahead_s
        reach *= 2
    return least_s
