"""A score that explains itself: criteria, lost points, caps, and when there is none."""

from dataclasses import dataclass
from typing import Final

from rig.engine.hold import HoldMetrics
from rig.engine.judging.measure import HEAD_S, SHORTEST_WINDOW_S, TAIL_S, TOO_SHORT
from rig.engine.scoring.caps import caps_of
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.criterion import Anchors, Criterion, falling
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
        aim: what earns full marks, in words; empty before the unit of the force is known.
    """

    name: str
    value: float | None
    unit: str
    share: float | None
    weight: float
    points: float
    lost: float
    aim: str = ""


@dataclass(frozen=True, slots=True)
class HoldScore:
    """0-100 with its reasons.

    Attributes:
        score: None where void.
        rubric: id of the rubric.
        criteria: those of the rubric, in its order.
        caps: sentences, one for each cap that lowered the score, the lowest first.
        void_reason: why there is no score; None where there is one.
        advice: one thing to try next, in plain words.
        summary: what went well and what cost most, or why there is no score, in a few words.
        advice_about: the criterion the advice is about, or `ceiling`; empty where it is praise.
        cap_by: what the lowest of the caps is about, in the same words; empty without one.
    """

    score: float | None
    rubric: str
    criteria: tuple[CriterionScore, ...]
    caps: tuple[str, ...]
    void_reason: str | None
    advice: str
    summary: str = ""
    advice_about: str = ""
    cap_by: str = ""


# Steadiness and drift of a window of so long count in full, of the shortest window not at all.
FULL_WINDOW_S: Final = 4.0
# Holds and asked times that leave such a window.
FULL_HOLD_S: Final = HEAD_S + FULL_WINDOW_S + TAIL_S
# Less than is shown of a score is no loss.
SHOWN_POINTS: Final = 0.05

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

    A metric the sensor cannot support is left out and its weight shared among the rest, and so
    are steadiness and drift where the asked time leaves no window for them. Where only the hold
    was too short they fade to nothing, so letting go early never pays.

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
    points = sum(each.points for each in criteria)
    shares = {each.name: (each.share, each.value) for each in criteria if each.share is not None}
    caps = caps_of(shares, metrics, target, rubric)
    lowering = [cap for cap in caps if cap.points <= points - SHOWN_POINTS]
    score = min([points, *(cap.points for cap in caps)])
    return HoldScore(
        score=score,
        rubric=rubric.id,
        criteria=criteria,
        caps=tuple(cap.sentence for cap in lowering),
        void_reason=None,
        advice="",
        cap_by=lowering[0].by if lowering else "",
    )


def _judged(
    criterion: Criterion, metrics: HoldMetrics, target: Target, anchors: Anchors
) -> _Judged:
    raw: float | None = getattr(metrics, criterion.metric)
    if criterion.over_window and target.hold_s < FULL_HOLD_S:
        value = None if raw is None else criterion.share(raw, target, anchors)[0]
        return _Judged(criterion, value, None)
    if raw is not None:
        value, share = criterion.share(raw, target, anchors)
        fade = _fade(metrics.hold_s) if criterion.over_window else 1.0
        return _Judged(criterion, value, fade * share)
    is_too_short = metrics.not_measurable.get(criterion.metric) == TOO_SHORT
    return _Judged(criterion, None, 0.0 if is_too_short else None)


def _fade(hold_s: float | None) -> float:
    """Share that steadiness and drift keep after a hold of that length."""
    if hold_s is None:
        return 1.0
    window_s = hold_s - HEAD_S - TAIL_S
    return 1.0 - falling(window_s, SHORTEST_WINDOW_S, FULL_WINDOW_S)
