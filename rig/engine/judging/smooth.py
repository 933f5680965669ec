"""Zero-phase smoothing of a whole contact, after the fact.

15 Hz low-pass, as force steadiness is reported in the field (nacoker/force-steadiness, openhdemg);
the order stated is the effective one after both passes, with -3 dB at the cut-off.
"""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

CUTOFF_HZ: Final = 15.0
# Two passes of a second-order section move the -3 dB point down by this factor (Winter).
TWO_PASS_FACTOR: Final = 0.8022
SLOWEST_RATE_HZ: Final = 2.2 * CUTOFF_HZ / TWO_PASS_FACTOR


def sampling_period_s(t_s: NDArray[np.float64]) -> float:
    """Median step of the time stamps.

    Args:
        t_s: (n,) at least two times, not decreasing.

    Raises:
        ValueError: fewer than two samples, or times that stand still.
    """
    period_s = float(np.median(np.diff(t_s))) if len(t_s) > 1 else 0.0
    if not period_s > 0.0:
        raise ValueError(
            f"no sampling period in {len(t_s)} samples: at least two different times are needed"
        )
    return period_s


@lru_cache(maxsize=32)
def _sections(rate_hz: float) -> NDArray[np.float64]:
    from scipy.signal import butter

    sections: NDArray[np.float64] = butter(
        2, CUTOFF_HZ / TWO_PASS_FACTOR, btype="low", fs=rate_hz, output="sos"
    )
    return sections


def smooth(t_s: NDArray[np.float64], force_n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Force without what lies above 15 Hz, not delayed; unchanged where the rate is too low.

    Args:
        t_s: (n,) times; the median step is taken as the period.
        force_n: (n,) finite force.

    Returns:
        (n,) smoothed force.
    """
    rate_hz = round(1.0 / sampling_period_s(t_s), 3)
    if rate_hz < SLOWEST_RATE_HZ or len(force_n) < 16:
        return force_n
    from scipy.signal import sosfiltfilt

    smoothed: NDArray[np.float64] = sosfiltfilt(_sections(rate_hz), force_n)
    return smoothed
