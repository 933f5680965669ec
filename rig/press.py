"""One press of a station, judged against its protocol."""

from dataclasses import replace
from typing import Final

from rig.basis import basis_of
from rig.course import Course
from rig.doubt import HoldDoubt, Judgement, Outcome, doubt_of_press, outcome_of
from rig.engine.judging.classes import Beside
from rig.engine.judging.press import Press, Refused
from rig.engine.judging.presses import judge_press
from rig.hold import Hold
from rig.measure import Sensor, measure_hold
from rig.rubric import Rubric
from rig.step import ScoredHold, Station
from rig.verdict import grade

OTHER_LEVEL: Final = "another level of the same press: the one held longest is scored"


def scored_press(
    station: Station, press: Press, course: Course
) -> tuple[tuple[ScoredHold, ...], tuple[Refused, ...]]:
    """The plateaus of a press, the longest with its score, and what of it is no hold.

    Args:
        station: calibration, traits, protocol and rubric.
        press: its samples.
        course: how far the set has come before it; numbers the holds.
    """
    beside = Beside(course.highest_n, in_set=course.running)
    found = judge_press(press, station.detection, station.finder, beside)
    if not found.holds:
        return (), found.refused
    # Of two equally long ones the later: it is what the press led to.
    asked = max(found.holds, key=lambda hold: (hold.hold_s, hold.plateau))
    holds = tuple(
        _scored(station, press, hold, hold is asked, beside, course) for hold in found.holds
    )
    return holds, found.refused


def _scored(
    station: Station, press: Press, hold: Hold, is_asked: bool, beside: Beside, course: Course
) -> ScoredHold:  # fmt: skip
    calibration, protocol = station.calibration, station.protocol
    gain = abs(calibration.gain_per_raw)
    sensor = Sensor(station.traits.settling_s, station.traits.resolution_raw * gain)
    rubric = rubric_of(station)
    metrics = measure_hold(hold, protocol.target, sensor)
    score = grade(hold, metrics, protocol.target, rubric, calibration.unit)
    doubt: HoldDoubt | None = None
    outcome: Outcome | None = "other_level"
    if not is_asked:
        score = replace(score, score=None, caps=(), void_reason=OTHER_LEVEL, advice="")
    elif score.score is not None:
        judgement = Judgement(
            station.detection, station.finder, beside, hold.plateau, protocol.target, sensor, rubric
        )
        doubt = doubt_of_press(calibration, judgement, press, hold)
    if is_asked:
        expanded = doubt.score.expanded if doubt and doubt.score else None
        outcome = outcome_of(score.score, expanded, protocol.pass_score)
    return ScoredHold(
        number=course.holds + hold.plateau,
        repetition=course.done + 1 if course.running else 0,
        hold=hold,
        metrics=metrics,
        score=score,
        basis=basis_of(calibration, station.standing),
        doubt=doubt,
        outcome=outcome,
    )


def rubric_of(station: Station) -> Rubric:
    """The rubric with the weights of the protocol; without drift where the sensor itself creeps."""
    weights = station.protocol.weights
    if not station.standing.scores_drift:
        weights = tuple((name, weight) for name, weight in weights if name != "drift")
    return replace(station.rubric, weights=weights)
