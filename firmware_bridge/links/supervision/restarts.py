"""A sensor that starts again and again: told once, and looked at less and less often.

A supply that breaks down under load makes a board say hello every second or two, for hours. Each of
its starts looks like a sensor that came back; over a radio its connection is lost each time, too.
"""

from collections import deque

from firmware_bridge.links.supervision.back_off import BackOff

STARTS = 3
WITHIN_S = 20.0
"""So many starts within this are no accident: nobody plugs a sensor in again so fast."""
STEADY_S = 5.0
"""Without another start for this long it is trusted again."""
FIRST_PAUSE_S = 2.0
LONGEST_PAUSE_S = 30.0


class RestartWatch:
    """Counts starts of one sensor; reads no clock.

    Attributes:
        is_unstable: it keeps starting again, and has not been steady since.
    """

    def __init__(self) -> None:
        """Begin with a sensor nothing is known of."""
        self._starts_s: deque[float] = deque(maxlen=STARTS)
        self._back_off = BackOff(FIRST_PAUSE_S, LONGEST_PAUSE_S)
        self.is_unstable = False

    def start(self, now_s: float) -> bool:
        """Note that it started again; whether that makes it unstable.

        Args:
            now_s: host monotonic seconds.
        """
        self._starts_s.append(now_s)
        if self.is_unstable or len(self._starts_s) < STARTS:
            return False
        self.is_unstable = now_s - self._starts_s[0] <= WITHIN_S
        return self.is_unstable

    def settle(self, heard_s: float, now_s: float) -> bool:
        """Whether it has just become steady again.

        Args:
            heard_s: since when samples have come without a break, host monotonic seconds.
            now_s: host monotonic seconds.
        """
        since_s = max(heard_s, self._starts_s[-1]) if self._starts_s else heard_s
        if not self.is_unstable or now_s - since_s < STEADY_S:
            return False
        self.is_unstable = False
        self._starts_s.clear()
        self._back_off.reset()
        return True

    def pause_s(self) -> float:
        """How long to leave it alone now; twice as long the next time, up to the longest."""
        return self._back_off.next_s()


def unstable(happened: str, *, cure: str) -> str:
    """What a person must know and do about a sensor that keeps starting again.

    Args:
        happened: what was seen each time.
        cure: what to do about it.
    """
    return (
        f"rig unstable: {happened} {STARTS} times within {WITHIN_S:g} s; {cure} "
        f"(it is looked at again within {LONGEST_PAUSE_S:g} s)"
    )
