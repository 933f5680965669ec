"""A score that explains itself: criteria, lost points, caps, and when there is none."""

from dataclasses import dataclass
from typing import Final

from firmware_bridge.rounding import fixed
from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import TOO_SHORT
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.criterion import Anchors, Criterion
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.target import Target


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One part of a score.

    Attributes:
        name: of one of `rig.engine.scoring.criteria.CRITERIA`.
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
        criteria: those of the rubric, in its order.
        caps: sentences, one for each cap that applied.
        void_reason: why there is no score; None where there is one.
        advice: one thing to try next, in plain words.
    """

    score: float | None
    rubric: str
    criteria: tuple[CriterionScore, ...]
    caps: tuple[str, ...]
    void_reason: str | None
    advice: str


UNSCORABLE: Final = "none of the criteria of this protocol can be scored with this sensor"


@dataclass(frozen=True, slots=True)
class _Judged:
    """One criterion of a rubric before weights: what was measured, and what that earns."""

    criterion: Criterion
    value: float | None
    share: float | None

    def weighed(self, weight: float) -> CriterionScore:
        name, unit = self.criterion.name, self.criterion.unit
        if self.share is None or weight == 0.0:
            return CriterionScore(name, self.value, unit, None, 0.0, 0.0, 0.0)
        points = self.share * weight
        return CriterionScore(name, self.value, unit, self.share, weight, points, weight - points)


def score_hold(metrics: HoldMetrics, target: Target, rubric: Rubric) -> HoldScore:
    """Score of one hold from its metrics: S = sum of weight times share, then the caps.

    A metric the sensor cannot support is left out and its weight shared among the rest; one that
    is missing because the hold was too short earns nothing, so letting go early never pays.

    Args:
        metrics: measures of one hold.
        target: what was asked.
        rubric: weights and anchors; what has anchors is judged, what has a weight too is scored.

    Returns:
        The score; void where none of the weighted criteria can be scored.

    Raises:
        UnknownCriterionError: the rubric names a criterion that there is not.
        ValueError: it gives a criterion a weight and no anchors.
    """
    weights = {name: weight for name, weight in rubric.weights if weight > 0.0}
    judged = {
        name: _judged(criterion_named(name), metrics, target, anchors)
        for name, anchors in rubric.anchors
    }
    for name in weights:
        if name not in judged:
            raise ValueError(f"rubric {rubric.id} gives {name} a weight and no anchors")
    total = sum(weight for name, weight in weights.items() if judged[name].share is not None)
    if total <= 0.0:
        unscored = tuple(each.weighed(0.0) for each in judged.values())
        return HoldScore(None, rubric.id, unscored, (), UNSCORABLE, "")
    criteria = tuple(
        each.weighed(weights.get(name, 0.0) * 100.0 / total) for name, each in judged.items()
    )
    caps = _caps(metrics, target, rubric, criteria)
    score = min([sum(c.points for c in criteria), *(limit for limit, _ in caps)])
    return HoldScore(
        score=score,
        rubric=rubric.id,
        criteria=criteria,
        caps=tuple(reason for _, reason in caps),
        void_reason=None,
        advice="",
    )


def _judged(
    criterion: Criterion, metrics: HoldMetrics, target: Target, anchors: Anchors
) -> _Judged:
    raw: float | None = getattr(metrics, criterion.metric)
    if raw is not None:
        return _Judged(criterion, *criterion.share(raw, target, anchors))
    is_too_short = metrics.not_measurable.get(criterion.metric) == TOO_SHORT
    return _Judged(criterion, None, 0.0 if is_too_short else None)


def _caps(
    metrics: HoldMetrics, target: Target, rubric: Rubric, criteria: tuple[CriterionScore, ...]
) -> list[tuple[float, str]]:
    """Limits that nothing else can make up for, each with its sentence."""
    caps: list[tuple[float, str]] = []
    limit = rubric.cap_poor
    for scored in criteria:
        if scored.share is None or scored.share >= rubric.poor_share_frac:
            continue
        reason = criterion_named(scored.name).cap(scored.value, target)
        if reason:
            caps.append((limit, f"at most {fixed(limit, 0)}: {reason}"))
    if metrics.max_n is not None and metrics.max_n > target.ceiling_n:
        limit = rubric.cap_ceiling
        caps.append(
            (
                limit,
                f"at most {fixed(limit, 0)}: pressed above the ceiling of "
                f"{fixed(target.ceiling_n, 0)} N",
            )
        )
    return caps
