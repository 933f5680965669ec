"""Where the seconds outside the band went: above or below it, and by which fault of the hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rig.engine.scoring.target import Target

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The straight line a hold follows; what is left of the force swings about it.

    Attributes:
        mean_n: mean force, at `middle_s`.
        slope_n_per_s: of the line.
        middle_s: mean time.
    """

    mean_n: float
    slope_n_per_s: float
    middle_s: float


@dataclass(frozen=True, slots=True)
class Outside:
    """Seconds outside the band; the first two and the other three have the same sum.

    Attributes:
        above_s: above the band.
        below_s: below it.
        by_level_s: because the mean lies off the target.
        by_drift_s: because the force drifts.
        by_sway_s: because it swings.
    """

    above_s: float
    below_s: float
    by_level_s: float
    by_drift_s: float
    by_sway_s: float


def seconds_outside(
    t_s: Array, force_n: Array, target: Target, stands_for_s: Array, trend: TrendLine
) -> Outside:
    """Seconds outside the band, each given to what took the force furthest that way.

    Args:
        t_s: (n,) times of the stretch that counts.
        force_n: (n,) force.
        target: the band, both edges included.
        stands_for_s: (n,) time each sample stands for (`credit_s`).
        trend: the line of the hold.
    """
    above, below = force_n > target.high_n, force_n < target.low_n
    # Only of these samples it matters what took the force there.
    out = np.flatnonzero(above | below)
    drift_n = trend.slope_n_per_s * (t_s[out] - trend.middle_s)
    level_n = np.full(len(out), trend.mean_n - target.force_n)
    parts_n = np.stack((level_n, drift_n, force_n[out] - trend.mean_n - drift_n))
    cause = np.argmax(np.where(above[out], parts_n, -parts_n), axis=0)
    by_s = [float(np.sum(stands_for_s[out[cause == i]])) for i in range(3)]
    return Outside(float(np.sum(stands_for_s[above])), float(np.sum(stands_for_s[below])), *by_s)
