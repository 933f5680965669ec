"""One contact of a station, judged against its protocol."""

from dataclasses import replace

from rig.basis import basis_of
from rig.course import Course
from rig.doubt import Judgement, doubt_of_press, outcome_of
from rig.judge import Contact, NotAHold, judge_contact
from rig.measure import Sensor, measure_hold
from rig.rubric import Rubric
from rig.step import ScoredHold, Station
from rig.verdict import grade


def judge_press(station: Station, contact: Contact, course: Course) -> ScoredHold | NotAHold:
    """The hold of a contact with its metrics, score and uncertainty, or why it is none.

    Args:
        station: calibration, traits, protocol and rubric.
        contact: samples of the contact.
        course: how far the set has come before it; numbers the hold.
    """
    hold = judge_contact(contact, station.detection)
    if isinstance(hold, NotAHold):
        return hold
    calibration, protocol = station.calibration, station.protocol
    gain = abs(calibration.gain_per_raw)
    sensor = Sensor(station.traits.settling_s, station.traits.resolution_raw * gain)
    rubric = rubric_of(station)
    metrics = measure_hold(hold, protocol.target, sensor)
    score = grade(hold, metrics, protocol.target, rubric, calibration.unit)
    doubt = None
    if score.score is not None:
        judgement = Judgement(station.detection, protocol.target, sensor, rubric)
        doubt = doubt_of_press(calibration, judgement, contact, hold)
    expanded = doubt.score.expanded if doubt and doubt.score else None
    return ScoredHold(
        number=course.holds + 1,
        repetition=len(course.scores) + 1 if course.running else 0,
        hold=hold,
        metrics=metrics,
        score=score,
        basis=basis_of(calibration, station.standing),
        doubt=doubt,
        outcome=outcome_of(score.score, expanded, protocol.pass_score),
    )


def rubric_of(station: Station) -> Rubric:
    """The rubric with the weights of the protocol; without drift where the sensor itself creeps."""
    weights = station.protocol.weights
    if not station.standing.scores_drift:
        weights = tuple((name, weight) for name, weight in weights if name != "drift")
    return replace(station.rubric, weights=weights)
