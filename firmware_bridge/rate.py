"""How many samples a second a sensor sends, against how many it says it does."""

from firmware_bridge.samples import Flag, RawBlock

WINDOW_SAMPLES = 100
WINDOW_S = 1.0
OFF_FRAC = 0.05
NOMINAL_FAST_FRAC = 0.2
"""A converter with a clock of its own may run this much faster than its setting and be sound: HX711
boards set to 80 run at up to 94 (olkal/HX711_ADC issues 29 and 98)."""
_BROKEN = int(Flag.GAP_BEFORE | Flag.CLOCK_RESTARTED)


class RateWatch:
    """Measures the rate window by window, over samples without a gap between them.

    Attributes:
        words: a sentence while the rate is not the stated one; else empty.
        off_hz: the rate while it is not the stated one; else 0.
    """

    def __init__(self) -> None:
        """Nothing has been stated."""
        self.words = ""
        self.off_hz = 0.0
        self._stated_hz = self._most_frac = 0.0
        self._off_windows = 0
        self._last_t_s = float("nan")
        self._begin()

    def state(self, rate_hz: float, *, is_measured: bool) -> None:
        """Take what the device, or the address, says.

        Args:
            rate_hz: samples per second; 0 says nothing.
            is_measured: the device counted; else it is a setting, which a converter may outrun.
        """
        if rate_hz:
            self._stated_hz = rate_hz
            self._most_frac = OFF_FRAC if is_measured else NOMINAL_FAST_FRAC
            self._off_windows = 0
            self._begin()

    def take(self, block: RawBlock) -> None:
        """Count a block."""
        last_s = self._last_t_s
        self._last_t_s = float(block.t_s[-1])
        for flags in block.flags.tolist():
            if flags & _BROKEN:
                return
        if last_s != last_s:
            return
        self._samples += len(block.t_s)
        self._span_s += self._last_t_s - last_s
        if self._samples >= WINDOW_SAMPLES and self._span_s >= WINDOW_S:
            self._judge(self._samples / self._span_s)
            self._begin()

    def _begin(self) -> None:
        self._samples = 0
        self._span_s = 0.0

    def _judge(self, rate_hz: float) -> None:
        if not self._stated_hz:
            return
        is_off = not -OFF_FRAC <= rate_hz / self._stated_hz - 1.0 <= self._most_frac
        self._off_windows = self._off_windows + 1 if is_off else 0
        if not is_off:
            self.words, self.off_hz = "", 0.0
        # One window may lie across a change that the device states a moment later.
        elif self._off_windows > 1 and not self.words:
            self.off_hz = rate_hz
            self.words = (
                f"the sensor says {self._stated_hz:g} samples a second and sends {rate_hz:.1f}; "
                "times follow its clock"
            )
