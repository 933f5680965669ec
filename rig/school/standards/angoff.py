"""A pass mark from a panel: what a learner who only just passes would earn, as judges see it.

Modified Angoff, per criterion: the mean over the judges, weighted as the score is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rig.school.standards.errors import JudgementError, NothingToCompareError
from rig.school.standards.interval import Floats, Indices, Interval, bootstrap_interval

LEAST_JUDGES: Final = 2
MOST_POINTS: Final = 100.0


@dataclass(frozen=True, slots=True)
class Angoff:
    """The cut score of a panel.

    Attributes:
        judges: how many.
        criterion_points: mean of the judges for each criterion, 0-100 of its own.
        judge_points: the cut score of each judge alone, in the order given.
        cut_points: their mean.
        sd_points: standard deviation between judges.
        se_points: standard error of the cut score.
        interval: of the cut score by bootstrap over judges.
    """

    judges: int
    criterion_points: Mapping[str, float]
    judge_points: tuple[float, ...]
    cut_points: float
    sd_points: float
    se_points: float
    interval: Interval | None


def angoff(
    judgements: Sequence[Mapping[str, float]], weights: Sequence[tuple[str, float]]
) -> Angoff:
    """The cut score of a panel.

    Args:
        judgements: of each judge, 0-100 for each criterion of the weights.
        weights: criterion and weight, as the protocol has them.

    Raises:
        JudgementError: a judge left a criterion out, or gave what is not 0-100.
        NothingToCompareError: fewer than two judges.
    """
    for each in judgements:
        refuse_bad_judgement(each, weights)
    if len(judgements) < LEAST_JUDGES:
        raise NothingToCompareError("the cut score of a panel", f"at least {LEAST_JUDGES} judges")
    names = [name for name, weight in weights if weight > 0.0]
    shares = np.array([weight for _, weight in weights if weight > 0.0])
    shares = shares / shares.sum()
    given = np.array([[float(each[name]) for name in names] for each in judgements])
    own: Floats = given @ shares

    def cuts_of(drawn: Indices) -> Floats:
        cuts: Floats = own[drawn].mean(axis=1)
        return cuts

    sd = float(np.std(own, ddof=1))
    return Angoff(
        judges=len(judgements),
        criterion_points=dict(zip(names, given.mean(axis=0).tolist(), strict=True)),
        judge_points=tuple(own.tolist()),
        cut_points=float(own.mean()),
        sd_points=sd,
        se_points=sd / len(judgements) ** 0.5,
        interval=bootstrap_interval(cuts_of, len(judgements)),
    )


def refuse_bad_judgement(
    judgement: Mapping[str, float], weights: Sequence[tuple[str, float]]
) -> None:
    """Nothing, where a judge gave 0-100 for every criterion that is scored and no other.

    Raises:
        JudgementError: otherwise.
    """
    names = [name for name, weight in weights if weight > 0.0]
    missing = [name for name in names if name not in judgement]
    other = sorted(set(judgement) - set(names))
    if missing or other:
        there = f"{', '.join(missing or other)} {'is missing' if missing else 'is not scored'}"
        raise JudgementError(f"a judgement gives points for {', '.join(names)}; {there}")
    for name in names:
        value = judgement[name]
        if isinstance(value, bool) or not 0.0 <= float(value) <= MOST_POINTS:
            raise JudgementError(f"{name} is {value}; a judge gives 0 to 100 points")
