import numpy as np
import pytest

from firmware_bridge.device import RawSamples
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.timing.device_session import DeviceSession
from firmware_bridge.timing.tick_watch import JUMPS, STILL, TWO

PERIOD = 12_500
BEGAN = 90_000_000


def told(ticks, samples=900):
    """The remark after packets of one sample each, numbered as they come."""
    session = DeviceSession(DEVICE, rate_hz=0.0)
    remark = ""
    for number in range(samples):
        packet, tick = ticks(number)
        readings = RawSamples(
            packet=np.array([packet & 0xFFFF], dtype=np.int64),
            size=np.array([1], dtype=np.int64),
            tick=np.array([tick & 0xFFFFFFFF], dtype=np.int64),
            raw=np.zeros((1, 1)),
            flags=np.zeros(1, np.uint16),
        )
        session.apply(readings, number / 80)
        remark = session.remark
    return remark


@pytest.mark.parametrize(
    ("ticks", "words"),
    [
        (lambda n: (n, BEGAN), STILL),
        (lambda n: (n, BEGAN + min(n, 100) * PERIOD), STILL),
        (lambda n: (n, BEGAN + n * PERIOD - n // 50 * 1_000_000), JUMPS),
        (lambda n: (n, BEGAN + n * PERIOD - n // 50 * 30_000), JUMPS),
        (lambda n: (n // 2 + n % 2 * 9000, BEGAN + n // 2 * 2 * PERIOD + n % 2 * 600_000_000), TWO),
    ],
)
def test_a_clock_that_lies_is_named(ticks, words):
    assert told(ticks) == words


@pytest.mark.parametrize(
    "ticks",
    [
        lambda n: (n, BEGAN + n * PERIOD),
        lambda n: (n, BEGAN + (n // 2) * 2 * PERIOD),
        lambda n: (n, 2**32 - 400 * PERIOD + n * PERIOD),
        lambda n: (n, (n if n < 450 else n - 450) * PERIOD),
    ],
    ids=["sound", "each tick twice", "wraps", "begins again once"],
)
def test_a_clock_that_goes_on_is_not_accused(ticks):
    assert told(ticks) not in (STILL, JUMPS, TWO)


def test_a_clock_that_goes_again_is_accused_no_longer():
    assert told(lambda n: (n, BEGAN + max(n - 300, 0) * PERIOD)) not in (STILL, JUMPS, TWO)
