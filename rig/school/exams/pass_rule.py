"""What an attempt is worth, and whether that is a pass: never a fail within the error bar.

The error bar that decides is the sensor's (rig.engine.scoring.uncertainty): what the instrument
did to the points. How differently somebody presses is told beside it and decides nothing, for a
press spoilt on purpose would widen it and turn a fail into a repeat (docs/adr/0031).
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from calibration.uncertainty.propagate import uncertainty_of_mean
from firmware_bridge.rounding import fixed
from rig.engine.scoring.target import Protocol
from rig.school.exams.attempt import Attempt, ExamPress
from rig.school.exams.exam import PassRule
from rig.school.marks.mark import MarkOutcome

# Student's t, two-sided 95 %, for 1 to 29 degrees of freedom: importing scipy.stats takes a second.
T_95: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045,
)  # fmt: skip
NEVER_PRESSED: Final = "Did not press."
REMOVED: Final = "Its recording was removed for its age: what it was worth is not known any more."
NOT_KNOWN: Final = (
    "How far the sensor may be off is not known, so nobody can tell on which side of the pass mark "
    "this lies: repeat it on a calibrated pad."
)


@dataclass(frozen=True, slots=True)
class ExamResult:
    """What an attempt is worth.

    Attributes:
        points: mean of the presses asked for, one that is missing counts 0; None without a mark.
        half_width: error bar of the points, of the sensor (95 %); None where it is not known.
        spread: 95 % half-width of the mean from how the presses differ; None with fewer than two.
        reason: why it is no plain pass or fail; else empty.
        reached: how many presses reached the mark.
        criteria: points of each criterion, mean over the presses made.
    """

    points: float | None
    half_width: float | None
    spread: float | None
    outcome: MarkOutcome
    reason: str
    reached: int
    criteria: Mapping[str, float]


def result_of(attempt: Attempt, rule: PassRule) -> ExamResult:
    """The result of an attempt that is done or closed; of another one it is `missing`."""
    counted, voids = attempt.counted, len(attempt.voids)
    short = attempt.asked - len(counted)
    if attempt.is_removed:
        return _without_points(MarkOutcome.MISSING, REMOVED, attempt)
    if not attempt.presses or (short and attempt.closed is None):
        reason = NEVER_PRESSED if not attempt.presses else f"{short} presses are still to be made."
        return _without_points(MarkOutcome.MISSING, reason, attempt)
    # A press that the rules refused is asked for again; one that was never made counts 0.
    not_repeated = min(voids, short)
    if not_repeated:
        noun = "press did" if not_repeated == 1 else "presses did"
        reason = f"{not_repeated} {noun} not count and was not repeated: {_reasons(attempt)}"
        return _without_points(MarkOutcome.VOID, reason, attempt)
    points = math.fsum(each.points or 0.0 for each in counted) / attempt.asked
    half_width = _half_width(counted, attempt.asked)
    outcome = (
        _by_mean(points, half_width, rule)
        if rule.kind == "mean"
        else _by_number(counted, attempt.asked, rule)
    )
    reason = _told(outcome, half_width, rule, short)
    return ExamResult(
        points, half_width, spread_of(counted), outcome, reason, _reached(counted, rule),
        _criteria(counted),
    )  # fmt: skip


def reach_of(half_width: float, rule: PassRule) -> float:
    """Points on both sides of the mark within which nobody passes or fails.

    The larger of the sensor's error bar and what the school has measured: that is a standard error
    of whole exams, and has the sensor in it already.
    """
    return max(half_width, rule.grey_points)


def half_width_of(press: ExamPress) -> float | None:
    """Error bar of one press; None where it is not known."""
    return None if press.uncertainty is None else press.uncertainty.expanded


def spread_of(counted: Sequence[ExamPress]) -> float | None:
    """95 % half-width of the mean of the presses made, from how they differ (Student's t)."""
    points = [each.points or 0.0 for each in counted]
    if len(points) < 2:
        return None
    return T_95[len(points) - 2] * statistics.stdev(points) / math.sqrt(len(points))


def under_pressing(counted: Sequence[ExamPress], protocol: Protocol) -> str:
    """A sentence where a person was pressed more lightly than the band asks; else empty.

    Only for a protocol of one level: with several there is no one band.
    """
    forces_n = [each.mean_n for each in counted if each.mean_n is not None]
    if not forces_n or protocol.then:
        return ""
    mean_n, low_n = statistics.fmean(forces_n), protocol.target.low_n
    if mean_n >= low_n:
        return ""
    return (
        f"Pressed too lightly on the person: {fixed(mean_n, 1)} N on average, and the band begins "
        f"at {fixed(low_n, 1)} N."
    )


def _half_width(counted: Sequence[ExamPress], asked: int) -> float | None:
    """Of the mean over all presses asked for; a missing one is 0 without a doubt."""
    known = tuple(each.uncertainty for each in counted if each.uncertainty is not None)
    if len(known) < len(counted):
        return None
    if not known:
        return 0.0
    return uncertainty_of_mean(known).expanded * len(known) / asked


def _by_mean(points: float, half_width: float | None, rule: PassRule) -> MarkOutcome:
    if half_width is None or abs(points - rule.pass_mark) <= reach_of(half_width, rule):
        return MarkOutcome.REPEAT
    return MarkOutcome.PASS if points > rule.pass_mark else MarkOutcome.FAIL


def _by_number(counted: Sequence[ExamPress], asked: int, rule: PassRule) -> MarkOutcome:
    """Passed where enough presses reach the mark for sure, failed where too few even may."""
    surely, maybe = 0, 0
    for each in counted:
        half_width, points = half_width_of(each), each.points or 0.0
        if half_width is None:
            maybe += 1
            continue
        reach = reach_of(half_width, rule)
        surely += points - reach > rule.pass_mark
        maybe += points + reach >= rule.pass_mark
    if surely >= rule.needed:
        return MarkOutcome.PASS
    return MarkOutcome.REPEAT if maybe >= rule.needed else MarkOutcome.FAIL


def _reached(counted: Sequence[ExamPress], rule: PassRule) -> int:
    return sum((each.points or 0.0) >= rule.pass_mark for each in counted)


def _told(outcome: MarkOutcome, half_width: float | None, rule: PassRule, short: int) -> str:
    missing = ""
    if short:
        noun = "press is missing and counts" if short == 1 else "presses are missing and count"
        missing = f"{short} {noun} 0."
    if outcome is not MarkOutcome.REPEAT:
        return missing
    if half_width is None:
        return f"{NOT_KNOWN} {missing}".strip()
    what = "The points lie" if rule.kind == "mean" else "Some presses lie"
    return f"{what} within their error bar of the pass mark: repeat. {missing}".strip()


def _without_points(outcome: MarkOutcome, reason: str, attempt: Attempt) -> ExamResult:
    return ExamResult(None, None, None, outcome, reason, 0, _criteria(attempt.counted))


def _criteria(counted: Sequence[ExamPress]) -> dict[str, float]:
    names = dict.fromkeys(name for each in counted for name in each.criteria)
    return {
        name: statistics.fmean(each.criteria[name] for each in counted if name in each.criteria)
        for name in names
    }


def _reasons(attempt: Attempt) -> str:
    return "; ".join(dict.fromkeys(each.void_reason for each in attempt.voids))
