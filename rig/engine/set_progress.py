"""How far a learner has come in a set: repetitions, rests and the result."""

import statistics
from typing import NamedTuple

from calibration.uncertainty.propagate import Uncertainty
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.uncertainty import outcome_of, set_uncertainty
from rig.engine.scoring.verdict import SENSOR_FAULTS
from rig.engine.step import RestMoved, ScoredHold, SetResult, Station
from rig.engine.watching import zero_after_set


class SetProgress(NamedTuple):
    """A set under way, or none.

    Attributes:
        running: a set was started and is not over.
        ended: the last set is over and no other was started.
        scores: of the repetitions done that have one, in order.
        uncertainties: of these scores; None where one is not known.
        done: repetitions done, scored or void.
        highest_n: highest level held in the set, or since the session began without one.
        presses: presses judged so far, in or out of a set.
        zero_n: what the pad read after the last of them; None where that was not seen.
        rest_until_s: end of the rest after the last repetition.
        holds: holds judged so far, in or out of a set.
        rests_moved: new zeros taken between its presses.
        unseen: presses after which no zero was seen.
    """

    running: bool
    ended: bool
    scores: tuple[float, ...]
    uncertainties: tuple[Uncertainty | None, ...]
    done: int
    highest_n: float
    presses: int
    zero_n: float | None
    rest_until_s: float
    holds: int
    rests_moved: tuple[RestMoved, ...]
    unseen: int


NO_SET = SetProgress(
    running=False, ended=False, scores=(), uncertainties=(), done=0, highest_n=0.0, presses=0,
    zero_n=None, rest_until_s=0.0, holds=0, rests_moved=(), unseen=0,
)  # fmt: skip


def start_set(set_progress: SetProgress) -> SetProgress:
    """A fresh set; holds go on being numbered."""
    return NO_SET._replace(running=True, holds=set_progress.holds, presses=set_progress.presses)


def after_press(
    set_progress: SetProgress, holds: tuple[ScoredHold, ...], repetitions: int, rest_until_s: float
) -> SetProgress:
    """Progress after one judged press: one repetition, scored or void.

    A press that the sensor spoilt is listed, and is to be pressed again.

    Args:
        set_progress: before it.
        holds: its plateaus, at least one.
        repetitions: asked for.
        rest_until_s: end of the rest after it.
    """
    after = set_progress._replace(
        holds=set_progress.holds + len(holds),
        presses=set_progress.presses + 1,
        highest_n=max(set_progress.highest_n, *(each.hold.level_n for each in holds)),
    )
    if not set_progress.running:
        return after
    zero_n = holds[-1].hold.zero_after_n
    after = after._replace(zero_n=zero_n, unseen=after.unseen + (zero_n is None))
    for each in holds:
        if each.points is not None:
            after = after._replace(
                scores=(*after.scores, each.points),
                uncertainties=(*after.uncertainties, each.points_uncertainty),
            )
    if not any(SENSOR_FAULTS.intersection(each.hold.flags) for each in holds):
        after = after._replace(done=set_progress.done + 1)
    if after.done < repetitions:
        return after._replace(rest_until_s=rest_until_s)
    return after._replace(running=False, ended=True, rest_until_s=0.0)


def set_result(set_progress: SetProgress, station: Station) -> SetResult:
    """Mean, spread and worst of the repetitions that count, with what is known of the sensor."""
    scores, protocol = set_progress.scores, station.protocol
    mean_score = statistics.fmean(scores) if scores else None
    expanded = set_uncertainty(set_progress.uncertainties)
    return SetResult(
        mean_score=mean_score,
        sd_score=statistics.stdev(scores) if len(scores) > 1 else None,
        worst_score=min(scores) if scores else None,
        done=set_progress.done,
        asked=protocol.repetitions,
        expanded=expanded,
        outcome=outcome_of(mean_score, expanded, protocol.pass_score),
        basis=basis_of(station.calibration, station.standing),
        remark=_remark(set_progress, station),
        rests_moved=set_progress.rests_moved,
    )


def _remark(set_progress: SetProgress, station: Station) -> str:
    """What is to be known of the zero, for whoever reads the scores."""
    return " ".join(
        filter(
            None,
            (
                _moved_message(set_progress.rests_moved),
                zero_after_set(station.calibration, set_progress.zero_n),
                _unseen_message(set_progress, station.protocol.assessment),
            ),
        )
    )


def _moved_message(moves: tuple[RestMoved, ...]) -> str:
    if not moves:
        return ""
    if len(moves) == 1:
        return f"The zero was set anew between two presses ({moves[0].reason})."
    return f"The zero was set anew {len(moves)} times between presses; last {moves[-1].reason}."


def _unseen_message(set_progress: SetProgress, assessment: bool) -> str:
    """That the check of the zero was left out: after any press of an assessment, else the last."""
    if assessment and set_progress.unseen:
        return (
            f"After {set_progress.unseen} of {set_progress.done} presses the pad was never still: "
            "whether it came back to zero is not known."
        )
    if not assessment and set_progress.done and set_progress.zero_n is None:
        return "After the last press the pad was not still: its zero was not checked."
    return ""
