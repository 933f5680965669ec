"""Playing something made or recorded at the pace of a clock, without making up for lost time."""

LATE_S = 2.0
"""Further behind than this the host stood still or slept: what was missed is left out."""


class Pace:
    """When each moment is due; reads no clock.

    Attributes:
        began_s: host monotonic seconds at moment 0; later after every standstill.
    """

    def __init__(self, began_s: float, speed: float) -> None:
        """Begin at moment 0.

        Args:
            began_s: host monotonic seconds.
            speed: seconds played per second, above 0.
        """
        self.began_s = began_s
        self._speed = speed

    def due_s(self, t_s: float) -> float:
        """Host monotonic seconds at which a moment is due."""
        return self.began_s + t_s / self._speed

    def wait_s(self, t_s: float, now_s: float) -> float:
        """Seconds until a moment is due, not below 0.

        Args:
            t_s: the moment.
            now_s: host monotonic seconds.
        """
        late_s = now_s - self.due_s(t_s)
        if late_s > LATE_S:
            self.began_s += late_s
        return max(0.0, -late_s)
