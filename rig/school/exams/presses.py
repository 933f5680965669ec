"""The presses of an exam, out of the results that were stored with a recording."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from calibration.uncertainty.budget import COVERAGE_FACTOR
from calibration.uncertainty.propagate import Uncertainty
from rig.school.exams.attempt import ExamPress
from rig.school.marks.criterion_points import mean_criterion_points

Result = Mapping[str, Any]
NOT_SCORED = "it has no score"
CUT_SHORT = "the recording ended in mid-press"


def presses_of(session_id: str, holds: Sequence[Result]) -> tuple[ExamPress, ...]:
    """Every press within the set of a session, in order.

    Args:
        session_id: of the recording.
        holds: as stored (`rig.engine.scoring.results.hold_json`), in order.
    """
    in_set = [each for each in holds if each["repetition"]]
    return tuple(
        _press(session_id, list(plateaus))
        for _, plateaus in groupby(in_set, key=lambda each: each["press"])
    )


def _press(session_id: str, plateaus: Sequence[Result]) -> ExamPress:
    """One press of one or several plateaus; the score of several levels stands with the last."""
    several = next((each for each in plateaus if each["press_score"] is not None), None)
    asked = [each for each in plateaus if each["outcome"] != "other_level"] or list(plateaus)
    if several is not None:
        worth = several["press_score"]
        points, uncertainty = worth["score"], _of_press(worth["expanded"])
    else:
        one = next((each for each in asked if each["score"]["score"] is not None), asked[0])
        worth, points = one["score"], one["score"]["score"]
        uncertainty = _of_hold(one["uncertainty"])
        asked = [one]
    why = worth["void_reason"] or NOT_SCORED
    if any(each["interrupted"] for each in plateaus):
        points, why = None, CUT_SHORT
    is_void = points is None
    return ExamPress(
        session_id=session_id,
        points=points,
        uncertainty=None if is_void else uncertainty,
        void_reason=why if is_void else "",
        mean_n=asked[0]["metrics"].get("mean_n") if len(asked) == 1 else None,
        criteria={} if is_void else mean_criterion_points(each["score"] for each in asked),
    )


def _of_hold(told: Result | None) -> Uncertainty | None:
    if told is None or told["score"] is None:
        return None
    combined, shared = told["score"] / COVERAGE_FACTOR, told["score_shared"] / COVERAGE_FACTOR
    return Uncertainty(shared, math.sqrt(max(0.0, combined**2 - shared**2)))


def _of_press(expanded: float | None) -> Uncertainty | None:
    """Of a press of several levels only the whole is stored: taken as shared, it never averages."""
    return None if expanded is None else Uncertainty(expanded / COVERAGE_FACTOR, 0.0)
