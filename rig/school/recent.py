"""What the last minutes leave for the rules: scores in a row, waits, a press too hard."""

import math
from typing import Final, NamedTuple

from rig.engine.step import Live, Step

# Three in a row are no slip any more; more would tell the instructor after the set.
IN_A_ROW: Final = 3
PRESSING: Final = ("loading", "holding", "releasing")


class Recent(NamedTuple):
    """What one step leaves for the next; times in session seconds, infinite where not set.

    Attributes:
        learner: opaque id of who presses; empty for a guest.
        scores: of the newest presses of sets that have one, newest last.
        set_scores: protocol and mean score of the newest whole sets, newest last.
        awaited_s: since when a press is awaited.
        note_s: since when a note stands.
        is_pressing: a hand presses.
        was_over: the newest press went over the ceiling.
    """

    learner: str = ""
    scores: tuple[float, ...] = ()
    set_scores: tuple[tuple[str, float], ...] = ()
    awaited_s: float = math.inf
    note_s: float = math.inf
    is_pressing: bool = False
    was_over: bool = False


NOTHING_YET: Final = Recent()


def after_start(before: Recent, learner: str) -> Recent:
    """What is left when a set begins: scores of the same learner; two guests may be two people."""
    if not learner or learner != before.learner:
        return Recent(learner=learner)
    return Recent(learner=learner, scores=before.scores, set_scores=before.set_scores)


def after_step(before: Recent, live: Live, step: Step, protocol: str) -> Recent:
    """The same after one more step.

    Args:
        before: what the steps before left.
        live: what the step shows.
        step: of the station.
        protocol: id of the one it works with.
    """
    is_pressing = live.phase in PRESSING
    is_next = is_pressing and not before.is_pressing
    is_over = live.zone == "over"
    # Nearly every step is of samples in which nothing happens.
    if step.events:
        is_over = is_over or any(event.kind == "over_ceiling" for event in step.events)
    return Recent(
        learner=before.learner,
        scores=_scores(before, step) if step.holds else before.scores,
        set_scores=_set_scores(before, step, protocol) if step.set_result else before.set_scores,
        awaited_s=_since(before.awaited_s, live.t_s) if live.phase == "ready" else math.inf,
        note_s=_since(before.note_s, live.t_s) if live.note else math.inf,
        is_pressing=is_pressing,
        was_over=is_over or (before.was_over and not is_next),
    )


def _scores(before: Recent, step: Step) -> tuple[float, ...]:
    points = [
        scored.points for scored in step.holds if scored.repetition and scored.points is not None
    ]
    return (*before.scores, *points)[-IN_A_ROW:]


def _set_scores(before: Recent, step: Step, protocol: str) -> tuple[tuple[str, float], ...]:
    result = step.set_result
    if result is None or result.mean_score is None or result.done < result.asked:
        return before.set_scores
    return (*before.set_scores, (protocol, result.mean_score))[-IN_A_ROW:]


def _since(since_s: float, t_s: float) -> float:
    """Since when it lasts; a clock that began again begins it again."""
    return min(since_s, t_s)
