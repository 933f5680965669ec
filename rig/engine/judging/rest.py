"""Where a finished recording is at rest, from all of its still stretches.

Rest may be far from zero (hands lying on the sensor, a person standing on a plate). It is looked
for before the first rise; where nothing is still there, between and after the presses. What moves
like the noise of the sensor is still; a slow rise and fingers on the pad are not.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from rig.engine.judging.smooth import sampling_period_s, smooth

Array = NDArray[np.float64]
From = Literal["before", "between", "after", "given", "own_zero"]

WINDOW_S: Final = 1.0
# A record that begins just before its first press is looked at in less, down to this.
SHORTEST_S: Final = 0.25
# Windows up to so many times as restless as the stillest are at rest too.
STILL_FACTOR: Final = 2.0
# A window is still that moves by this share of the range at most, or by this often the noise.
STILL_SHARE_FRAC: Final = 0.02
NOISE_FACTOR: Final = 2.0
# Where the noise itself is more than this share of the range there is nothing to find.
NOISIEST_FRAC: Final = 0.2
# Swaying is not pressing: a rise must be worth a tenth of what already lies on the sensor.
RISE_SHARE_FRAC: Final = 0.1
# The first rise has begun where a fifth of the way up has been climbed.
FOOT_FRAC: Final = 0.2
# Zero is near the top of a record of negative pushes, and so is all that is at rest.
TURNED_FRAC: Final = 0.1
MOST_WINDOWS: Final = 5000
ENOUGH_STEPS: Final = 200_000
SOME_SAMPLES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Rest:
    """The zero of a record.

    Attributes:
        raw: reading at rest, in the unit of the record.
        spread: standard deviation of all that moves at rest (a person sways), same unit.
        noise: standard deviation of the quietest second, smoothed like a hold, same unit.
        source: where it was found, or that it was given or is the record's own zero.
    """

    raw: float
    spread: float
    noise: float
    source: From

    @property
    def known(self) -> bool:
        """False where no rest was found and the record's own zero is taken."""
        return self.source != "own_zero"


OWN_ZERO: Final = Rest(raw=0.0, spread=0.0, noise=0.0, source="own_zero")


@dataclass(frozen=True, slots=True)
class Windows:
    """Stretches of a second.

    Attributes:
        first, last: (n,) index of the first sample, and one past the last.
        mean: (n,) of each.
        sd: (n,) standard deviation of each.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    mean: Array
    sd: Array


def rest_of_record(t_s: Array, values: Array) -> Rest:
    """The rest of a record, or its own zero where nothing in it is still.

    Args:
        t_s: (n,) times, increasing.
        values: (n,) readings, any unit, zero not removed.
    """
    if len(values) < 8 or not t_s[-1] > t_s[0]:
        return OWN_ZERO
    some = values[:: max(1, len(values) // ENOUGH_STEPS)]
    low, high = (float(v) for v in np.percentile(some, (2.0, 98.0)))
    if not high > low:
        return OWN_ZERO
    moved = max(STILL_SHARE_FRAC * (high - low), NOISE_FACTOR * _noise(t_s, values))
    turned = _rest_above(t_s, values, low, high)
    if turned is not None:
        return turned
    rise = _first_rise(values, high)
    span_s = min(WINDOW_S, float(t_s[rise - 1] - t_s[0])) if rise else 0.0
    if span_s >= SHORTEST_S:
        windows = _windows(t_s[:rise], values[:rise], span_s)
        found = _of_windows(t_s, values, windows, windows.sd <= moved, high, "before")
        if found is not None:
            return found
    windows = _windows(t_s, values, WINDOW_S)
    still = windows.sd <= moved
    if not np.any(still):
        return OWN_ZERO
    lowest = float(np.min(windows.mean[still]))
    # A steady hold is still too, but something lies below it.
    bottom = float(np.min(_cell_medians(t_s, values)))
    if bottom < lowest - FOOT_FRAC * (high - lowest) - 5.0 * float(np.min(windows.sd[still])):
        return OWN_ZERO
    still &= windows.mean <= lowest + FOOT_FRAC * (high - lowest)
    last_up = int(np.flatnonzero(values > 0.5 * (lowest + high)).max(initial=0))
    between = still & (windows.first < last_up)
    found = _of_windows(t_s, values, windows, between, high, "between")
    return found or _of_windows(t_s, values, windows, still, high, "after") or OWN_ZERO


def _rest_above(t_s: Array, values: Array, low: float, high: float) -> Rest | None:
    """The rest of a sensor whose pushes are negative; None where pushes may be positive.

    Such a record begins and ends near zero at the top of its range, and is stiller there than
    below: a hand trembles, a pad does not.
    """
    span = high - low
    if abs(high) > TURNED_FRAC * span:
        return None
    windows = _windows(t_s, values, WINDOW_S)
    above = windows.mean > high - TURNED_FRAC * span
    below = windows.mean < low + TURNED_FRAC * span
    if not (above.any() and below.any() and above[0] and above[-1]):
        return None
    if float(np.median(windows.sd[above])) > float(np.median(windows.sd[below])) / STILL_FACTOR:
        return None
    return _of_windows(t_s, values, windows, above, high + span, "before")


def given_rest(t_s: Array, values: Array, raw: float) -> Rest:
    """The rest that is given, with the spread of the still stretches near it.

    Args:
        t_s: (n,) times, increasing.
        values: (n,) readings.
        raw: reading at rest, in the unit of the record.
    """
    plain = Rest(raw, 0.0, 0.0, "given")
    if len(values) < 8 or not t_s[-1] > t_s[0]:
        return plain
    windows = _windows(t_s, values, WINDOW_S)
    high = float(np.percentile(values, 98.0))
    near = np.abs(windows.mean - raw) <= FOOT_FRAC * abs(high - raw)
    found = _of_windows(t_s, values, windows, near, high, "given")
    if found is None:
        noise = _noise(t_s, values)
        return Rest(raw, noise, noise, "given")
    # Who reads a rest off a screen is off by some of its noise.
    off = found.raw - raw
    return Rest(raw, float(np.hypot(found.spread, off)), found.noise, "given")


def _first_rise(values: Array, high: float) -> int:
    """Index before which the record has not yet risen by a fifth of the way to its top."""
    risen = _risen(values, high)
    if not risen:
        return 0
    before = values[:risen]
    low = float(np.percentile(before, 2.0))
    return int(np.flatnonzero(before <= low + FOOT_FRAC * (high - low))[-1]) + 1


def _risen(values: Array, high: float) -> int:
    """Index of the first sample half of the way up from the lowest before it; 0 without one."""
    lowest = float("inf")
    for start in range(0, len(values), SOME_SAMPLES):
        part = values[start : start + SOME_SAMPLES]
        lows = np.minimum(np.minimum.accumulate(part), lowest)
        risen = np.flatnonzero(part > lows + 0.5 * (high - lows))
        if len(risen):
            return start + int(risen[0])
        lowest = float(lows[-1])
    return 0


def _of_windows(
    t_s: Array, values: Array, windows: Windows, here: NDArray[np.bool_], high: float, source: From
) -> Rest | None:  # fmt: skip
    """The rest that windows agree on: those about as still as the stillest."""
    if not np.any(here):
        return None
    stillest = int(np.flatnonzero(here)[np.argmin(windows.sd[here])])
    here = here & (windows.sd <= STILL_FACTOR * windows.sd[stillest] + 1e-12)
    raw = _densest(windows.mean[here], float(windows.sd[stillest]))
    rise = high - raw
    if windows.sd[stillest] > NOISIEST_FRAC * rise or rise < RISE_SHARE_FRAC * abs(raw):
        return None
    start = int(windows.first[here][0])
    inside = np.zeros(int(windows.last[here].max()) - start + 1)
    np.add.at(inside, windows.first[here] - start, 1.0)
    np.add.at(inside, windows.last[here] - start, -1.0)
    resting = values[start : start + len(inside) - 1][np.cumsum(inside)[:-1] > 0.5]
    spread = 1.4826 * float(np.median(np.abs(resting - raw)))
    quiet = slice(int(windows.first[stillest]), int(windows.last[stillest]))
    noise = float(np.std(smooth(t_s[quiet], values[quiet]), ddof=1))
    spread = max(spread, float(windows.sd[stillest]))
    # Swaying never hides a press: a fifth of the rise is contact.
    return Rest(raw, min(spread, FOOT_FRAC * rise / 5.0), noise, source)


def _densest(means: Array, sd: float) -> float:
    """Where most windows agree to within their noise: a slow rise passes, a rest stays."""
    ordered = np.sort(means)
    reach = np.searchsorted(ordered, ordered + 2.0 * sd + 1e-12, side="right")
    most = int(np.argmax(reach - np.arange(len(ordered))))
    return float(np.median(ordered[most : reach[most]]))


def _cell_medians(t_s: Array, values: Array) -> Array:
    """Medians of equal parts of the record of about a quarter of a second, or eight samples."""
    parts = max(min(int((t_s[-1] - t_s[0]) / SHORTEST_S), len(values) // 8), 1)
    whole = len(values) // parts * parts
    return np.median(values[:whole].reshape(parts, -1), axis=1)


def _windows(t_s: Array, values: Array, window_s: float) -> Windows:
    """Windows a tenth of a second apart that hold at least four samples."""
    span_s = float(t_s[-1] - t_s[0])
    step_s = max(0.1, span_s / MOST_WINDOWS)
    starts_s = t_s[0] + step_s * np.arange(max(int((span_s - window_s) / step_s + 1e-9) + 1, 0))
    first = np.searchsorted(t_s, starts_s - 1e-9)
    last = np.searchsorted(t_s, starts_s + window_s + 1e-9)
    full = last - first >= 4
    first, last = first[full], last[full]
    count = (last - first).astype(np.float64)
    # Sums about the middle of the record: a zero far away must not eat the digits.
    middle = float(np.median(values))
    sums = np.concatenate(([0.0], np.cumsum(values - middle)))
    squares = np.concatenate(([0.0], np.cumsum((values - middle) ** 2)))
    mean = (sums[last] - sums[first]) / count
    square = (squares[last] - squares[first]) / count
    sd = np.sqrt(np.maximum(square - mean**2, 0.0) * count / np.maximum(count - 1.0, 1.0))
    return Windows(first, last, mean + middle, sd)


def _noise(t_s: Array, values: Array) -> float:
    """Standard deviation of what changes from sample to sample, robust; 0 for a quiet sensor."""
    # Of a long record as many steps as tell, from all over it.
    at = np.arange(0, len(values) - 1, max(1, len(values) // ENOUGH_STEPS))
    steps = values[at + 1] - values[at]
    even = t_s[at + 1] - t_s[at] <= 3.0 * sampling_period_s(t_s)
    steps = steps[even]
    return 1.4826 * float(np.median(np.abs(steps))) / float(np.sqrt(2.0)) if len(steps) else 0.0
