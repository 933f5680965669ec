"""A virtual board: pins, ADC, I2C, with an HX711 on two pins or an NAU7802 on the bus.

Runs on MicroPython. What the sensor sees comes from the file `TRUTH`: three 32-bit numbers for
each conversion, its code, the contact in mV and the button; `SILENT` as code is no conversion.
After the last one, or `FOR_US` microseconds, the board is switched off.
"""

import array
import os

import time
from hx711_chip import Hx711Chip
from nau7802_chip import Nau7802Chip

SILENT = 0x7FFFFFFF
DOUT_PIN, SCK_PIN = int(os.getenv("DOUT_PIN") or 3), int(os.getenv("SCK_PIN") or 2)
BUTTON_PIN = 7
PIN_US, BUS_US = 2, 90
IDLE_US = 1000

_truth = array.array("i")
with open(os.getenv("TRUTH"), "rb") as file:
    _truth = array.array("i", file.read())
_asked = 0


def _counts_at(_t_us):
    global _asked
    at = 3 * _asked
    if at >= len(_truth):
        raise SystemExit
    _asked += 1
    return None if _truth[at] == SILENT else _truth[at]


def _world(column):
    return _truth[3 * max(_asked - 1, 0) + column]


_for_us = int(os.getenv("FOR_US"))
_rate_hz = float(os.getenv("RATE_HZ") or 92.5)
_hx711 = Hx711Chip(_counts_at, _rate_hz)
_nau7802 = Nau7802Chip(_counts_at, _rate_hz)
_chip = _nau7802 if os.getenv("SENSOR") == "nau7802" else _hx711
_on_fall = []


def _catch_up():
    while _chip.next_us <= time.now_us:
        before = _chip.dout
        pulse = _chip.convert()
        if pulse or (before and not _chip.dout):
            for handler in _on_fall:
                handler(None)


time.listeners.append(_catch_up)


def idle():
    if time.now_us > _for_us:
        raise SystemExit
    time.advance(min(max(_chip.next_us, time.now_us + 1), time.now_us + IDLE_US))
    time.wait_for_host()


def disable_irq():
    return 0


def enable_irq(_state):
    pass


def unique_id():
    return bytes.fromhex(os.getenv("UNIQUE_ID") or "e6614103e7452f2f")


class Pin:
    IN, OUT, PULL_UP, IRQ_FALLING = 0, 1, 1, 4

    def __init__(self, number, _mode=0, _pull=None):
        self._number = number
        self._level = 0

    def irq(self, handler, _trigger):
        if self._number == DOUT_PIN:
            _on_fall.append(handler)

    def __call__(self, level=None):
        time.advance(time.now_us + PIN_US)
        if level is None:
            if self._number == DOUT_PIN:
                return _hx711.dout
            return int(not (self._number == BUTTON_PIN and _world(2)))
        if self._number == SCK_PIN:
            _hx711.clock(int(level), time.now_us)
        self._level = level
        return None


class ADC:
    def __init__(self, pin):
        # Some ports take no number here.
        if not isinstance(pin, Pin):
            raise ValueError("expecting a Pin")

    def read_u16(self):
        return min(65535, -(-_world(1) * 65536 // 3300))


class I2C:
    def __init__(self, _bus, sda, scl, freq):
        self._ns_per_byte = 9_000_000_000 // freq

    def readfrom_mem(self, address, register, count):
        time.advance(time.now_us + (count + 3) * self._ns_per_byte / 1000)
        return _nau7802.read(address, register, count)

    def writeto_mem(self, address, register, data):
        time.advance(time.now_us + (len(data) + 2) * self._ns_per_byte / 1000)
        _nau7802.write(address, register, data, time.now_us)
