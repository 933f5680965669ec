"""NAU7802 load-cell converter on I2C: 24 bits, gain 128, 10 to 320 conversions a second."""

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


class Nau7802Error(Exception):
    """The converter does not do what it was asked."""


class Nau7802:
    """The converter on an I2C bus; its inner calibration removes the offset of its amplifier."""

    lowest, highest, bits, gain, settling = LOWEST, HIGHEST, 24, 128, 4

    def __init__(self, i2c):
        """Power it up at 80 conversions a second.

        Args:
            i2c: the bus, a `machine.I2C` of at most 400 kHz.

        Raises:
            Nau7802Error: it does not answer as it should.
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
        """Reset it, set it up and let it calibrate itself."""
        self._write(_PU_CTRL, _RESET)
        self._write(_PU_CTRL, _POWER_DIGITAL)
        self._wait(_PU_CTRL, _POWERED, _POWERED, "does not power up")
        self._write(_PU_CTRL, _POWER_DIGITAL | _POWER_ANALOG | _INNER_SUPPLY)
        self._write(_CTRL1, _SUPPLY_3V3_GAIN_128)
        self._write(_CTRL2, self._rate_code << 4)
        self._write(_ADC, self._read(_ADC) | _CHOPPER_OFF)
        self._write(_POWER, self._read(_POWER) | _OUTPUT_CAPACITOR)
        self._write(_CTRL2, self._rate_code << 4 | _CALIBRATE)
        self._wait(_CTRL2, _CALIBRATE, 0, "does not finish its calibration")
        if self._read(_CTRL2) & _CALIBRATION_FAILED:
            raise Nau7802Error("NAU7802 says its calibration failed: check the four bridge wires")
        self._write(_PU_CTRL, _POWER_DIGITAL | _POWER_ANALOG | _INNER_SUPPLY | _START)

    def take(self):
        """The conversion that is ready as (ticks, counts), or None."""
        if not self._read(_PU_CTRL) & _READY:
            return None
        ticks = time.ticks_us()
        high, middle, low = self._i2c.readfrom_mem(ADDRESS, _ADC_OUT, 3)
        code = high << 16 | middle << 8 | low
        return ticks, code - (1 << 24) if code & 0x800000 else code

    def _read(self, register):
        return self._i2c.readfrom_mem(ADDRESS, register, 1)[0]

    def _write(self, register, value):
        self._i2c.writeto_mem(ADDRESS, register, bytes((value,)))

    def _wait(self, register, mask, value, trouble):
        # Calibration takes up to 0.4 s at 10 conversions a second.
        for _ in range(1000):
            if self._read(register) & mask == value:
                return
            time.sleep_ms(1)
        raise Nau7802Error("NAU7802 " + trouble)
