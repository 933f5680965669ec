"""The board's microseconds as 32 bits, out of a counter that MicroPython wraps much earlier."""

import time


class Clock:
    """Counts on from power-up; must be asked at least every eight minutes."""

    def __init__(self):
        """Start at 0."""
        self._ticks = time.ticks_us()
        self._us = 0

    def __call__(self):
        """Microseconds now."""
        return self.at(time.ticks_us())

    def at(self, ticks):
        """Microseconds at a value of `time.ticks_us()` of a moment ago."""
        passed_us = time.ticks_diff(ticks, self._ticks)
        if passed_us > 0:
            self._us = (self._us + passed_us) & 0xFFFFFFFF
            self._ticks = ticks
            return self._us
        return (self._us + passed_us) & 0xFFFFFFFF


def elapsed_us(from_us, to_us):
    """Microseconds between two times of a `Clock`; negative where the second came first."""
    passed_us = (to_us - from_us) & 0xFFFFFFFF
    return passed_us - 0x100000000 if passed_us & 0x80000000 else passed_us
