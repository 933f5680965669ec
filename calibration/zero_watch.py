"""A zero that creeps away between presses: seen while nobody presses, told once, never mended.

The raw readings stay as they are; a new zero is asked for between holds only (promise F28).
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# A rest is looked at in windows of this length; a press of any kind spoils its window.
WINDOW_S: Final = 1.0


class ZeroLimits(NamedTuple):
    """When a zero has drifted, in raw units above the tare.

    Attributes:
        told_raw: distance from the tare that is told.
        press_raw: from here on somebody presses.
        still_raw: largest standard deviation of a rest.
    """

    told_raw: float
    press_raw: float
    still_raw: float


class ZeroWatch(NamedTuple):
    """What is known of the zero since the tare.

    Attributes:
        zero_raw: the tare.
        moved_raw: distance of the last rest from it.
        window_s: start of the window under way; NaN before the first sample at rest.
        seen: samples in it.
        total_raw: sum of their distances from the tare.
        square_raw2: sum of the squares of these.
        told: the drift was told since the tare.
    """

    zero_raw: float
    moved_raw: float = 0.0
    window_s: float = float("nan")
    seen: int = 0
    total_raw: float = 0.0
    square_raw2: float = 0.0
    told: bool = False


class Drifted(NamedTuple):
    """A drift seen for the first time since the tare: at which sample, and how far by then."""

    sample: int
    moved_raw: float


def watch_zero(
    watch: ZeroWatch, t_s: NDArray[np.float64], raw: NDArray[np.float64], limits: ZeroLimits
) -> tuple[ZeroWatch, Drifted | None]:
    """The watch after more samples; the same however they are cut.

    Args:
        watch: state before.
        t_s: (n,) times.
        raw: (n,) readings of the calibrated channel.
        limits: of the sensor and its grade.

    Returns:
        The state, and the drift where these samples show it first.
    """
    zero_raw, moved_raw, window_s, count, total_raw, square_raw2, told = watch
    drifted = None
    offs_raw = raw - zero_raw
    if len(offs_raw) and np.min(np.abs(offs_raw)) >= limits.press_raw:
        return ZeroWatch(zero_raw, moved_raw, told=told), None
    for at, (at_s, off_raw) in enumerate(zip(t_s.tolist(), offs_raw.tolist(), strict=True)):
        if abs(off_raw) >= limits.press_raw:
            window_s, count, total_raw, square_raw2 = float("nan"), 0, 0.0, 0.0
            continue
        if not at_s - window_s < WINDOW_S:
            if count > 1:
                mean_raw = total_raw / count
                if square_raw2 / count - mean_raw * mean_raw <= limits.still_raw**2:
                    moved_raw = mean_raw
                    if abs(mean_raw) > limits.told_raw and not told:
                        told, drifted = True, Drifted(at, mean_raw)
            window_s, count, total_raw, square_raw2 = at_s, 0, 0.0, 0.0
        count, total_raw = count + 1, total_raw + off_raw
        square_raw2 += off_raw * off_raw
    return (
        ZeroWatch(zero_raw, moved_raw, window_s, count, total_raw, square_raw2, told),
        drifted,
    )
