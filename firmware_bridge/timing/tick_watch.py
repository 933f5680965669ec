"""Whether the clock that a sensor sends is one: it goes on, forwards, and there is one of it."""

import numpy as np
from numpy.typing import NDArray

WINDOW_SAMPLES = 400
STILL_SAMPLES = 40
"""Half a second at 80 Hz; a converter that is read twice sends two equal ticks, not forty."""
JUMPS_IN_WINDOW = 3
TWO_CLOCKS_IN_WINDOW = 40

STILL = (
    "the sensor's clock stands still while its samples come, so no press can be timed: unplug the "
    "board and plug it in again, or install its firmware again"
)
JUMPS = (
    "the sensor's clock jumps back again and again: unplug the board and plug it in again, or give "
    "it another board"
)
TWO = "two boards send on one port, each with a clock of its own; give each board a port of its own"


class TickWatch:
    """Looks at the ticks of a sensor that has a clock.

    Attributes:
        words: a sentence while they cannot be right; else empty.
    """

    def __init__(self) -> None:
        """Nothing has come."""
        self.words = ""
        self._last = -1
        self._still = self._samples = self._jumps = 0

    def take(self, tick: NDArray[np.int64], jumps: int) -> None:
        """Count a block.

        Args:
            tick: (n,) unwrapped.
            jumps: times the clock began again within it without a word of the board.
        """
        last = int(tick[-1])
        if last != (int(tick[-2]) if len(tick) > 1 else self._last):
            self._still = 0
        else:
            moves = np.flatnonzero(np.diff(tick, prepend=self._last))
            self._still = len(tick) - int(moves[-1]) - 1 if len(moves) else self._still + len(tick)
        self._last = last
        self._samples += len(tick)
        self._jumps += jumps
        if self._still >= STILL_SAMPLES:
            self.words = STILL
        elif self.words == STILL:
            self.words = ""
        if self._samples >= WINDOW_SAMPLES:
            self._judge()

    def _judge(self) -> None:
        if self.words != STILL:
            if self._jumps >= TWO_CLOCKS_IN_WINDOW:
                self.words = TWO
            else:
                self.words = JUMPS if self._jumps >= JUMPS_IN_WINDOW else ""
        self._samples = self._jumps = 0
