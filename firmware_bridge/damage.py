"""Packets that keep arriving damaged: the sign of a second reader or a bad cable."""

from collections.abc import Callable

from firmware_bridge.source import Counters

WINDOW_S = 2.0
DAMAGED_FRAC = 0.1
FEWEST = 5


class DamageWatch:
    """Compares what was refused with what was taken, window by window; reads no clock.

    Attributes:
        is_bad: the last window had more damage than a line of its own ever has.
    """

    def __init__(self, now_s: float, counters: Counters) -> None:
        """Start a window."""
        self.is_bad = False
        self._since_s = now_s
        self._before = counters

    def is_due(self, now_s: float) -> bool:
        """Whether a window is over."""
        return now_s - self._since_s >= WINDOW_S

    def reason(
        self, now_s: float, counters: Counters, port: str, holder: Callable[[str], str]
    ) -> str | None:
        """A sentence when damage begins, empty words when it ends, None when nothing changed.

        Args:
            now_s: host monotonic seconds.
            counters: of the source.
            port: the port, for the sentence.
            holder: finds who else has it open.
        """
        rejected = counters.rejected - self._before.rejected
        taken = counters.samples - self._before.samples
        self._since_s, self._before = now_s, counters
        bad = rejected >= FEWEST and rejected > DAMAGED_FRAC * (rejected + taken)
        if bad == self.is_bad:
            return None
        self.is_bad = bad
        if not bad:
            return ""
        other = holder(port)
        who = f"{other} is reading this port too" if other else "another program may be reading it"
        return (
            f"{rejected} packets on {port} arrived damaged: {who}, or the cable is bad; close the "
            "other program or change the cable"
        )
