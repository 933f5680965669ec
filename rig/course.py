"""How far a learner has come in a set: repetitions, rests and the result."""

import statistics
from typing import NamedTuple

from rig.step import ScoredHold, SetResult


class Course(NamedTuple):
    """A set under way, or none.

    Attributes:
        running: a set was started and is not over.
        ended: the last set is over and no other was started.
        scores: of the repetitions that count, in order.
        rest_until_s: end of the rest after the last repetition.
        holds: holds judged so far, in or out of a set.
    """

    running: bool
    ended: bool
    scores: tuple[float, ...]
    rest_until_s: float
    holds: int


NO_SET = Course(running=False, ended=False, scores=(), rest_until_s=0.0, holds=0)


def start_set(course: Course) -> Course:
    """A fresh set; holds go on being numbered."""
    return Course(running=True, ended=False, scores=(), rest_until_s=0.0, holds=course.holds)


def after_hold(course: Course, scored: ScoredHold, repetitions: int, rest_until_s: float) -> Course:
    """The course after one judged hold: a void one is counted as a hold, not as a repetition."""
    holds = course.holds + 1
    if not course.running or scored.score.score is None:
        return course._replace(holds=holds)
    scores = (*course.scores, scored.score.score)
    if len(scores) < repetitions:
        return course._replace(scores=scores, rest_until_s=rest_until_s, holds=holds)
    return Course(running=False, ended=True, scores=scores, rest_until_s=0.0, holds=holds)


def result_of(course: Course, repetitions: int) -> SetResult:
    """Mean, spread and worst of the repetitions that count."""
    scores = course.scores
    return SetResult(
        mean_score=statistics.fmean(scores) if scores else None,
        sd_score=statistics.stdev(scores) if len(scores) > 1 else None,
        worst_score=min(scores) if scores else None,
        done=len(scores),
        asked=repetitions,
    )
