"""Zero-phase smoothing of a whole contact, after the fact.

15 Hz low-pass, as force steadiness is reported in the field (nacoker/force-steadiness, openhdemg);
the order stated is the effective one after both passes, with -3 dB at the cut-off.
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.judging.middle import median
from rig.engine.judging.recursion import low_pass_twice

CUTOFF_HZ: Final = 15.0
# Two passes of a second-order section move the -3 dB point down by this factor (Winter). It holds
# for the analogue filter, so it is put on the pre-warped frequency: on the digital one -3 dB would
# lie at 16 Hz at 80 samples a second, at 18 Hz at 41.
TWO_PASS_FACTOR: Final = (math.sqrt(2.0) - 1.0) ** 0.25
# Nearer to the cut-off than this there is hardly anything above it to take out. A sensor of
# nominally 40 samples a second may run some per cent slow.
SLOWEST_RATE_HZ: Final = 2.4 * CUTOFF_HZ
# A host stamps samples in bursts; so many steps hold whole bursts of 2, 3, 4, 6, 8 and 12.
PERIOD_STEPS: Final = 24
ENOUGH_STEPS: Final = 4_000


def sampling_period_s(t_s: NDArray[np.float64]) -> float:
    """Time between two samples: the median over several steps, even where stamps come in bursts.

    Args:
        t_s: (n,) at least two times, not decreasing.

    Raises:
        ValueError: fewer than two samples, or times that stand still.
    """
    count = len(t_s)
    steps = min(max((count - 1) // 2, 1), PERIOD_STEPS)
    # Of a long record as many as tell, from all over it.
    each = max(1, count // ENOUGH_STEPS)
    spans_s = t_s[steps::each] - t_s[:-steps:each]
    period_s = median(spans_s) / steps if count > 1 else 0.0
    if not period_s > 0.0:
        raise ValueError(
            f"no sampling period in {count} samples: at least two different times are needed"
        )
    return period_s


def smooth(t_s: NDArray[np.float64], force_n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Force without what lies above 15 Hz, not delayed; unchanged where the rate is too low.

    Args:
        t_s: (n,) times; their period is the one the sensor samples at, however they were stamped.
        force_n: (n,) finite force.

    Returns:
        (n,) smoothed force.
    """
    rate_hz = round(1.0 / sampling_period_s(t_s), 3)
    if rate_hz < SLOWEST_RATE_HZ or len(force_n) < 16:
        return force_n
    warped = math.tan(math.pi * CUTOFF_HZ / rate_hz) / TWO_PASS_FACTOR
    return low_pass_twice(force_n, math.atan(warped) / math.pi)
