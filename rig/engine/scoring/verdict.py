"""The score of one press with its advice, or the reason why it cannot be graded."""

from dataclasses import replace
from typing import Final

from firmware_bridge.rounding import fixed
from rig.engine.hold import Hold, HoldMetrics
from rig.engine.scoring.advice import advice_about, largest_fault, summary_of
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.score import FULL_HOLD_S, HoldScore, score_hold
from rig.engine.scoring.target import Target

VOID_FLAGS: Final = {
    "dropped": "the sensor was lost in mid-press",
    "gap": "samples are missing from the hold",
    "saturated": "the sensor was at its limit",
    "beyond_calibration": "pressed harder than this sensor was calibrated for",
    "stuck": "the sensor froze",
    "open_circuit": "the sensor cable is open",
    "sensor_timeout": "the sensor stopped answering",
    "clock_restarted": "the sensor restarted in mid-press",
}

SENSOR_FAULTS: Final = frozenset(VOID_FLAGS) - {"saturated", "beyond_calibration"}
"""What no hand can do: a press that meets one is void and uses up no repetition."""

# The zero after the press may differ by this force, or this share of the target (domain model 4.2),
# where it counts; so many times as much in practice, where a new zero is taken and told.
ZERO_SHIFT_N: Final = 0.5
ZERO_SHIFT_FRAC: Final = 0.02
PRACTICE_TIMES: Final = 4.0
NOT_BACK: Final = "after the release instead of 0"


def grade(
    hold: Hold, metrics: HoldMetrics, target: Target, rubric: Rubric, unit: str, *,
    assessment: bool,
) -> HoldScore:  # fmt: skip
    """Score and advice of one press; void, with the reason, where the record cannot carry it.

    Args:
        hold: the press.
        metrics: what was measured of it.
        target: what was asked.
        rubric: weights and anchors.
        unit: unit of the force, for the sentences and the table.
        assessment: a pad that is not back at zero makes it void.
    """
    scored = score_hold(metrics, target, rubric)
    anchors = dict(rubric.anchors)
    criteria = tuple(
        replace(
            each,
            unit=each.unit.replace("N", unit),
            aim=criterion_named(each.name).aim(target, anchors[each.name], unit),
        )
        for each in scored.criteria
    )
    scored = replace(scored, criteria=criteria)
    reason = scored.void_reason or _void_reason(
        hold, metrics, target, rubric, unit, assessment=assessment
    )
    if reason is not None:
        return replace(
            scored, score=None, caps=(), cap_by="", void_reason=reason, summary=reason,
            advice=f"This hold does not count. {_way_out(hold, reason, assessment=assessment)}",
        )  # fmt: skip
    fault = largest_fault(scored, metrics, target)
    return replace(
        scored,
        advice=advice_about(fault, scored, metrics, target, unit, hold.reason),
        advice_about=fault,
        summary=summary_of(fault, scored, metrics, target, unit, hold.reason),
    )


def _way_out(hold: Hold, reason: str, *, assessment: bool) -> str:
    if NOT_BACK in reason and assessment:
        return "Clear the pad; if it does not come back to zero, stop the set and start it again."
    if "pad" in reason:
        return "Clear the pad and press again."
    if "dropped" in hold.flags or "open_circuit" in hold.flags:
        return "Plug the pad in and press again."
    return "Press again."


def _void_reason(
    hold: Hold, metrics: HoldMetrics, target: Target, rubric: Rubric, unit: str, *,
    assessment: bool,
) -> str | None:  # fmt: skip
    for flag, reason in VOID_FLAGS.items():
        if flag in hold.flags:
            return reason
    limit_n = ZERO_SHIFT_FRAC * target.force_n
    if unit == "N":
        limit_n = max(limit_n, ZERO_SHIFT_N)
    if not assessment:
        limit_n *= PRACTICE_TIMES
    if hold.zero_after_n is not None and abs(hold.zero_after_n) > limit_n:
        return (
            f"the pad read {fixed(hold.zero_after_n, 1)} {unit} {NOT_BACK}: "
            "something lies on it, or its zero moved"
        )
    cv_pct = metrics.cv_detrended_pct
    if cv_pct is None or hold.hold_s < FULL_HOLD_S:
        # For two seconds a hand may be as steady.
        return None
    if cv_pct < rubric.implausible_cv_pct:
        return f"steadier than a hand can be ({fixed(cv_pct, 1)} %): is something lying on the pad?"
    return None
