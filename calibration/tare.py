"""Find the raw zero in a still, unloaded stretch, or say why there is none.

One second of readings is looked at every quarter of a second. It becomes the zero when it neither
moves nor climbs nor lies far from the zero before it; anything else means a hand on the pad.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

WINDOW_S: Final = 1.0
STRIDE_S: Final = 0.25
FEWEST_SAMPLES: Final = 4
# Sums of decimal times are off by rounding; a microsecond keeps every edge where it was meant.
EDGE_S: Final = 1e-6
# A steady climb is 3.5 times its own standard deviation; that of noise is hardly ever twice it.
CLIMB_OF_NOISE: Final = 2.5

MOVING: Final = "the pad is moving: lift your hands and wait"
NOISY: Final = (
    "hands off: if nobody touches the pad, its noise is too large for a zero; look for a loose wire"
)
# Noise is as large for ten seconds as it was, and a hand is not.
NOISE_WINDOWS: Final = 40
NOISE_FACTOR: Final = 3.0

LOADED: Final = "something is on the pad: lift your hands and wait"


@dataclass(frozen=True, slots=True)
class Stillness:
    """What may become a zero, in raw units.

    Attributes:
        sd_raw: largest standard deviation; NaN where the unit has no scale of its own: then a
            stretch is still that climbs no more than noise does.
        shift_raw: largest distance from the zero before.
    """

    sd_raw: float
    shift_raw: float


@dataclass(frozen=True, slots=True)
class Zero:
    """A zero that was found.

    Attributes:
        raw: mean reading at rest.
        spread_raw: its standard deviation.
        at_s: end of the stretch.
        t_s: (n,) times of the stretch.
        values: (n,) readings of the stretch.
    """

    raw: float
    spread_raw: float
    at_s: float
    t_s: NDArray[np.float64]
    values: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Search:
    """A search under way.

    Attributes:
        before_raw: the zero before, None where there is none.
        t_s: (n,) times since the search began that may still be needed.
        values: (n,) readings of the same samples.
        next_s: end of the next stretch to look at; NaN before the first sample.
        reason: why the last stretch was refused; empty before.
        spreads_raw: standard deviations of the newest stretches, all refused for moving; infinite
            where one climbed.
    """

    before_raw: float | None
    t_s: NDArray[np.float64]
    values: NDArray[np.float64]
    next_s: float
    reason: str
    spreads_raw: tuple[float, ...] = ()


def begin_search(before_raw: float | None) -> Search:
    """A search for the zero, starting with the next sample."""
    nothing = np.empty(0)
    return Search(before_raw, nothing, nothing, float("nan"), "")


def search_zero(
    search: Search, t_s: NDArray[np.float64], values: NDArray[np.float64], stillness: Stillness
) -> tuple[Search, Zero | None]:
    """Look at every stretch that the new samples complete; stop at the first that is a zero.

    Args:
        search: what the samples before left.
        t_s: (n,) session seconds, n at least 1.
        values: (n,) readings of the calibrated channel.
        stillness: limits.
    """
    times = np.concatenate((search.t_s, t_s))
    readings = np.concatenate((search.values, values))
    end_s = search.next_s if search.next_s == search.next_s else float(times[0]) + WINDOW_S
    reason, spreads_raw = search.reason, search.spreads_raw
    while end_s <= times[-1] + EDGE_S:
        first = np.searchsorted(times, end_s - WINDOW_S - EDGE_S)
        last = np.searchsorted(times, end_s + EDGE_S, side="right")
        window_s, window = times[first:last], readings[first:last]
        reason = _refusal(window_s, window, search.before_raw, stillness)
        if not reason:
            zero = Zero(
                raw=float(np.mean(window)),
                spread_raw=float(np.std(window, ddof=1)),
                at_s=end_s,
                t_s=window_s,
                values=window,
            )
            return search, zero
        spreads_raw = _restless(spreads_raw, window_s, window) if reason == MOVING else ()
        if _are_noise(spreads_raw):
            reason = NOISY
        end_s += STRIDE_S
    keep = int(np.searchsorted(times, end_s - WINDOW_S - EDGE_S))
    kept = times[keep:], readings[keep:]
    return Search(search.before_raw, *kept, end_s, reason, spreads_raw), None


def _refusal(
    t_s: NDArray[np.float64],
    values: NDArray[np.float64],
    before_raw: float | None,
    stillness: Stillness,
) -> str:
    """Why a stretch is no zero; empty where it is one."""
    if len(values) < FEWEST_SAMPLES or not np.all(np.isfinite(values)):
        return MOVING
    spread, climb = _moves(t_s, values)
    climb_limit = 3.0 * stillness.sd_raw
    if math.isnan(climb_limit):
        climb_limit = CLIMB_OF_NOISE * spread
    if spread > stillness.sd_raw or abs(climb) > climb_limit:
        return MOVING
    if before_raw is not None and abs(float(np.mean(values)) - before_raw) > stillness.shift_raw:
        return LOADED
    return ""


def _moves(t_s: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, float]:
    """Standard deviation of a stretch, and how far it climbs."""
    centred_s = t_s - np.mean(t_s)
    climb = float(np.sum(centred_s * values) / np.sum(centred_s**2)) * WINDOW_S
    return float(np.std(values, ddof=1)), climb


def _restless(
    spreads_raw: tuple[float, ...], t_s: NDArray[np.float64], values: NDArray[np.float64]
) -> tuple[float, ...]:
    """Spreads of the newest stretches with this one."""
    if len(values) < FEWEST_SAMPLES or not np.all(np.isfinite(values)):
        return ()
    spread, climb = _moves(t_s, values)
    now = math.inf if abs(climb) > CLIMB_OF_NOISE * spread else spread
    return (*spreads_raw, now)[-NOISE_WINDOWS:]


def _are_noise(spreads_raw: tuple[float, ...]) -> bool:
    """Whether nine of ten stretches of a long while were as restless as each other."""
    if len(spreads_raw) < NOISE_WINDOWS:
        return False
    ordered = sorted(spreads_raw)
    tenth = NOISE_WINDOWS // 10
    return ordered[-1 - tenth] < NOISE_FACTOR * ordered[tenth]
