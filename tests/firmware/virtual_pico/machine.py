"""A virtual board: pins, ADC, I2C, with an HX711 on two pins or an NAU7802 on the bus.

Runs on MicroPython. What the sensor sees comes from the file `TRUTH`: three 32-bit numbers for
each conversion, its code, the contact in mV and the button; `SILENT` as code is no conversion,
`SHORTED` none either, with DOUT at ground. After the last one, or `FOR_US` microseconds, the board
is switched off. In the seconds `BUS_FAILS_S` the bus answers nothing, in `CALIBRATION_FAILS_S` no
calibration succeeds.
"""

import array
import os

import time
from hx711_chip import Hx711Chip
from nau7802_chip import Nau7802Chip

SILENT, SHORTED = 0x7FFFFFFF, 0x7FFFFFFE
DOUT_PIN, SCK_PIN = int(os.getenv("DOUT_PIN") or 3), int(os.getenv("SCK_PIN") or 2)
BUTTON_PIN = 7
PIN_US, BUS_US = 2, 90
IDLE_US = 1000

_truth = array.array("i")
with open(os.getenv("TRUTH"), "rb") as file:
    _truth = array.array("i", file.read())
_asked = 0
_is_shorted = False


def _spans_us(name):
    spans = [span.split("-") for span in (os.getenv(name) or "").split()]
    return [(1e6 * float(begin), 1e6 * float(end)) for begin, end in spans]


def _is_within(spans_us, t_us):
    return any(begin <= t_us < end for begin, end in spans_us)


_bus_fails_us = _spans_us("BUS_FAILS_S")
_calibration_fails_us = _spans_us("CALIBRATION_FAILS_S")


def _counts_at(_t_us):
    global _asked, _is_shorted
    at = 3 * _asked
    if at >= len(_truth):
        raise SystemExit
    _asked += 1
    _is_shorted = _truth[at] == SHORTED
    return None if _truth[at] in (SILENT, SHORTED) else _truth[at]


def _world(column):
    return _truth[3 * max(_asked - 1, 0) + column]


_for_us = int(os.getenv("FOR_US"))
_rate_hz = float(os.getenv("RATE_HZ") or 92.5)
_hx711 = Hx711Chip(_counts_at, _rate_hz)
_nau7802 = Nau7802Chip(
    _counts_at, _rate_hz, lambda t_us: not _is_within(_calibration_fails_us, t_us)
)
_chip = _nau7802 if os.getenv("SENSOR") == "nau7802" else _hx711
_on_fall = []


def _dout():
    return 0 if _is_shorted else _chip.dout


def _catch_up():
    while _chip.next_us <= time.now_us:
        before = _dout()
        pulse = _chip.convert()
        if pulse or (before and not _dout()):
            for handler in _on_fall:
                handler(None)


time.listeners.append(_catch_up)


def idle(most_us=IDLE_US):
    if time.now_us > _for_us:
        raise SystemExit
    time.advance(min(max(_chip.next_us, time.now_us + 1), time.now_us + most_us))
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
                return _dout()
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
        self._pass(count + 3)
        return _nau7802.read(address, register, count, time.now_us)

    def writeto_mem(self, address, register, data):
        self._pass(len(data) + 2)
        _nau7802.write(address, register, data, time.now_us)

    def _pass(self, byte_count):
        time.advance(time.now_us + byte_count * self._ns_per_byte / 1000)
        if _is_within(_bus_fails_us, time.now_us):
            raise OSError(5)
