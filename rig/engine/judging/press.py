"""One contact of a station, judged against its protocol."""

from dataclasses import replace

from rig.engine.judging.judge import Contact, NotAHold, judge_contact
from rig.engine.judging.measure import Sensor, measure_hold
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.uncertainty import Judgement, outcome_of, press_uncertainty
from rig.engine.scoring.verdict import grade
from rig.engine.set_progress import SetProgress
from rig.engine.step import ScoredHold, Station


def judge_press(
    station: Station, contact: Contact, set_progress: SetProgress
) -> ScoredHold | NotAHold:
    """The hold of a contact with its metrics, score and uncertainty, or why it is none.

    Args:
        station: calibration, traits, protocol and rubric.
        contact: samples of the contact.
        set_progress: how far the set has come before it; numbers the hold.
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
    uncertainty = None
    if score.score is not None:
        judgement = Judgement(station.detection, protocol.target, sensor, rubric)
        uncertainty = press_uncertainty(calibration, judgement, contact, hold)
    expanded = uncertainty.score.expanded if uncertainty and uncertainty.score else None
    return ScoredHold(
        number=set_progress.holds + 1,
        repetition=len(set_progress.scores) + 1 if set_progress.running else 0,
        hold=hold,
        metrics=metrics,
        score=score,
        basis=basis_of(calibration, station.standing),
        uncertainty=uncertainty,
        outcome=outcome_of(score.score, expanded, protocol.pass_score),
    )


def rubric_of(station: Station) -> Rubric:
    """The rubric with the weights of the protocol; without drift where the sensor itself creeps."""
    weights = station.protocol.weights
    if not station.standing.scores_drift:
        weights = tuple((name, weight) for name, weight in weights if name != "drift")
    return replace(station.rubric, weights=weights)
