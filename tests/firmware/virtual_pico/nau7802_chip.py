"""An NAU7802 as seen from its I2C bus; runs on CPython and on MicroPython.

Registers and bits as in the data sheet; only what a driver of ours may lean on.
"""

ADDRESS = 0x2A
PU_CTRL, CTRL1, CTRL2, ADC_OUT = 0x00, 0x01, 0x02, 0x12
RESET, DIGITAL, ANALOG, POWERED, START, READY, INNER_SUPPLY = 1, 2, 4, 8, 16, 32, 128
CALIBRATE = 4
RATES = {0: 10, 1: 20, 2: 40, 3: 80, 7: 320}
NEVER_US = 1e18


class Nau7802Chip:
    """The converter; converts only when powered, started and calibrated.

    Attributes:
        next_us: when the next conversion ends.
        dout: not a pin of this chip; always high.
    """

    dout = 1

    def __init__(self, counts_at, rate_hz):
        """Power up unconfigured; `rate_hz` is what 80 conversions a second really are."""
        self._counts_at = counts_at
        self._pace = rate_hz / 80
        self._registers = bytearray(0x20)
        self.next_us = NEVER_US
        self._is_calibrated = False

    def convert(self):
        """End the conversion that is due; never an edge."""
        due_us = self.next_us
        rate_hz = RATES[self._registers[CTRL2] >> 4 & 7] * self._pace
        self.next_us = due_us + 1000000 / rate_hz
        counts = self._counts_at(due_us)
        if counts is not None:
            code = counts & 0xFFFFFF
            self._registers[ADC_OUT : ADC_OUT + 3] = bytes(
                (code >> 16, code >> 8 & 255, code & 255)
            )
            self._registers[PU_CTRL] |= READY
        return False

    def read(self, address, register, count):
        """Bytes of consecutive registers; reading the result clears READY."""
        if address != ADDRESS:
            raise OSError(19)
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
                self._is_calibrated = False
                self.next_us = NEVER_US
            keep = registers[PU_CTRL] & READY
            registers[PU_CTRL] = value & ~READY & 255 | keep | (POWERED if value & DIGITAL else 0)
            on = DIGITAL | ANALOG | START
            is_set_up = self._is_calibrated and registers[CTRL1] & 7 == 7
            if value & on == on and is_set_up and self.next_us == NEVER_US:
                self.next_us = now_us + 4 * 1000000 / (80 * self._pace)
        elif register == CTRL2:
            self._is_calibrated = self._is_calibrated or bool(value & CALIBRATE)
            registers[CTRL2] = value & ~CALIBRATE & 255
        else:
            registers[register] = value
