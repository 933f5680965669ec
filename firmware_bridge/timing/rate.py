"""How many samples a second a sensor sends, against how many it says it does."""

import numpy as np

from firmware_bridge.rounding import fixed
from firmware_bridge.samples import Flag, RawBlock

WINDOW_SAMPLES = 100
WINDOW_S = 1.0
SLOW_WINDOW_SAMPLES = 20
SLOW_WINDOW_S = 2.0
"""Twenty stamps of the sensor's own clock tell a slow rate without waiting for a hundred."""
OFF_FRAC = 0.05
NOMINAL_FAST_FRAC = 0.2
"""A converter with a clock of its own may run this much faster than its setting and be sound: HX711
boards set to 80 run at up to 94 (olkal/HX711_ADC issues 29 and 98)."""
AHEAD_S = 0.25
"""Arrivals without a clock whose times lie further ahead of them make up for a silence."""
_RESTARTED = np.uint16(Flag.CLOCK_RESTARTED)
_BROKEN = int(Flag.GAP_BEFORE | Flag.CLOCK_RESTARTED)


class RateWatch:
    """Measures the rate window by window, over samples without a gap between them.

    Attributes:
        words: a sentence while the rate is not the stated one; else empty.
        off_hz: the rate while it is not the stated one, or none is stated and the clock of the
            sensor tells it; else 0.
    """

    def __init__(self, *, has_clock: bool, is_numbered: bool) -> None:
        """Nothing has been stated.

        Args:
            has_clock: the sensor sends its own times; else samples are timed as they arrive.
            is_numbered: it numbers its packets: a late one after which none is missing is its pace.
        """
        self.words = ""
        self.off_hz = 0.0
        self._has_clock = has_clock
        self._tells_pace = has_clock and is_numbered
        self._is_by_sensor = False
        self._stated_hz = self._most_frac = 0.0
        self._off_windows = 0
        self._last_t_s = self._even_s = float("nan")
        self._begin()

    def state(self, rate_hz: float, *, is_measured: bool, is_by_sensor: bool = True) -> None:
        """Take what the device, or the address, says.

        Args:
            rate_hz: samples per second; 0 says nothing.
            is_measured: the device counted; else it is a setting, which a converter may outrun.
            is_by_sensor: the device says so itself; else the address does.
        """
        if rate_hz:
            if rate_hz != self._stated_hz:
                self.words, self.off_hz = "", 0.0
            self._stated_hz = rate_hz
            self._is_by_sensor = is_by_sensor
            self._most_frac = OFF_FRAC if is_measured else NOMINAL_FAST_FRAC
            self._off_windows = 0
            self._begin()

    def take(self, block: RawBlock) -> None:
        """Count a block."""
        last_s = self._last_t_s
        self._last_t_s = float(block.t_s[-1])
        if self._is_broken(block):
            self._begin()
            return
        if last_s != last_s:
            return
        self._samples += len(block.t_s)
        self._span_s += self._last_t_s - last_s
        if self._span_s >= WINDOW_S and self._is_window():
            self._judge(self._samples / self._span_s)
            self._begin()

    def _is_window(self) -> bool:
        """Whether samples of `WINDOW_S` or longer are enough to know a rate."""
        return self._samples >= WINDOW_SAMPLES or (
            self._tells_pace
            and self._samples >= SLOW_WINDOW_SAMPLES
            and self._span_s >= SLOW_WINDOW_S
        )

    def _is_broken(self, block: RawBlock) -> bool:
        """Whether samples are missing in it, or it is of those that come too fast after a gap."""
        if self._tells_pace:
            is_flagged = any(block.flags.tobytes())
            return block.lost > 0 or (is_flagged and bool((block.flags & _RESTARTED).any()))
        lead_s = self._last_t_s - block.arrived_s
        for flags in block.flags.tolist():
            if flags & _BROKEN:
                self._even_s = float("nan") if self._has_clock else lead_s
                return True
        return lead_s - self._even_s > AHEAD_S

    def _begin(self) -> None:
        self._samples = 0
        self._span_s = 0.0

    def _judge(self, rate_hz: float) -> None:
        if not self._stated_hz:
            self.off_hz = rate_hz if self._tells_pace else 0.0
            return
        is_off = not -OFF_FRAC <= rate_hz / self._stated_hz - 1.0 <= self._most_frac
        self._off_windows = self._off_windows + 1 if is_off else 0
        if not is_off:
            self.words, self.off_hz = "", 0.0
        # One window may lie across a change that the device states a moment later.
        elif self._off_windows > 1 and not self._is_told(rate_hz):
            self.off_hz = rate_hz
            self.words = self._message(rate_hz)

    def _is_told(self, rate_hz: float) -> bool:
        return self.off_hz > 0 and abs(rate_hz / self.off_hz - 1.0) <= OFF_FRAC

    def _message(self, rate_hz: float) -> str:
        if self._is_by_sensor:
            told = (
                f"the sensor says {self._stated_hz:g} samples a second and sends "
                f"{fixed(rate_hz, 1)}"
            )
        else:
            told = (
                f"{self._stated_hz:g} samples a second were stated and {fixed(rate_hz, 1)} arrive"
            )
        return f"{told}; times follow its clock" if self._has_clock else told
