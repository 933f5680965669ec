"""A score that explains itself: criteria, lost points, caps, and when there is none."""

import math
from dataclasses import dataclass
from typing import Final

from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import TOO_SHORT
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import CRITERIA, Target


@dataclass(frozen=True, slots=True)
class Criterion:
    """One part of a score.

    Attributes:
        name: one of `rig.engine.scoring.target.CRITERIA`.
        value: what was measured, in `unit`; None where it could not be.
        share: 0..1 of the weight earned; None where not scored.
        weight: after re-normalisation, out of 100; 0 where not scored.
        points: share times weight.
        lost: weight minus points.
    """

    name: str
    value: float | None
    unit: str
    share: float | None
    weight: float
    points: float
    lost: float


@dataclass(frozen=True, slots=True)
class HoldScore:
    """0-100 with its reasons.

    Attributes:
        score: None where void.
        rubric: id of the rubric.
        criteria: in the order of `rig.engine.scoring.target.CRITERIA`.
        caps: sentences, one for each cap that applied.
        void_reason: why there is no score; None where there is one.
        advice: one thing to try next, in plain words.
    """

    score: float | None
    rubric: str
    criteria: tuple[Criterion, ...]
    caps: tuple[str, ...]
    void_reason: str | None
    advice: str


UNSCORABLE: Final = "none of the criteria of this protocol can be scored with this sensor"

UNITS: Final = {
    "accuracy": "%",
    "time_in_band": "%",
    "steadiness": "%",
    "drift": "%",
    "hold_time": "s",
    "loading_rate": "N/s",
    "overshoot": "%",
    "release_rate": "N/s",
}


def score_hold(metrics: HoldMetrics, target: Target, rubric: Rubric) -> HoldScore:
    """Score of one hold from its metrics: S = sum of weight times share, then the caps.

    A metric the sensor cannot support is left out and its weight shared among the rest; one that
    is missing because the hold was too short earns nothing, so letting go early never pays.

    Args:
        metrics: measures of one hold.
        target: what was asked.
        rubric: weights and anchors; criteria without a weight are left out.

    Returns:
        The score; void where none of the weighted criteria can be scored.
    """
    weights = {name: weight for name, weight in rubric.weights if weight > 0.0}
    measured = {name: _measured(name, metrics, target, rubric) for name in CRITERIA}
    shares = {
        name: 0.0 if value is None and _is_too_short(name, metrics) else share
        for name, (value, share) in measured.items()
    }
    total = sum(weight for name, weight in weights.items() if shares[name] is not None)
    if total <= 0.0:
        unscored = tuple(_criterion(name, measured[name][0], None, 0.0) for name in CRITERIA)
        return HoldScore(None, rubric.id, unscored, (), UNSCORABLE, "")
    criteria = tuple(
        _criterion(name, measured[name][0], shares[name], weights.get(name, 0.0) * 100.0 / total)
        for name in CRITERIA
    )
    caps = _caps(metrics, target, rubric, {c.name: c.share for c in criteria if c.weight > 0.0})
    score = min([sum(c.points for c in criteria), *(limit for limit, _ in caps)])
    return HoldScore(
        score=score,
        rubric=rubric.id,
        criteria=criteria,
        caps=tuple(reason for _, reason in caps),
        void_reason=None,
        advice="",
    )


def _criterion(name: str, value: float | None, share: float | None, weight: float) -> Criterion:
    if share is None or weight == 0.0:
        return Criterion(name, value, UNITS[name], None, 0.0, 0.0, 0.0)
    points = share * weight
    return Criterion(name, value, UNITS[name], share, weight, points, weight - points)


METRIC_OF: Final = {
    "accuracy": "mean_n",
    "time_in_band": "time_in_band_s",
    "steadiness": "cv_detrended_pct",
    "drift": "drift_pct",
    "hold_time": "hold_s",
    "loading_rate": "loading_rate_n_per_s",
    "overshoot": "overshoot_pct",
    "release_rate": "release_rate_n_per_s",
}


def _is_too_short(name: str, metrics: HoldMetrics) -> bool:
    return metrics.not_measurable.get(METRIC_OF[name]) == TOO_SHORT


def _measured(
    name: str, metrics: HoldMetrics, target: Target, rubric: Rubric
) -> tuple[float | None, float | None]:
    """Value shown and share earned of one criterion; (None, None) where it was not measured."""
    raw: float | None = getattr(metrics, METRIC_OF[name])
    if raw is None:
        return None, None
    band_pct = 100.0 * target.band_frac
    match name:
        case "accuracy":
            error_pct = 100.0 * (raw - target.force_n) / target.force_n
            return error_pct, _falling(abs(error_pct) / band_pct, *rubric.accuracy_bands)
        case "time_in_band":
            share = raw / target.hold_s
            full, zero = rubric.time_in_band_frac
            return 100.0 * share, _falling(-share, -full, -zero)
        case "steadiness":
            return raw, _falling(raw, *rubric.steadiness_cv_pct)
        case "drift":
            return raw, _falling(abs(raw) / band_pct, *rubric.drift_bands)
        case "overshoot":
            return raw, _falling(raw / band_pct, *rubric.overshoot_bands)
        case "hold_time":
            return raw, _hold_share(raw, target, rubric)
        case "loading_rate":
            low, high = target.loading_min_n_per_s, target.loading_max_n_per_s
            return raw, _edge(raw, low, high, rubric.rate_factor_zero)
        case _:
            low, high = target.release_min_n_per_s, target.release_max_n_per_s
            return raw, _edge(raw, low, high, rubric.rate_factor_zero)


def _falling(value: float, full: float, zero: float) -> float:
    """1 up to `full`, 0 from `zero`, a line between; full is below zero."""
    return min(max((zero - value) / (zero - full), 0.0), 1.0)


def _edge(rate: float, low: float, high: float, factor_zero: float) -> float:
    """1 inside the window, falling with the logarithm to 0 at a factor outside."""
    if low <= rate <= high:
        return 1.0
    if rate <= 0.0:
        return 0.0
    off = abs(math.log(rate / (low if rate < low else high)))
    return max(1.0 - off / math.log(factor_zero), 0.0)


def _hold_share(hold_s: float, target: Target, rubric: Rubric) -> float:
    shortest, longest = target.hold_min_s, target.hold_max_s
    slack_s = rubric.hold_tolerance_s
    if hold_s < shortest - slack_s:
        return _falling(-hold_s, -shortest, -0.5 * shortest)
    if hold_s > longest + slack_s:
        return _falling(hold_s, longest, 1.5 * longest)
    return 1.0


def _caps(
    metrics: HoldMetrics, target: Target, rubric: Rubric, shares: dict[str, float | None]
) -> list[tuple[float, str]]:
    """Limits that nothing else can make up for, each with its sentence."""

    def poor(name: str) -> bool:
        share = shares.get(name)
        return share is not None and share < rubric.poor_share_frac

    caps: list[tuple[float, str]] = []
    limit = rubric.cap_poor
    if poor("accuracy"):
        caps.append((limit, f"at most {limit:.0f}: the mean force is far from the target"))
    if poor("time_in_band"):
        caps.append((limit, f"at most {limit:.0f}: too little of the time in the band"))
    short = metrics.hold_s is not None and metrics.hold_s < target.hold_min_s
    if short and poor("hold_time"):
        caps.append((limit, f"at most {limit:.0f}: the hold was far too short"))
    if metrics.max_n is not None and metrics.max_n > target.ceiling_n:
        limit = rubric.cap_ceiling
        caps.append(
            (limit, f"at most {limit:.0f}: pressed above the ceiling of {target.ceiling_n:.0f} N")
        )
    return caps
