"""One press of a station, judged against its protocol."""

from dataclasses import replace
from typing import Final

from rig.engine.hold import Hold
from rig.engine.judging.classes import Beside
from rig.engine.judging.measure import Sensor
from rig.engine.judging.press import Found, Press, Refused
from rig.engine.judging.presses import judge_press
from rig.engine.no_newtons import void_score
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.caps import ceiling_cap, is_over_ceiling
from rig.engine.scoring.press_score import HeldLevel, score_press
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

OTHER_LEVELS: Final = "another level of the same press: those held longest are scored"
OTHER_LEVEL: Final = "another level of the same press: the one held longest is scored"


def scored_press(
    station: Station, press: Press, set_progress: SetProgress
) -> tuple[tuple[ScoredHold, ...], tuple[Refused, ...]]:
    """The plateaus of a press, the longest with their scores, and what of it is no hold.

    As many are scored as the protocol asks levels for.

    Args:
        station: calibration, traits, protocol and rubric.
        press: its samples.
        set_progress: how far the set has come before it; numbers the holds.
    """
    levels = len(station.protocol.targets)
    beside = Beside(set_progress.highest_n, in_set=set_progress.running, levels=levels)
    found = judge_press(press, station.detection, station.finder, beside)
    if not found.holds:
        return (), found.refused
    targets = station.protocol.targets
    asked = asked_levels(found.holds, len(targets))
    holds = tuple(
        _scored(station, press, found, at, asked, beside, set_progress)
        for at in range(len(found.holds))
    )
    if len(targets) == 1:
        return holds, found.refused
    return _with_press_score(station, holds), found.refused


def asked_levels(holds: tuple[Hold, ...], count: int) -> tuple[int | None, ...]:
    """Which level each plateau of a press answers, from 0; None for another level.

    The longest, as many as were asked for, in the order of time. What was asked there plays no
    part, so a force far from its target is judged and not passed over.

    Args:
        holds: plateaus of one press, in order.
        count: levels of the protocol.
    """
    # Of two equally long ones the later: it is what the press led to.
    longest = sorted(holds, key=lambda hold: (hold.hold_s, hold.plateau))[-count:]
    places = {plateau: k for k, plateau in enumerate(sorted(each.plateau for each in longest))}
    return tuple(places.get(hold.plateau) for hold in holds)


def _scored(
    station: Station, press: Press, found: Found, at: int,
    asked: tuple[int | None, ...], beside: Beside, set_progress: SetProgress,
) -> ScoredHold:  # fmt: skip
    calibration, protocol = station.calibration, station.protocol
    gain = abs(calibration.gain_per_raw)
    sensor = Sensor(station.traits.settling_s, station.traits.resolution_raw * gain)
    rubric = rubric_of(station)
    level, hold = asked[at], found.holds[at]
    is_part = len(protocol.targets) > 1
    # Another level is measured by what was asked last.
    target = protocol.targets[max((k for k in asked[: at + 1] if k is not None), default=0)]
    judgement = Judgement(
        station.detection, station.finder, beside, hold.plateau, target, sensor, rubric, is_part
    )
    metrics = judgement.measured(press, found)
    score = grade(hold, metrics, target, rubric, calibration.unit, assessment=protocol.assessment)
    if station.detection.is_relative:
        score = void_score(score, calibration.unit)
    uncertainty: HoldUncertainty | None = None
    outcome: Outcome | None = "other_level"
    if level is None:
        reason = OTHER_LEVELS if is_part else OTHER_LEVEL
        score = replace(score, score=None, caps=(), void_reason=reason, advice="")
    elif score.score is not None:
        uncertainty = press_uncertainty(calibration, judgement, press, hold)
    if level is not None:
        expanded = uncertainty.score.expanded if uncertainty and uncertainty.score else None
        pass_score = None if is_part else protocol.pass_score
        outcome = outcome_of(score.score, expanded, pass_score)
    return ScoredHold(
        number=set_progress.holds + hold.plateau,
        repetition=set_progress.done + 1 if set_progress.running else 0,
        hold=hold,
        metrics=metrics,
        score=score,
        basis=basis_of(calibration, station.standing),
        uncertainty=uncertainty,
        outcome=outcome,
        level_number=0 if level is None else level + 1,
        is_part=is_part,
        press_score=None,
    )


def _with_press_score(station: Station, holds: tuple[ScoredHold, ...]) -> tuple[ScoredHold, ...]:
    """The same, the last of the levels with what the press is worth."""
    protocol = station.protocol
    levels = [each for each in holds if each.level_number]
    is_over = any(is_over_ceiling(each.metrics, protocol.target) for each in holds)
    held = [HeldLevel(each.number, each.score, each.uncertainty) for each in levels]
    cap = ceiling_cap(protocol.target, station.rubric) if is_over else None
    worth = score_press(protocol.targets, held, cap, protocol.pass_score, station.calibration.unit)
    return tuple(replace(each, press_score=worth) if each is levels[-1] else each for each in holds)


def rubric_of(station: Station) -> Rubric:
    """The rubric with the weights of the protocol; without drift where the sensor itself creeps."""
    weights = station.protocol.weights
    if not station.standing.scores_drift:
        weights = tuple((name, weight) for name, weight in weights if name != "drift")
    return replace(station.rubric, weights=weights)
