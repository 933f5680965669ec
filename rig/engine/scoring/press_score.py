"""One score of a press that was asked for several levels, and which level cost what.

The mean of its levels. A level that was not reached earns nothing; above the ceiling, at whichever
level, the whole press is limited; a level that cannot be graded makes the press void.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from calibration.uncertainty.propagate import Uncertainty, uncertainty_of_mean
from firmware_bridge.rounding import significant
from rig.engine.scoring.advice import PRAISE, WORTH_SAYING
from rig.engine.scoring.caps import Cap
from rig.engine.scoring.score import SHOWN_POINTS, HoldScore
from rig.engine.scoring.target import Target
from rig.engine.scoring.uncertainty import HoldUncertainty, Outcome, outcome_of

NOTHING: Uncertainty = Uncertainty(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class HeldLevel:
    """One plateau that answers a level.

    Attributes:
        number: of the hold in the session.
        score: against the target of its level.
        uncertainty: of it; None where it is not known.
    """

    number: int
    score: HoldScore
    uncertainty: HoldUncertainty | None


@dataclass(frozen=True, slots=True)
class LevelScore:
    """One level that was asked for.

    Attributes:
        number: 1-based.
        force_n: asked for.
        hold: number of the hold that answers it; None where it was not reached.
        score: 0 where it was not reached; None where it is void.
        reason: what went well and what cost most, or why there is no score.
    """

    number: int
    force_n: float
    hold: int | None
    score: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class PressScore:
    """What a press of several levels is worth as one repetition.

    Attributes:
        score: None where void.
        uncertainty: comes from the sensor; None where it is not known.
        outcome: against the pass mark of the protocol; None without one.
        levels: each level that was asked for, in order.
        cap: sentence of the limit that lowered it; empty without one.
        void_reason: why there is no score; None where there is one.
        summary: the level that cost most, in a few words.
        advice: one thing to try next.
    """

    score: float | None
    uncertainty: Uncertainty | None
    outcome: Outcome | None
    levels: tuple[LevelScore, ...]
    cap: str
    void_reason: str | None
    summary: str
    advice: str


def score_press(
    targets: Sequence[Target], held: Sequence[HeldLevel], cap: Cap | None,
    pass_score: float | None, unit: str,
) -> PressScore:  # fmt: skip
    """The score of a press from those of its levels.

    Args:
        targets: what was asked, in order.
        held: what was held, in order; fewer where not every level was reached.
        cap: the limit of whoever pressed above the ceiling; None below it.
        pass_score: of the protocol.
        unit: of the force, for the sentences.
    """
    levels = tuple(_level(k, target, held) for k, target in enumerate(targets))
    void = next((each.score for each in held if each.score.score is None), None)
    if void is not None:
        reason = void.void_reason or ""
        return PressScore(None, None, None, levels, "", reason, reason, void.advice)
    mean = math.fsum(each.score or 0.0 for each in levels) / len(levels)
    is_capped = cap is not None and cap.points <= mean - SHOWN_POINTS
    score = cap.points if cap is not None and is_capped else mean
    uncertainty = _uncertainty(held, len(targets))
    expanded = None if uncertainty is None else uncertainty.expanded
    summary, advice = _summary_and_advice(targets, levels, held, unit)
    sentence = cap.sentence if cap is not None and is_capped else ""
    return PressScore(
        score, uncertainty, outcome_of(score, expanded, pass_score), levels, sentence, None,
        sentence or summary, advice,
    )  # fmt: skip


def _level(k: int, target: Target, held: Sequence[HeldLevel]) -> LevelScore:
    if k < len(held):
        score = held[k].score
        return LevelScore(k + 1, target.force_n, held[k].number, score.score, score.summary)
    return LevelScore(k + 1, target.force_n, None, 0.0, f"No level {k + 1} was held")


def _uncertainty(held: Sequence[HeldLevel], asked: int) -> Uncertainty | None:
    """Of the mean: a level that was not reached is known to earn nothing."""
    known = [each.uncertainty.score for each in held if each.uncertainty is not None]
    scores = [each for each in known if each is not None]
    if len(scores) < len(held):
        return None
    return uncertainty_of_mean((*scores, *([NOTHING] * (asked - len(held)))))


def _summary_and_advice(
    targets: Sequence[Target], levels: Sequence[LevelScore], held: Sequence[HeldLevel], unit: str
) -> tuple[str, str]:  # fmt: skip
    """Summary and advice: of the level that cost most, the earlier of two alike."""
    worst = min(levels, key=lambda each: each.score or 0.0)
    if 100.0 - (worst.score or 0.0) < WORTH_SAYING * len(levels):
        return "Every level on target", PRAISE
    place = _force(worst.force_n, unit)
    if worst.hold is None:
        last = targets[len(held) - 1]
        stay = f"Hold {_force(last.force_n, unit)} for {significant(last.hold_s, 3)} s"
        told = f"{len(held)} of {len(levels)} levels held"
        return told, f"{stay}, then go on to {place} without letting go."
    advice = held[worst.number - 1].score.advice
    return f"At {place}: {_small(worst.reason)}", f"At {place}: {_small(advice)}"


def _force(force_n: float, unit: str) -> str:
    return f"{significant(force_n, 3)} {unit}"


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
