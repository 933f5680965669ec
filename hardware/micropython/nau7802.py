"""NAU7802 load-cell converter on I2C: 24 bits, gain 128, 10 to 320 conversions a second.

Nothing here waits or raises. A converter that does not answer, or cannot calibrate itself, is one
without conversions: `health` tells that and starts it again.
"""

import time

LOWEST, HIGHEST = -8388608, 8388607
ADDRESS = 0x2A

_PU_CTRL, _CTRL1, _CTRL2, _ADC_OUT, _ADC, _PGA, _POWER = 0x00, 0x01, 0x02, 0x12, 0x15, 0x1B, 0x1C
_RESET, _POWER_DIGITAL, _POWER_ANALOG, _POWERED, _START, _READY, _INNER_SUPPLY = (
    0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x80,
)  # fmt: skip
_CALIBRATE, _CALIBRATION_FAILED = 0x04, 0x08
_SUPPLY_3V3_GAIN_128 = 0x27
_CHOPPER_OFF = 0x30
_OUTPUT_CAPACITOR = 0x80
_CODE_OF_RATE = {10: 0, 20: 1, 40: 2, 80: 3, 320: 7}
_SUPPLY_MS = 250
"""The inner supply takes 200 ms to rise; a calibration before that is one of something else."""
_UNSETTLED = 4
"""Conversions after a calibration that are not yet of the bridge alone."""


class Nau7802:
    """The converter on an I2C bus; its inner calibration removes the offset of its amplifier."""

    lowest, highest, bits, gain, settling = LOWEST, HIGHEST, 24, 128, 4
    start_us = 2_000_000

    def __init__(self, i2c):
        """Begin to power it up at 80 conversions a second.

        Args:
            i2c: the bus, a `machine.I2C` of at most 400 kHz.
        """
        self._i2c = i2c
        self._rate_code = _CODE_OF_RATE[80]
        self.restart()

    def set_rate(self, rate_hz):
        """Ask for 10, 20, 40, 80 or 320 conversions a second; False for any other."""
        if rate_hz not in _CODE_OF_RATE:
            return False
        self._rate_code = _CODE_OF_RATE[rate_hz]
        self.restart()
        return True

    def restart(self):
        """Begin to reset it, set it up and let it calibrate itself; `take` goes on with it."""
        self._is_set_up = False
        self._steps = self._set_up()

    def take(self):
        """The conversion that is ready as (ticks, counts), or None."""
        try:
            if not self._is_set_up:
                next(self._steps)
            elif self._is_ready():
                return time.ticks_us(), self._counts()
        except (OSError, StopIteration):
            # Steps that failed are over: nothing more comes before the next restart.
            return None
        return None

    def _set_up(self):
        self._write(_PU_CTRL, _RESET)
        self._write(_PU_CTRL, _POWER_DIGITAL)
        while not self._read(_PU_CTRL) & _POWERED:
            yield
        self._write(_CTRL1, _SUPPLY_3V3_GAIN_128)
        self._write(_CTRL2, self._rate_code << 4)
        self._write(_PU_CTRL, _POWER_DIGITAL | _POWER_ANALOG | _INNER_SUPPLY)
        self._write(_ADC, self._read(_ADC) | _CHOPPER_OFF)
        self._write(_POWER, self._read(_POWER) | _OUTPUT_CAPACITOR)
        powered_ms = time.ticks_ms()
        while time.ticks_diff(time.ticks_ms(), powered_ms) < _SUPPLY_MS:
            yield
        self._write(_CTRL2, self._rate_code << 4 | _CALIBRATE)
        while self._read(_CTRL2) & _CALIBRATE:
            yield
        if self._read(_CTRL2) & _CALIBRATION_FAILED:
            return
        self._write(_PU_CTRL, _POWER_DIGITAL | _POWER_ANALOG | _INNER_SUPPLY | _START)
        for _ in range(_UNSETTLED):
            while not self._is_ready():
                yield
            self._counts()
        self._is_set_up = True

    def _is_ready(self):
        return self._read(_PU_CTRL) & _READY

    def _counts(self):
        high, middle, low = self._i2c.readfrom_mem(ADDRESS, _ADC_OUT, 3)
        code = high << 16 | middle << 8 | low
        return code - (1 << 24) if code & 0x800000 else code

    def _read(self, register):
        return self._i2c.readfrom_mem(ADDRESS, register, 1)[0]

    def _write(self, register, value):
        self._i2c.writeto_mem(ADDRESS, register, bytes((value,)))
