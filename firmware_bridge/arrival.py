"""Times for a device without a clock: its samples arrive, and are spread at its pace."""

import numpy as np
from numpy.typing import NDArray

PULL_FRAC = 0.05
"""Share of the distance to the arrival taken up per delivery: smooths bunching, follows drift."""
LEARN_S = 2.0
LATE_S = 0.25
LATE_PERIODS = 5.0


class ArrivalClock:
    """Session times from arrivals, evenly spread; never decreasing."""

    def __init__(self, rate_hz: float) -> None:
        """Start at session time 0 with the first arrival.

        Args:
            rate_hz: nominal samples per second; 0 where it has to be learned from arrivals.
        """
        self._period_s = 1.0 / rate_hz if rate_hz else 0.0
        self._learns = not rate_hz
        self._first_s = float("nan")
        self._last_t_s = 0.0
        self._count = 0

    def spread(self, count: int, arrived_s: float) -> tuple[NDArray[np.float64], bool]:
        """Times of samples that arrived together, and whether a gap lies before them.

        Args:
            count: samples delivered, at least one.
            arrived_s: host monotonic seconds; NaN in replays, where the pace alone counts.
        """
        if np.isnan(arrived_s):
            arrived_s = self._first_s + self._last_t_s + count * self._period_s
        if not self._count:
            if np.isnan(arrived_s):
                arrived_s = (count - 1) * self._period_s
            self._count = count
            self._first_s = arrived_s - (count - 1) * self._period_s
            t_s: NDArray[np.float64] = np.arange(count, dtype=np.float64) * self._period_s
            self._last_t_s = float(t_s[-1])
            return t_s, False
        now_s = arrived_s - self._first_s
        if self._learns and now_s > LEARN_S:
            self._period_s = now_s / (self._count + count - 1)
        period_s = self._period_s if self._period_s else max(0.0, now_s - self._last_t_s) / count
        expected_s = self._last_t_s + count * period_s
        error_s = now_s - expected_s
        late = error_s > max(LATE_S, LATE_PERIODS * period_s)
        if late:
            first_s = max(self._last_t_s, now_s - (count - 1) * period_s)
            t_s = first_s + np.arange(count, dtype=np.float64) * period_s
        else:
            last_s = max(self._last_t_s + 0.5 * count * period_s, expected_s + PULL_FRAC * error_s)
            t_s = self._last_t_s + (last_s - self._last_t_s) * np.arange(1.0, count + 1) / count
        self._count += count
        self._last_t_s = float(t_s[-1])
        return t_s, late
