"""Times for a device without a clock: its samples arrive, and are spread at its pace.

A radio may hold samples back for a while and deliver them in one burst: there the pace goes on
through the silence, and only where no burst makes up for it, samples are missing.
"""

import numpy as np
from numpy.typing import NDArray

PULL_FRAC = 0.05
"""Share of the distance to the arrival taken up per delivery: smooths bunching, follows drift."""
LEARN_S = 2.0
WRONG_RATE_FRAC = 0.05
"""Arrivals this far off the stated rate are believed instead of it."""
LATE_S = 0.25
LATE_PERIODS = 5.0
CAUGHT_UP_PERIODS = 2.0
"""A burst is over when samples are at most this far behind their arrival."""
LONGEST_BACKLOG_S = 3.0
"""No gauge and no system keeps more than this to deliver it late."""


class ArrivalClock:
    """Session times from arrivals, evenly spread; never decreasing."""

    def __init__(self, rate_hz: float, *, patience_s: float = 0.0) -> None:
        """Start at session time 0 with the first arrival.

        Args:
            rate_hz: nominal samples per second; 0 where it has to be learned from arrivals.
            patience_s: how long a burst may take to make up for a silence; 0 on a wire.
        """
        self._nominal_s = self._period_s = 1.0 / rate_hz if rate_hz else 0.0
        self._patience_s = patience_s
        self._late_since_s = float("nan")
        self._first_s = float("nan")
        self._last_t_s = 0.0
        self._last_now_s = 0.0
        self._paused_s = 0.0
        self._count = 0
        self._begins = False

    def begin_again(self) -> None:
        """The next delivery comes after a break: nothing will make up for it."""
        self._begins = True

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
            self._last_t_s = self._last_now_s = float(t_s[-1])
            return t_s, False
        now_s = arrived_s - self._first_s
        period_s = self._period_s if self._period_s else max(0.0, now_s - self._last_t_s) / count
        expected_s = self._last_t_s + count * period_s
        error_s = now_s - expected_s
        limit_s = max(LATE_S, LATE_PERIODS * period_s)
        silence_s = now_s - self._last_now_s
        late = error_s > limit_s
        in_burst = not np.isnan(self._late_since_s) and error_s > CAUGHT_UP_PERIODS * period_s
        broken = late and (self._begins or silence_s > limit_s or in_burst)
        if (broken or in_burst) and self._may_be_made_up(now_s, silence_s):
            t_s = self._last_t_s + period_s * np.arange(1.0, count + 1)
            gap = False
        elif broken:
            first_s = max(self._last_t_s, now_s - (count - 1) * period_s)
            self._paused_s += first_s - self._last_t_s - period_s
            self._late_since_s = float("nan")
            t_s = first_s + np.arange(count, dtype=np.float64) * period_s
            gap = True
        else:
            # Late without a silence: the pace is another one, and is learned below.
            pulled_s = error_s if late else PULL_FRAC * error_s
            last_s = max(self._last_t_s + 0.5 * count * period_s, expected_s + pulled_s)
            t_s = self._last_t_s + (last_s - self._last_t_s) * np.arange(1.0, count + 1) / count
            self._late_since_s = float("nan")
            self._learn(count, now_s)
            gap = False
        self._count += count
        self._last_t_s = float(t_s[-1])
        self._last_now_s = now_s
        self._begins = False
        return t_s, gap

    def _learn(self, count: int, now_s: float) -> None:
        """Take the pace from the arrivals where it is unknown or plainly another one."""
        going_s = now_s - self._paused_s
        if going_s <= LEARN_S:
            return
        measured_s = going_s / (self._count + count - 1)
        if not self._nominal_s or abs(measured_s / self._nominal_s - 1) > WRONG_RATE_FRAC:
            self._period_s = measured_s

    def _may_be_made_up(self, now_s: float, silence_s: float) -> bool:
        """Whether samples that seem late may only have been held back on the way."""
        if self._begins or not self._period_s or not self._patience_s:
            return False
        if np.isnan(self._late_since_s):
            if silence_s > LONGEST_BACKLOG_S:
                return False
            self._late_since_s = now_s
        return now_s - self._late_since_s <= self._patience_s
