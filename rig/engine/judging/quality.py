"""What is wrong with the samples of a press: flags of the sensor, gaps, and how it ended."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import Flag

# A gap longer than this, or this share of the samples missing, makes a hold ungradable
# (docs/adr/0011): what falls and is back within less was no end of the press, seen or not.
GAP_S: Final = 0.5
MISSING_SHARE_FRAC: Final = 0.02
# A shorter gap is named with the hold, from this length on; the pace of a slow sensor is none.
SHORT_GAP_S: Final = 0.1
SHORT_GAP_PERIODS: Final = 2.5
# Steps of an even clock differ by less than this share of the period.
EVEN_FRAC: Final = 0.05

FLAG_NAMES: Final = (
    (Flag.SATURATED, "saturated"),
    (Flag.STUCK, "stuck"),
    (Flag.OPEN_CIRCUIT, "open_circuit"),
    (Flag.SENSOR_TIMEOUT, "sensor_timeout"),
    (Flag.CLOCK_RESTARTED, "clock_restarted"),
    (Flag.TIME_INTERPOLATED, "time_interpolated"),
    (Flag.SETTLING, "settling"),
    (Flag.REST_UNKNOWN, "no_rest"),
    (Flag.BEYOND_CALIBRATION, "beyond_calibration"),
)


def findings(
    t_s: NDArray[np.float64], flags: NDArray[np.uint16], period_s: float
) -> tuple[str, ...]:
    """Names of what is wrong with samples, and of the gaps between them.

    Args:
        t_s: (n,) times.
        flags: (n,) quality bits.
        period_s: sampling period.
    """
    bits = int(np.bitwise_or.reduce(flags, initial=0))
    names = tuple(name for flag, name in FLAG_NAMES if bits & flag)
    return names + _gap_names(t_s, period_s)


def _gap_names(t_s: NDArray[np.float64], period_s: float) -> tuple[str, ...]:
    """`gap` where a long one or too many are missing, else `short_gap` where any is noticeable.

    Time stamps of a host wander, so without an even clock only a step of three periods counts.
    """
    steps_s = np.diff(t_s)
    if not len(steps_s):
        return ()
    wander_s = float(np.median(np.abs(steps_s - period_s)))
    shortest_gap_s = (1.5 if wander_s < EVEN_FRAC * period_s else 3.0) * period_s
    gaps_s = steps_s[steps_s > shortest_gap_s]
    # What a burst brings late is not missing.
    missing = float(np.sum(gaps_s / period_s - 1.0))
    if wander_s >= EVEN_FRAC * period_s:
        missing = min(missing, max((t_s[-1] - t_s[0]) / period_s - len(steps_s), 0.0))
    share = missing / (len(steps_s) + missing)
    longest_s = float(np.max(steps_s))
    if longest_s > GAP_S or share > MISSING_SHARE_FRAC:
        return ("gap",)
    noticed_s = max(SHORT_GAP_S, SHORT_GAP_PERIODS * period_s, shortest_gap_s)
    return ("short_gap",) if longest_s > noticed_s else ()
