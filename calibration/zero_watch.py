"""A zero that creeps away between presses: seen while nobody presses, told once, never mended.

The raw readings stay as they are; a new zero is asked for between holds only (promise F28).
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

# A rest is looked at in windows of this length; a press of any kind spoils its window.
WINDOW_S: Final = 1.0
DRIFTED: Final = "The zero has drifted by {moved:+.2f} N: take your hands off and set zero again."


@dataclass(frozen=True, slots=True)
class ZeroWatch:
    """What is known of the zero since the last tare.

    Attributes:
        zero_raw: the tare.
        limit_raw: distance from it that is told.
        still_raw: largest standard deviation of a rest.
        moved_raw: distance of the last rest from the tare.
        window_s: start of the window under way; None before the first sample.
        count: samples in it.
        total_raw: sum of their distances from the tare.
        square_raw2: sum of the squares of these.
        words: what a person is told; empty while the zero holds.
    """

    zero_raw: float
    limit_raw: float
    still_raw: float
    moved_raw: float = 0.0
    window_s: float | None = None
    count: int = 0
    total_raw: float = 0.0
    square_raw2: float = 0.0
    words: str = ""


def watch_zero(
    watch: ZeroWatch, t_s: NDArray[np.float64], raw: NDArray[np.float64], *, pressing: bool,
    n_per_raw: float,
) -> ZeroWatch:  # fmt: skip
    """The watch after more samples; while someone presses it looks away and asks for nothing.

    Args:
        watch: state before.
        t_s: (n,) times.
        raw: (n,) readings of the calibrated channel.
        pressing: a contact is under way.
        n_per_raw: slope, for the sentence.
    """
    if pressing:
        return replace(watch, window_s=None, count=0, total_raw=0.0, square_raw2=0.0, words="")
    state, window_s = watch, watch.window_s
    count, total_raw, square_raw2 = watch.count, watch.total_raw, watch.square_raw2
    for at_s, reading in zip(t_s.tolist(), raw.tolist(), strict=True):
        if window_s is None or at_s - window_s >= WINDOW_S:
            state = _judged(state, count, total_raw, square_raw2, n_per_raw)
            window_s, count, total_raw, square_raw2 = at_s, 0, 0.0, 0.0
        off_raw = reading - watch.zero_raw
        count, total_raw = count + 1, total_raw + off_raw
        square_raw2 += off_raw * off_raw
    return replace(
        state, window_s=window_s, count=count, total_raw=total_raw, square_raw2=square_raw2
    )


def _judged(
    state: ZeroWatch, count: int, total_raw: float, square_raw2: float, n_per_raw: float
) -> ZeroWatch:
    """The watch after a whole window, if it was a rest."""
    if count < 2:
        return state
    mean_raw = total_raw / count
    variance_raw2 = max(square_raw2 / count - mean_raw * mean_raw, 0.0)
    if variance_raw2**0.5 > state.still_raw:
        return state
    drifted = abs(mean_raw) > state.limit_raw
    words = DRIFTED.format(moved=mean_raw * n_per_raw) if drifted else ""
    return replace(state, moved_raw=mean_raw, words=words)
