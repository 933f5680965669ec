"""One press of a station, judged against its protocol."""

from dataclasses import replace
from typing import Final

from rig.engine.hold import Hold
from rig.engine.judging.classes import Beside
from rig.engine.judging.measure import Sensor, measure_hold
from rig.engine.judging.press import Press, Refused
from rig.engine.judging.presses import judge_press
from rig.engine.no_newtons import void_score
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.rubric import Rubric
from rig.engine.scoring.uncertainty import (
    HoldUncertainty,
    Judgement,
    Outcome,
    outcome_of,
    press_uncertainty,
)
from rig.engine.scoring.verdict import grade
from rig.engine.set_progress import SetProgress
from rig.engine.step import ScoredHold, Station

OTHER_LEVEL: Final = "another level of the same press: the one held longest is scored"


def scored_press(
    station: Station, press: Press, set_progress: SetProgress
) -> tuple[tuple[ScoredHold, ...], tuple[Refused, ...]]:
    """The plateaus of a press, the longest with its score, and what of it is no hold.

    Args:
        station: calibration, traits, protocol and rubric.
        press: its samples.
        set_progress: how far the set has come before it; numbers the holds.
    """
    beside = Beside(set_progress.highest_n, in_set=set_progress.running)
    found = judge_press(press, station.detection, station.finder, beside)
    if not found.holds:
        return (), found.refused
    # Of two equally long ones the later: it is what the press led to.
    asked = max(found.holds, key=lambda hold: (hold.hold_s, hold.plateau))
    holds = tuple(
        _scored(station, press, hold, hold is asked, beside, set_progress) for hold in found.holds
    )
    return holds, found.refused


def _scored(
    station: Station, press: Press, hold: Hold, is_asked: bool, beside: Beside,
    set_progress: SetProgress,
) -> ScoredHold:  # fmt: skip
    calibration, protocol = station.calibration, station.protocol
    gain = abs(calibration.gain_per_raw)
    sensor = Sensor(station.traits.settling_s, station.traits.resolution_raw * gain)
    rubric = rubric_of(station)
    metrics = measure_hold(hold, protocol.target, sensor)
    score = grade(hold, metrics, protocol.target, rubric, calibration.unit)
    if station.detection.is_relative:
        score = void_score(score, calibration.unit)
    uncertainty: HoldUncertainty | None = None
    outcome: Outcome | None = "other_level"
    if not is_asked:
        score = replace(score, score=None, caps=(), void_reason=OTHER_LEVEL, advice="")
    elif score.score is not None:
        judgement = Judgement(
            station.detection, station.finder, beside, hold.plateau, protocol.target, sensor, rubric
        )
        uncertainty = press_uncertainty(calibration, judgement, press, hold)
    if is_asked:
        expanded = uncertainty.score.expanded if uncertainty and uncertainty.score else None
        outcome = outcome_of(score.score, expanded, protocol.pass_score)
    return ScoredHold(
        number=set_progress.holds + hold.plateau,
        repetition=set_progress.done + 1 if set_progress.running else 0,
        hold=hold,
        metrics=metrics,
        score=score,
        basis=basis_of(calibration, station.standing),
        uncertainty=uncertainty,
        outcome=outcome,
    )


def rubric_of(station: Station) -> Rubric:
    """The rubric with the weights of the protocol; without drift where the sensor itself creeps."""
    weights = station.protocol.weights
    if not station.standing.scores_drift:
        weights = tuple((name, weight) for name, weight in weights if name != "drift")
    return replace(station.rubric, weights=weights)
