"""What a score says in words: in short what was good and what cost most, and one thing to try next.

Points of one criterion may be lost by the fault of another: a press that is too light is never in
the band, a short one misses its seconds there. Where one fault explains most of the seconds that
were not in the band, it is charged with the points of the time in band too.
"""

from typing import Final

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import HoldMetrics
from rig.engine.scoring.caps import CEILING
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.score import CriterionScore, HoldScore
from rig.engine.scoring.target import Target

# Below this nobody needs to hear about it.
WORTH_SAYING: Final = 1.0
# One fault is charged with the time in band when it explains this share of the seconds outside.
ONE_FAULT_FRAC: Final = 2.0 / 3.0
# From this share on a criterion went well.
GOOD_FRAC: Final = 0.9

PRAISE: Final = "Steady and on target: do the same again."
GO_AND_STAY: Final = "Reach the force, then stay there."


def largest_fault(score: HoldScore, metrics: HoldMetrics, target: Target) -> str:
    """Name of the criterion, or `CEILING`, that truly cost most; empty below `WORTH_SAYING`.

    Args:
        score: criteria with lost points.
        metrics: what was measured.
        target: what was asked.
    """
    lost = {each.name: each.lost for each in score.criteria if each.weight > 0.0}
    if score.cap_by and score.score is not None:
        capped = sum(each.points for each in score.criteria) - score.score
        lost[score.cap_by] = lost.get(score.cap_by, 0.0) + capped
    blamed = _fault_behind(metrics, target)
    if blamed in lost:
        in_band = lost.pop("time_in_band", 0.0)
        lost[blamed] = lost.get(blamed, 0.0) + in_band
    worst = max(lost, key=lambda name: lost[name])
    return worst if lost[worst] >= WORTH_SAYING else ""


def advice_about(
    fault: str, score: HoldScore, metrics: HoldMetrics, target: Target, unit: str, unsteady: str
) -> str:
    """One thing to try next against a fault; praise where there is none.

    Args:
        fault: as `largest_fault` names it.
        score: criteria with lost points.
        metrics: what was measured.
        target: what was asked.
        unit: unit of the force, for example `N`.
        unsteady: why the hold is called unsteady, which comes first; empty for a steady one.
    """
    if unsteady:
        told = advice_about(fault, score, metrics, target, unit, "") if fault else GO_AND_STAY
        return f"Unsteady: {unsteady}. {told}"
    if not fault:
        return PRAISE
    if fault == CEILING:
        limit, aim = (significant(each, 3) for each in (target.ceiling_n, target.force_n))
        return f"You pressed above the ceiling of {limit} {unit}. Sink in slowly to {aim} {unit}."
    [value] = (each.value for each in score.criteria if each.name == fault)
    if value is None:
        return f"Hold for at least {fixed(target.hold_min_s, 0)} s, so that the rest can be judged."
    return _sentence(criterion_named(fault).advice(value, metrics, target, unit))


def summary_of(
    fault: str, score: HoldScore, metrics: HoldMetrics, target: Target, unit: str, unsteady: str
) -> str:
    """In a few words what went well and what cost most; the cap where one lowered the score.

    Args:
        fault: as `largest_fault` names it.
        score: criteria with lost points.
        metrics: what was measured.
        target: what was asked.
        unit: unit of the force.
        unsteady: why the hold is called unsteady, instead of what went well; empty for a steady
            one.
    """
    if score.caps:
        return score.caps[0]
    good = sorted(
        (each for each in score.criteria if (each.share or 0.0) >= GOOD_FRAC),
        key=lambda each: -each.weight,
    )
    praise = [criterion_named(each.name).praise for each in good if each.name != fault]
    praise = [words for words in praise if words][: 1 if fault else 2]
    told = [" and ".join(praise)] if praise else []
    if unsteady:
        told = [f"unsteady: {unsteady}"]
    told += [_loss(each, metrics, target, unit) for each in score.criteria if each.name == fault]
    return _sentence("; ".join(told)) if told else PRAISE


def _loss(scored: CriterionScore, metrics: HoldMetrics, target: Target, unit: str) -> str:
    criterion = criterion_named(scored.name)
    if scored.value is None:
        return f"{criterion.title.lower()} could not be judged"
    return criterion.loss(scored.value, metrics, target, unit)


def _fault_behind(metrics: HoldMetrics, target: Target) -> str:
    """The fault that kept the force out of the band; `time_in_band` where it was several."""
    seconds = {
        "accuracy": metrics.outside_by_level_s or 0.0,
        "drift": metrics.outside_by_drift_s or 0.0,
        "steadiness": metrics.outside_by_sway_s or 0.0,
        "hold_time": max(target.hold_s - (metrics.hold_s or target.hold_s), 0.0),
    }
    most = max(seconds, key=lambda name: seconds[name])
    is_one = seconds[most] > ONE_FAULT_FRAC * sum(seconds.values())
    return most if is_one else "time_in_band"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
