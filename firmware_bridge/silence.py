"""When no news from a sensor becomes news: stale, then lost."""

from typing import Literal

STALE_S = 0.45
LOST_S = 1.9
"""A person must see `stale` within 0.5 s and `lost` within 2 s; the rest is time to tell them."""
SLOW_PERIODS = 4.0

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
