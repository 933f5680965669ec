"""One contact of a station, judged against its protocol."""

from rig.course import Course
from rig.judge import Contact, NotAHold, judge_contact
from rig.measure import Sensor, measure_hold
from rig.step import ScoredHold, Station
from rig.verdict import grade


def judge_press(station: Station, contact: Contact, course: Course) -> ScoredHold | NotAHold:
    """The hold of a contact with its metrics and score, or why it is none.

    Args:
        station: calibration, traits, protocol and rubric.
        contact: samples of the contact.
        course: how far the set has come before it; numbers the hold.
    """
    hold = judge_contact(contact, station.detection)
    if isinstance(hold, NotAHold):
        return hold
    gain = abs(station.calibration.gain_per_raw)
    sensor = Sensor(station.traits.settling_s, station.traits.resolution_raw * gain)
    metrics = measure_hold(hold, station.protocol.target, sensor)
    return ScoredHold(
        number=course.holds + 1,
        repetition=len(course.scores) + 1 if course.running else 0,
        hold=hold,
        metrics=metrics,
        score=grade(hold, metrics, station.protocol, station.rubric, station.calibration.unit),
    )
