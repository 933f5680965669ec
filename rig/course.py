"""How far a learner has come in a set: repetitions, rests and the result."""

import statistics
from typing import NamedTuple

from calibration.propagate import Doubt
from rig.basis import basis_of
from rig.doubt import doubt_of_set, outcome_of
from rig.step import ScoredHold, SetResult, Station
from rig.watching import zero_after_set


class Course(NamedTuple):
    """A set under way, or none.

    Attributes:
        running: a set was started and is not over.
        ended: the last set is over and no other was started.
        scores: of the repetitions done that have one, in order.
        doubts: of these scores; None where one is not known.
        done: repetitions done, scored or void.
        highest_n: highest level held in the set, or since the session began without one.
        presses: presses judged so far, in or out of a set.
        zero_n: what the pad read after the last of them; None where that was not seen.
        rest_until_s: end of the rest after the last repetition.
        holds: holds judged so far, in or out of a set.
    """

    running: bool
    ended: bool
    scores: tuple[float, ...]
    doubts: tuple[Doubt | None, ...]
    done: int
    highest_n: float
    presses: int
    zero_n: float | None
    rest_until_s: float
    holds: int


NO_SET = Course(
    running=False, ended=False, scores=(), doubts=(), done=0, highest_n=0.0, presses=0,
    zero_n=None, rest_until_s=0.0, holds=0,
)  # fmt: skip


def start_set(course: Course) -> Course:
    """A fresh set; holds go on being numbered."""
    return NO_SET._replace(running=True, holds=course.holds, presses=course.presses)


def after_press(
    course: Course, holds: tuple[ScoredHold, ...], repetitions: int, rest_until_s: float
) -> Course:
    """The course after one judged press: one repetition, scored or void.

    Args:
        course: before it.
        holds: its plateaus, at least one.
        repetitions: asked for.
        rest_until_s: end of the rest after it.
    """
    after = course._replace(
        holds=course.holds + len(holds),
        presses=course.presses + 1,
        highest_n=max(course.highest_n, *(each.hold.level_n for each in holds)),
    )
    if not course.running:
        return after
    for each in holds:
        if each.score.score is not None:
            doubt = each.doubt.score if each.doubt else None
            after = after._replace(
                scores=(*after.scores, each.score.score),
                doubts=(*after.doubts, doubt),
                zero_n=holds[-1].hold.zero_after_n,
            )
    after = after._replace(done=course.done + 1)
    if after.done < repetitions:
        return after._replace(rest_until_s=rest_until_s)
    return after._replace(running=False, ended=True, rest_until_s=0.0)


def result_of(course: Course, station: Station) -> SetResult:
    """Mean, spread and worst of the repetitions that count, with what is known of the sensor."""
    scores, protocol = course.scores, station.protocol
    mean_score = statistics.fmean(scores) if scores else None
    expanded = doubt_of_set(course.doubts)
    return SetResult(
        mean_score=mean_score,
        sd_score=statistics.stdev(scores) if len(scores) > 1 else None,
        worst_score=min(scores) if scores else None,
        done=course.done,
        asked=protocol.repetitions,
        expanded=expanded,
        outcome=outcome_of(mean_score, expanded, protocol.pass_score),
        basis=basis_of(station.calibration, station.standing),
        remark=zero_after_set(station.calibration, course.zero_n),
    )
