"""Virtual time for a board on the MicroPython virtual machine; runs there, not on CPython.

Time passes when a pin is touched and when the board is idle. `SPEED` seconds of it take one
second of the host; 0 runs as fast as it can. It begins at `START_US`, so that a test may begin
just before the counter wraps, as it does on a Pico every 18 minutes.
"""

import os
import sys

_path = sys.path
sys.path = ()
try:
    import time as _host
finally:
    sys.path = _path

PERIOD = 1 << 30
_speed = float(os.getenv("SPEED") or 0)
_start_us = int(os.getenv("START_US") or 0)
_host_start_us = _host.ticks_us()
# asyncio's own C code takes the host's milliseconds: ours must never be behind them.
_start_ms = _host.ticks_ms() + 1_000_000
now_us = 0.0
listeners = []


def advance(to_us):
    """Let time pass up to a moment of the board."""
    global now_us
    now_us = max(now_us, to_us)
    for listener in listeners:
        listener()


def wait_for_host():
    """Let the host's clock catch up."""
    if _speed:
        ahead_us = now_us / _speed - _host.ticks_diff(_host.ticks_us(), _host_start_us)
        if ahead_us > 500:
            _host.sleep_us(int(ahead_us))


def ticks_us():
    return (_start_us + int(now_us)) & (PERIOD - 1)


def ticks_ms():
    return _start_ms + int(now_us / 1000)


def ticks_add(ticks, delta):
    return ticks + delta


def ticks_diff(later, earlier):
    half = PERIOD >> 1
    return ((later - earlier + half) & (PERIOD - 1)) - half


def sleep_us(us):
    advance(now_us + us)


def sleep_ms(ms):
    advance(now_us + 1000 * ms)
