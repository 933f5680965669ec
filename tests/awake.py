"""Time in which this program ran at all, for limits that are part of a promise."""

import bisect
import threading
import time
from typing import Self

TICK_S = 0.005
STEP_S = 0.02
"""A busy machine stops a program for longer than any limit; such a stop counts as so much, or as
long as the program computed in it: a call that lets no other thread run is no stop."""


class AwakeClock:
    """Stands still while the machine keeps this program from running; use as a context.

    A thread of its own counts, so that work which holds up the event loop counts as time.
    """

    def __init__(self) -> None:
        self._ends = threading.Event()
        self._moments_s = [time.monotonic()]
        self._awake_s = [0.0]
        self._thread = threading.Thread(target=self._count, name="awake clock")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()

    def at(self, moment_s: float) -> float:
        """Seconds awake up to a moment of the host's monotonic clock."""
        known = len(self._awake_s)
        after = bisect.bisect_right(self._moments_s, moment_s, hi=known)
        most_s = self._awake_s[after] - self._awake_s[after - 1] if after < known else STEP_S
        return self._awake_s[after - 1] + min(moment_s - self._moments_s[after - 1], most_s)

    def between(self, one_s: float, other_s: float) -> float:
        """Seconds awake from one moment of the host's monotonic clock to another."""
        return self.at(other_s) - self.at(one_s)

    def since(self, moment_s: float) -> float:
        """Seconds awake since a moment of the host's monotonic clock."""
        return self.between(moment_s, time.monotonic())

    def _count(self) -> None:
        computed_s = time.process_time()
        while not self._ends.is_set():
            time.sleep(TICK_S)
            now_s, before_s, computed_s = time.monotonic(), computed_s, time.process_time()
            ran_s = min(now_s - self._moments_s[-1], max(STEP_S, computed_s - before_s))
            self._moments_s.append(now_s)
            self._awake_s.append(self._awake_s[-1] + ran_s)
