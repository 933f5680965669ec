"""How far a learner has come in a set: repetitions, rests and the result."""

import statistics
from typing import NamedTuple

from calibration.uncertainty.propagate import Uncertainty
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.uncertainty import outcome_of, set_uncertainty
from rig.engine.step import ScoredHold, SetResult, Station
from rig.engine.watching import zero_after_set


class SetProgress(NamedTuple):
    """A set under way, or none.

    Attributes:
        running: a set was started and is not over.
        ended: the last set is over and no other was started.
        scores: of the repetitions that count, in order.
        uncertainties: of these scores; None where one is not known.
        zero_n: what the pad read after the last of them; None where that was not seen.
        rest_until_s: end of the rest after the last repetition.
        holds: holds judged so far, in or out of a set.
    """

    running: bool
    ended: bool
    scores: tuple[float, ...]
    uncertainties: tuple[Uncertainty | None, ...]
    zero_n: float | None
    rest_until_s: float
    holds: int


NO_SET = SetProgress(
    running=False, ended=False, scores=(), uncertainties=(), zero_n=None, rest_until_s=0.0, holds=0
)


def start_set(set_progress: SetProgress) -> SetProgress:
    """A fresh set; holds go on being numbered."""
    return NO_SET._replace(running=True, holds=set_progress.holds)


def after_hold(
    set_progress: SetProgress, scored: ScoredHold, repetitions: int, rest_until_s: float
) -> SetProgress:
    """Progress after one judged hold: a void one is counted as a hold, not as a repetition."""
    holds = set_progress.holds + 1
    if not set_progress.running or scored.score.score is None:
        return set_progress._replace(holds=holds)
    scores = (*set_progress.scores, scored.score.score)
    uncertainties = (
        *set_progress.uncertainties,
        scored.uncertainty.score if scored.uncertainty else None,
    )
    after = set_progress._replace(
        scores=scores, uncertainties=uncertainties, zero_n=scored.hold.zero_after_n, holds=holds
    )
    if len(scores) < repetitions:
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
        done=len(scores),
        asked=protocol.repetitions,
        expanded=expanded,
        outcome=outcome_of(mean_score, expanded, protocol.pass_score),
        basis=basis_of(station.calibration, station.standing),
        remark=zero_after_set(station.calibration, set_progress.zero_n),
    )
