"""The newest samples of one station, for screens only.

One writer, any number of readers, each with a cursor of its own. A reader that falls behind loses
its own old samples and disturbs nobody. Recording and scoring never read from here.
"""

import numpy as np
from numpy.typing import NDArray

CAPACITY = 32_768


class Ring:
    """Session time and force of the newest samples.

    Attributes:
        count: samples ever written; the cursor of a reader that has seen everything.
        epoch_minus_t_ms: host epoch milliseconds at session time zero, by the device clock model.
        max_rate_hz: samples per second the writer expects; decides whether screens get pairs.
    """

    __slots__ = ("_force_n", "_start", "_t_s", "count", "epoch_minus_t_ms", "max_rate_hz")

    def __init__(self, rate_hz: float) -> None:
        self.count = 0
        self.epoch_minus_t_ms = float("nan")
        self.max_rate_hz = rate_hz
        self._start = 0
        self._t_s = np.zeros(CAPACITY)
        self._force_n = np.zeros(CAPACITY, dtype=np.float32)

    def append(
        self, t_s: NDArray[np.float64], force_n: NDArray[np.float64], epoch_minus_t_ms: float
    ) -> None:
        """Add samples; of more than the ring holds only the newest stay.

        Args:
            t_s: (n,) session seconds.
            force_n: (n,) force, NaN before the first tare.
            epoch_minus_t_ms: host epoch milliseconds at session time zero.
        """
        total = len(t_s)
        kept = min(total, CAPACITY)
        at = (self.count + total - kept) % CAPACITY
        first = min(kept, CAPACITY - at)
        for store, values in (
            (self._t_s, t_s[total - kept :]),
            (self._force_n, force_n[total - kept :]),
        ):
            store[at : at + first] = values[:first]
            store[: kept - first] = values[first:]
        self.count += total
        self.epoch_minus_t_ms = epoch_minus_t_ms

    def forget(self) -> None:
        """Hide everything written so far: the time axis starts again."""
        self._start = self.count

    def since(self, cursor: int, most: int) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
        """Samples after the cursor, at most the newest `most`; arrays (n,) of seconds and force."""
        most = min(most, CAPACITY)
        low = max(cursor, self._start, self.count - most)
        wanted = self.count - low
        at = low % CAPACITY
        first = min(wanted, CAPACITY - at)
        if first == wanted:
            return self._t_s[at : at + wanted].copy(), self._force_n[at : at + wanted].copy()
        rest = wanted - first
        return (
            np.concatenate((self._t_s[at:], self._t_s[:rest])),
            np.concatenate((self._force_n[at:], self._force_n[:rest])),
        )
