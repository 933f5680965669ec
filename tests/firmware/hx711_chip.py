"""An HX711 as seen from its two pins; runs on CPython and on MicroPython, so both boards share it.

Times are microseconds of the caller's clock. DOUT falls when a conversion is ready; each rising
edge of SCK shifts out the next bit, the 25th ends the word. SCK high for 60 us powers it down, a
falling edge powers it up again, settling first.
"""

POWER_DOWN_US = 60
SETTLING_CONVERSIONS = 4
DATA_BITS = 24


class Hx711Chip:
    """One converter; `counts_at` is asked for the code at each conversion, None for none.

    Attributes:
        dout: level of the data pin.
        next_us: when the next conversion ends.
        conversions: conversions ended so far.
        overwritten: conversions nobody read in time.
        longest_high_us: longest time SCK was high without a power-down being meant.
    """

    def __init__(self, counts_at, rate_hz):
        """Power up at time 0."""
        self.counts_at = counts_at
        self.rate_hz = rate_hz
        self.dout = 1
        self.conversions = 0
        self.overwritten = 0
        self.longest_high_us = 0
        self._bit = -1
        self._word = 0
        self._sck = 0
        self._rose_us = 0
        self._start_us = 0
        self._number = SETTLING_CONVERSIONS
        self._given_us = []
        self._plan()

    def _plan(self):
        if self._given_us:
            self.next_us = self._given_us.pop()
        else:
            self.next_us = self._start_us + self._number * 1000000 / self.rate_hz

    def follow(self, times_us):
        """Convert at these times and no others, as the converter of a recording did."""
        self._given_us = sorted(times_us, reverse=True)
        self._plan()

    def set_rate(self, rate_hz, now_us):
        """Change the speed, as another level on the RATE pin would."""
        self.rate_hz = rate_hz
        self._start_us = now_us
        self._number = SETTLING_CONVERSIONS
        self._plan()

    def convert(self):
        """End the conversion that is due.

        Returns:
            True where DOUT was low already: the chip then lifts it for a moment, so that the new
            conversion has an edge of its own.
        """
        due_us = self.next_us
        self._number += 1
        self._plan()
        if self._sck and due_us - self._rose_us > POWER_DOWN_US:
            return False
        counts = self.counts_at(due_us)
        if counts is None or self._bit > 0:
            return False
        unread = self._bit == 0
        self.overwritten += unread
        self.conversions += 1
        self._word = int(counts) & 0xFFFFFF
        self._bit = 0
        self.dout = 0
        return unread

    def clock(self, level, now_us):
        """Follow the SCK pin."""
        if level == self._sck:
            return
        self._sck = level
        if not level:
            high_us = now_us - self._rose_us
            if high_us > POWER_DOWN_US:
                self._bit = -1
                self.dout = 1
                self._start_us = now_us
                self._number = SETTLING_CONVERSIONS
                self._plan()
            elif high_us > self.longest_high_us:
                self.longest_high_us = high_us
            return
        self._rose_us = now_us
        if self._bit < 0:
            return
        if self._bit < DATA_BITS:
            self.dout = self._word >> (DATA_BITS - 1 - self._bit) & 1
            self._bit += 1
        else:
            self.dout = 1
            self._bit = -1
