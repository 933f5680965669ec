"""What a simulated board says of its own conversions, as the real firmware does."""

from firmware_bridge.board_events import NOTHING_NEW, EventCode
from firmware_bridge.device import BoardEvent

STUCK_TICKS = 1_000_000
"""24 bits of a real bridge never stand still for a second."""
RATE_CONVERSIONS = 16
"""So many conversions after power-up the measured rate is told."""


class Health:
    """Judges one conversion after the other; ticks are microseconds since power-up."""

    def __init__(self) -> None:
        """Power up."""
        self._number = 0
        self._first_tick = self._changed_tick = 0
        self._count: int | None = None
        self._is_stuck = False

    def judge(self, tick: int, count: int, *, is_saturated: bool) -> tuple[int, list[BoardEvent]]:
        """Flag bits of a conversion, and the events to send before it.

        Args:
            tick: when it was ready.
            count: its code.
            is_saturated: the code is at an end of the scale.
        """
        happened = []
        if not self._number:
            self._first_tick = tick
        elif self._number == RATE_CONVERSIONS:
            rate_mhz = round(self._number * 1e9 / (tick - self._first_tick))
            happened.append(BoardEvent(EventCode.MEASURED_RATE, rate_mhz))
        self._number += 1
        if count != self._count or is_saturated:
            if self._is_stuck:
                still_ms = (tick - self._changed_tick) // 1000
                happened.append(BoardEvent(EventCode.MOVING_AGAIN, still_ms))
            self._is_stuck = False
            self._changed_tick = tick
        elif not self._is_stuck and tick - self._changed_tick >= STUCK_TICKS:
            self._is_stuck = True
            happened.append(BoardEvent(EventCode.STUCK, count))
        self._count = count
        return (NOTHING_NEW if self._is_stuck else 0), happened
