"""An NAU7802 as seen from its I2C bus; runs on CPython and on MicroPython.

Registers and bits as in the data sheet; only what a driver of ours may lean on.
"""

ADDRESS = 0x2A
PU_CTRL, CTRL1, CTRL2, ADC_OUT = 0x00, 0x01, 0x02, 0x12
RESET, DIGITAL, ANALOG, POWERED, START, READY, INNER_SUPPLY = 1, 2, 4, 8, 16, 32, 128
CALIBRATE, CALIBRATION_FAILED = 4, 8
RATES = {0: 10, 1: 20, 2: 40, 3: 80, 7: 320}
NEVER_US = 1e18
# As public drivers have it: the inner supply takes 200 ms to rise, a calibration 344 ms.
SUPPLY_US, CALIBRATION_US = 200_000, 344_000
SPOILT, SPOILT_CODE = 4, 0x400000


class Nau7802Chip:
    """The converter; converts only when powered, started and calibrated.

    A calibration before the inner supply is up fails. The first conversions after one are not of
    the bridge yet: they have the code `SPOILT_CODE`, and `counts_at` is not asked for them.

    Attributes:
        next_us: when the next conversion ends.
        dout: not a pin of this chip; always high.
    """

    dout = 1

    def __init__(self, counts_at, rate_hz, calibrates):
        """Power up unconfigured.

        Args:
            counts_at: code of the conversion that ends at a time; None for none.
            rate_hz: what 80 conversions a second really are.
            calibrates: whether a calibration that begins at a time succeeds.
        """
        self._counts_at = counts_at
        self._calibrates = calibrates
        self._pace = rate_hz / 80
        self._registers = bytearray(0x20)
        self._forget()

    def _forget(self):
        self.next_us = self._supply_us = self._calibrated_us = NEVER_US
        self._is_calibrated = False
        self._spoilt = 0

    def convert(self):
        """End the conversion that is due; never an edge."""
        due_us = self.next_us
        rate_hz = RATES[self._registers[CTRL2] >> 4 & 7] * self._pace
        self.next_us = due_us + 1000000 / rate_hz
        if self._spoilt:
            self._spoilt -= 1
            counts = SPOILT_CODE
        else:
            counts = self._counts_at(due_us)
        if counts is not None:
            code = counts & 0xFFFFFF
            self._registers[ADC_OUT : ADC_OUT + 3] = bytes(
                (code >> 16, code >> 8 & 255, code & 255)
            )
            self._registers[PU_CTRL] |= READY
        return False

    def read(self, address, register, count, now_us):
        """Bytes of consecutive registers; reading the result clears READY."""
        if address != ADDRESS:
            raise OSError(19)
        if now_us >= self._calibrated_us:
            self._end_calibration()
        data = bytes(self._registers[register : register + count])
        if register <= ADC_OUT + 2 < register + count:
            self._registers[PU_CTRL] &= ~READY & 255
        return data

    def write(self, address, register, data, now_us):
        """Set consecutive registers."""
        if address != ADDRESS:
            raise OSError(19)
        for offset, value in enumerate(data):
            self._set(register + offset, value, now_us)

    def _set(self, register, value, now_us):
        registers = self._registers
        if register == PU_CTRL:
            if value & RESET:
                registers[:] = bytes(0x20)
                self._forget()
            keep = registers[PU_CTRL] & READY
            registers[PU_CTRL] = value & ~READY & 255 | keep | (POWERED if value & DIGITAL else 0)
            if value & ANALOG and value & INNER_SUPPLY:
                self._supply_us = min(self._supply_us, now_us + SUPPLY_US)
            on = DIGITAL | ANALOG | START
            is_set_up = self._is_calibrated and registers[CTRL1] & 7 == 7
            if value & on == on and is_set_up and self.next_us == NEVER_US:
                self.next_us = now_us + 4 * 1000000 / (80 * self._pace)
                self._spoilt = SPOILT
        elif register == CTRL2:
            registers[CTRL2] = value
            if value & CALIBRATE:
                self._calibrated_us = now_us + CALIBRATION_US
                self._is_calibrated = now_us >= self._supply_us and self._calibrates(now_us)
        else:
            registers[register] = value

    def _end_calibration(self):
        self._calibrated_us = NEVER_US
        self._registers[CTRL2] &= ~CALIBRATE & 255
        if not self._is_calibrated:
            self._registers[CTRL2] |= CALIBRATION_FAILED
