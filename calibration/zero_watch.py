"""A zero that creeps away between presses: seen while nobody presses, told once, never mended.

The raw readings stay as they are; a new zero is asked for between holds only (promise F28).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

# A rest is looked at in windows of this length; a press of any kind spoils its window.
WINDOW_S: Final = 1.0
# One sample in so much time is enough to know a rest; a fast sensor sends fifty times as many.
LOOK_S: Final = 0.05
NEVER: Final = float("-inf")
NO_LOOK: Final = -1


class ZeroLimits(NamedTuple):
    """When a zero has drifted.

    Attributes:
        told_n: force at rest that is told.
        press_n: from here on somebody presses.
        still_n: largest standard deviation of a rest.
    """

    told_n: float
    press_n: float
    still_n: float


class ZeroWatch(NamedTuple):
    """What is known of the zero since the tare.

    Attributes:
        moved_n: force of the last rest.
        window_s: start of the window under way.
        seen: samples in it.
        total_n: sum of their forces.
        square_n2: sum of the squares of these.
        told: the drift was told since the tare.
        look: number of the last stretch of `LOOK_S` of which a sample was taken.
    """

    moved_n: float = 0.0
    window_s: float = NEVER
    seen: int = 0
    total_n: float = 0.0
    square_n2: float = 0.0
    told: bool = False
    look: int = NO_LOOK


class Drifted(NamedTuple):
    """A drift seen for the first time since the tare: at which sample, and how far by then."""

    sample: int
    moved_n: float


def watch_zero(
    watch: ZeroWatch, times: Sequence[float], forces: Sequence[float], limits: ZeroLimits
) -> tuple[ZeroWatch, Drifted | None]:
    """The watch after more samples; the same however they are cut.

    Args:
        watch: state before.
        times: (n,) session seconds, n at least 1.
        forces: (n,) force above the tare in newtons.
        limits: of the sensor and its grade.

    Returns:
        The state, and the drift where these samples show it first.
    """
    told_n, press_n, still_n = limits
    lowest, highest = min(forces), max(forces)
    moved_n, window_s, seen, total_n, square_n2, told, look = watch
    if lowest >= press_n:
        return ZeroWatch(moved_n, told=told), None
    if -press_n < lowest and highest < press_n and times[-1] // LOOK_S == look:
        return watch, None
    drifted = None
    for at, (at_s, force_n) in enumerate(zip(times, forces, strict=True)):
        if abs(force_n) >= press_n:
            window_s, seen, total_n, square_n2, look = NEVER, 0, 0.0, 0.0, NO_LOOK
            continue
        if at_s // LOOK_S == look:
            continue
        look = int(at_s // LOOK_S)
        if at_s - window_s >= WINDOW_S:
            if seen > 1:
                mean_n = total_n / seen
                if square_n2 / seen - mean_n * mean_n <= still_n * still_n:
                    moved_n = mean_n
                    if abs(mean_n) > told_n and not told:
                        told, drifted = True, Drifted(at, mean_n)
            window_s, seen, total_n, square_n2 = at_s, 0, 0.0, 0.0
        seen, total_n = seen + 1, total_n + force_n
        square_n2 += force_n * force_n
    return ZeroWatch(moved_n, window_s, seen, total_n, square_n2, told, look), drifted
