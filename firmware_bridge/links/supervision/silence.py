"""When no news from a sensor becomes news: stale, then lost."""

from typing import Literal

STALE_S = 0.45
LOST_S = 1.9
"""A person must see `stale` within 0.5 s and `lost` within 2 s; the rest is time to tell them."""
SLOW_PERIODS = 4.0
STALL_S = 0.25
"""A wait that ends so much later than asked for was not a wait, but a host that stood still."""

Quiet = Literal["streaming", "stale", "lost"]


def quiet_state(silent_s: float, period_s: float) -> Quiet:
    """What a silence means.

    Args:
        silent_s: seconds since the last sample.
        period_s: time between samples; a sensor slower than the limits gets its own pace.
    """
    slow_s = SLOW_PERIODS * period_s
    if silent_s >= max(LOST_S, 2 * slow_s):
        return "lost"
    if silent_s >= max(STALE_S, slow_s):
        return "stale"
    return "streaming"


def next_look_s(silent_s: float, period_s: float) -> float:
    """Seconds until the silence may mean more than now."""
    stale_s = max(STALE_S, SLOW_PERIODS * period_s)
    lost_s = max(LOST_S, 2 * SLOW_PERIODS * period_s)
    return max(0.01, (stale_s if silent_s < stale_s else lost_s) - silent_s)


def stalled_s(took_s: float, asked_s: float) -> float:
    """The part of a wait in which this program did not run, and a sensor could not be heard.

    A stopped, starved or sleeping host finds its timers over before it finds the bytes that came
    meanwhile: such a wait says nothing of the sensor.

    Args:
        took_s: how long the wait was.
        asked_s: how long it was meant to be at most.
    """
    return took_s if took_s - asked_s > STALL_S else 0.0
