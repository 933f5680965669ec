"""A pass mark from an exam itself: the score the regression line gives a borderline learner.

Wood, Humphrey-Murto and Norman 2006 (doi 10.1007/s10459-005-7853-1); the borderline mark 2 of 1-5
as in Hejri and others 2013 (J Res Med Sci 18:887-891).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from rig.school.standards.errors import NothingToCompareError
from rig.school.standards.interval import Floats, Indices, Interval, bootstrap_interval

LEAST_PAIRS: Final = 3
BORDERLINE_MARK: Final = 2.0


@dataclass(frozen=True, slots=True)
class BorderlineRegression:
    """Score on examiner's mark by least squares, and the cut score.

    Attributes:
        n: learners.
        borderline_mark: of the examiner, for which the line is read.
        intercept_points: of the line.
        slope_points: more score for one more mark.
        r_squared: share of the spread of scores that the line explains.
        rmse_points: root mean square of what it leaves, with n - 2.
        cut_points: the cut score.
        cut_se_points: standard error of the line there.
        interval: of the cut score by bootstrap over learners; None where too many resamples have
            one mark only.
    """

    n: int
    borderline_mark: float
    intercept_points: float
    slope_points: float
    r_squared: float
    rmse_points: float
    cut_points: float
    cut_se_points: float
    interval: Interval | None


def borderline_regression(
    marks: Floats, scores: Floats, borderline_mark: float = BORDERLINE_MARK
) -> BorderlineRegression:
    """The cut score of an exam.

    Args:
        marks: (n,) the examiner's global mark of each learner.
        scores: (n,) the score of the same.
        borderline_mark: which mark means "just about".

    Raises:
        NothingToCompareError: fewer than three learners, or all have one mark or one score.
    """
    n = len(marks)
    if n < LEAST_PAIRS or np.ptp(marks) == 0.0 or np.ptp(scores) == 0.0:
        needed = f"at least {LEAST_PAIRS} learners with different marks and different scores"
        raise NothingToCompareError("borderline regression", needed)
    mean_mark, mean_score = float(marks.mean()), float(scores.mean())
    spread = float(np.sum((marks - mean_mark) ** 2))
    slope = float(np.sum((marks - mean_mark) * (scores - mean_score))) / spread
    intercept = mean_score - slope * mean_mark
    left = float(np.sum((scores - intercept - slope * marks) ** 2))
    rmse = (left / (n - 2)) ** 0.5

    def cuts_of(drawn: Indices) -> Floats:
        return _cuts(marks[drawn], scores[drawn], borderline_mark)

    return BorderlineRegression(
        n=n,
        borderline_mark=borderline_mark,
        intercept_points=intercept,
        slope_points=slope,
        r_squared=1.0 - left / float(np.sum((scores - mean_score) ** 2)),
        rmse_points=rmse,
        cut_points=intercept + slope * borderline_mark,
        cut_se_points=rmse * (1.0 / n + (borderline_mark - mean_mark) ** 2 / spread) ** 0.5,
        interval=bootstrap_interval(cuts_of, n),
    )


def _cuts(marks: Floats, scores: Floats, borderline_mark: float) -> Floats:
    """The cut score of each row (resamples, n); nan where a row has one mark only."""
    means, offs = marks.mean(axis=1), marks - marks.mean(axis=1, keepdims=True)
    spread = np.sum(offs**2, axis=1)
    # Equal marks differ by rounding of their mean.
    flat = spread < 1e-12
    rise = np.sum(offs * scores, axis=1) / np.where(flat, 1.0, spread)
    cuts: Floats = scores.mean(axis=1) + rise * (borderline_mark - means)
    cuts[flat] = np.nan
    return cuts
