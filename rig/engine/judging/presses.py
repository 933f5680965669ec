"""One press, seen from its end: a hold for every plateau, a class and a reason for the rest."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.detect import Detection
from rig.engine.hold import Hold
from rig.engine.judging.classes import Beside, class_of_plateau, is_sensor_event
from rig.engine.judging.finder import Finder
from rig.engine.judging.plateaus import Plateau, plateaus_of
from rig.engine.judging.press import NO_SAMPLES, Found, Press, Refused, RefusedKind
from rig.engine.judging.quality import findings
from rig.engine.judging.smooth import sampling_period_s, smooth

Array = NDArray[np.float64]

# Shorter than this from onset to release is a tap (domain model 4.2).
TAP_S: Final = 1.0
FEWEST_SAMPLES: Final = 8
TOO_FEW: Final = "too few samples to judge: a faster sensor is needed"
# Where no rest lies between two presses they are parted this near the valley.
FOOT_FRAC: Final = 0.1


def judge_press(press: Press, detection: Detection, finder: Finder, beside: Beside) -> Found:
    """Every plateau of a press as a hold, and what is no hold with its reason.

    Args:
        press: the samples.
        detection: thresholds of contact.
        finder: what tells plateaus and hands apart.
        beside: the presses it is measured against.
    """
    t_s = press.t_s
    stop_s = float(t_s[-1]) if press.off_s is None else press.off_s
    if len(t_s) < FEWEST_SAMPLES:
        return _nothing(press, float(t_s[0]), stop_s, "tap", TOO_FEW)
    force_n = smooth(t_s, press.force_n)
    onset = _onset_index(t_s, force_n, press, detection)
    stop = max(int(np.searchsorted(t_s, stop_s, side="right")), onset + 1)
    onset_s = float(t_s[onset])
    if t_s[stop - 1] - t_s[onset] < TAP_S:
        return _nothing(press, onset_s, stop_s, "tap", "a tap: press and stay")
    if stop - onset < FEWEST_SAMPLES:
        return _nothing(press, onset_s, stop_s, "tap", TOO_FEW)
    plateaus = plateaus_of(t_s[onset:stop], force_n[onset:stop], finder, beside.levels)
    least_n = 2.0 * detection.contact_on_n(press.noise_n)
    if is_sensor_event(press, onset, plateaus):
        reason = "jumped at once and stayed, as still as at rest: the zero moved"
        return _nothing(press, onset_s, stop_s, "sensor_event", reason)
    kept: list[Plateau] = []
    refused: list[Refused] = []
    for k, plateau in enumerate(plateaus):
        said = class_of_plateau(press, t_s[onset:stop], plateaus, k, least_n, finder, beside)
        if said is None:
            kept.append(plateau)
            continue
        start_s, end_s = t_s[onset + plateau.first], t_s[onset + plateau.last]
        peak_n = float(np.max(force_n[onset + plateau.first : onset + plateau.last + 1]))
        refused.append(Refused(float(start_s), float(end_s), peak_n, *said))
    if not kept:
        # Told once, as the whole that it was.
        longest = max(refused, key=lambda each: each.end_s - each.start_s)
        return _nothing(press, onset_s, stop_s, longest.kind, longest.reason)
    return Found(_holds(press, detection, force_n, onset, stop, kept), tuple(refused), force_n)


def _nothing(press: Press, start_s: float, end_s: float, kind: RefusedKind, reason: str) -> Found:
    inside = press.force_n[(press.t_s >= start_s) & (press.t_s <= end_s)]
    peak_n = float(np.max(inside)) if len(inside) else 0.0
    return Found((), (Refused(start_s, end_s, peak_n, kind, reason),), NO_SAMPLES)


def _onset_index(t_s: Array, force_n: Array, press: Press, detection: Detection) -> int:
    """Index of the last sample at rest before the contact threshold was crossed."""
    if not press.from_rest:
        return 0
    crossed = int(np.searchsorted(t_s, press.on_s, side="left"))
    floor_n = press.rest_n + max(3.0 * press.spread_n, detection.onset_floor_n)
    at_rest = np.flatnonzero(force_n[: crossed + 1] <= floor_n)
    return int(at_rest[-1]) if len(at_rest) else 0


def _holds(
    press: Press, detection: Detection, force_n: Array, onset: int, stop: int,
    plateaus: list[Plateau],
) -> tuple[Hold, ...]:  # fmt: skip
    """Holds of the plateaus, each with samples of its own: a way up belongs to what it leads to."""
    t_s = press.t_s
    holds: list[Hold] = []
    period_s = sampling_period_s(t_s)
    for k, plateau in enumerate(plateaus):
        start, end = onset + plateau.first, onset + plateau.last
        begin = _foot(force_n, onset, start, plateau.level_n, press.from_rest)
        if k:
            begin = onset + plateaus[k - 1].last + 1
        is_last = k + 1 == len(plateaus)
        finish = stop - 1 if is_last else end
        release_s, zero_after_n = _release(press, detection, force_n, end, plateau.level_n)
        if not is_last:
            release_s = float(t_s[end])
        names = findings(t_s[begin : finish + 1], press.flags[begin : finish + 1], period_s)
        if press.off_s is None and is_last:
            names += ("dropped" if press.dropped else "cut",)
        elif press.waited and press.after_n is None:
            names += ("zero_unseen",)
        samples = slice(begin if k else 0, len(t_s) if is_last else finish + 1)
        holds.append(
            Hold(
                onset_s=float(t_s[begin]),
                plateau_start_s=float(t_s[start]),
                plateau_end_s=float(t_s[end]),
                release_s=release_s,
                level_n=plateau.level_n,
                press=press.number,
                plateau=k + 1,
                kind=plateau.kind,
                reason=plateau.reason,
                dips=plateau.dips,
                breaks=plateau.breaks,
                interrupted=press.off_s is None and is_last,
                flags=names,
                t_s=t_s[samples],
                force_n=press.force_n[samples],
                sample_flags=press.flags[samples],
                noise_n=press.noise_n,
                zero_after_n=zero_after_n,
            )
        )
    return tuple(holds)


def _foot(force_n: Array, onset: int, start: int, level_n: float, from_rest: bool) -> int:
    """Index where a press leaves what lies before it: rest, or a hand that stays on the pad."""
    if from_rest:
        return onset
    before_n = force_n[onset : start + 1]
    low_n = float(np.min(before_n))
    near = np.flatnonzero(before_n <= low_n + FOOT_FRAC * max(level_n - low_n, 0.0))
    return onset + int(near[-1])


def _release(
    press: Press, detection: Detection, force_n: Array, end: int, level_n: float
) -> tuple[float | None, float | None]:
    """Time the force is back at rest or near the valley, and the zero that is seen after it."""
    if press.off_s is None:
        return None, None
    if press.to_rest:
        return press.off_s, press.after_n if press.waited else _zero_after_n(press, detection)
    low_n = float(np.min(force_n[end:]))
    near = np.flatnonzero(force_n[end:] <= low_n + FOOT_FRAC * max(level_n - low_n, 0.0))
    return float(press.t_s[end + int(near[0])]), press.after_n


def _zero_after_n(press: Press, detection: Detection) -> float | None:
    """What the pad reads right after the release; None while something moves on it."""
    after_n = press.force_n[press.t_s >= (press.off_s or 0.0) + 0.5 * detection.after_s]
    if not len(after_n) or float(np.std(after_n)) > press.still_n:
        return None
    return float(np.median(after_n))
