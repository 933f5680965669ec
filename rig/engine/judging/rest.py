"""Where a finished recording is at rest: the quietest second before its first rise.

Rest may be far from zero (hands lying on the sensor, a person standing on a plate). A record
that starts pressed, or never rises, keeps its own zero and says so.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.judging.smooth import smooth

WINDOW_S: Final = 1.0
# A window that moves more than this share of the record's range is not at rest.
STILL_SHARE_FRAC: Final = 0.02
# The stretch at rest ends where a fifth of the way up has been climbed.
FOOT_SHARE_FRAC: Final = 0.2
# Swaying is not pressing: a rise must be worth a tenth of what already lies on the sensor.
RISE_SHARE_FRAC: Final = 0.1


@dataclass(frozen=True, slots=True)
class Rest:
    """The zero of a record.

    Attributes:
        raw: reading at rest, in the unit of the record.
        spread: standard deviation of all that moves at rest (a person sways), same unit.
        noise: standard deviation of the quietest second, smoothed like a hold, same unit.
        known: false where no rest was found and the record's own zero is taken.
    """

    raw: float
    spread: float
    noise: float
    known: bool


OWN_ZERO: Final = Rest(raw=0.0, spread=0.0, noise=0.0, known=False)


def rest_before_first_rise(t_s: NDArray[np.float64], values: NDArray[np.float64]) -> Rest:
    """The quietest second before the force first rises, or the record's own zero.

    Args:
        t_s: (n,) times, increasing.
        values: (n,) readings, any unit, zero not removed.
    """
    if len(values) < 8:
        return OWN_ZERO
    low, high = (float(v) for v in np.percentile(values, (2.0, 98.0)))
    risen = np.flatnonzero(values > 0.5 * (low + high))
    if not high > low or not len(risen) or risen[0] == 0:
        return OWN_ZERO
    before = values[: risen[0]]
    # What follows the press (a person stepping off a plate) says nothing of the rest before it.
    low = float(np.percentile(before, 2.0))
    foot = np.flatnonzero(before <= low + FOOT_SHARE_FRAC * (high - low))
    end = int(foot[-1]) + 1
    quiet = _quietest(t_s[:end], values[:end])
    if quiet is None:
        return OWN_ZERO
    window_s, window = quiet
    level, still = float(np.mean(window)), float(np.std(window, ddof=1))
    rise = high - level
    if still > STILL_SHARE_FRAC * rise or rise < RISE_SHARE_FRAC * abs(level):
        return OWN_ZERO
    spread = 1.4826 * float(np.median(np.abs(values[:end] - level)))
    noise = float(np.std(smooth(window_s, window), ddof=1))
    return Rest(raw=level, spread=max(still, spread), noise=noise, known=True)


def _quietest(
    t_s: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Times and readings of the stillest window of one second; None without one."""
    if len(t_s) < 4 or t_s[-1] - t_s[0] < WINDOW_S:
        return None
    best: tuple[float, slice] | None = None
    for start_s in np.arange(t_s[0], t_s[-1] - WINDOW_S + 1e-9, 0.1):
        first, last = np.searchsorted(t_s, (start_s, start_s + WINDOW_S + 1e-9))
        if last - first < 4:
            continue
        moved = float(np.std(values[first:last]))
        if best is None or moved < best[0]:
            best = (moved, slice(int(first), int(last)))
    return None if best is None else (t_s[best[1]], values[best[1]])
