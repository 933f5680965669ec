"""The panel of a protocol as the record has it: its judges, and the cut score they come to."""

from dataclasses import asdict
from pathlib import Path

from rig.engine.scoring.target import Protocol
from rig.hub.http.standards.standards_answers import JudgementJson, PanelAnswer
from rig.school.standards.angoff import Angoff, angoff, refuse_bad_judgement
from rig.school.standards.cut import against_panel
from rig.school.standards.errors import (
    CutNotAcceptableError,
    JudgementError,
    NothingToCompareError,
)
from rig.store.standards.cuts import NewCut
from rig.store.standards.panel import PanelJudgement, judgements_of


def panel_answer(store: Path, protocol: Protocol) -> PanelAnswer:
    """The judges of a protocol and their cut score.

    Raises:
        StoreError: the store cannot be read.
    """
    kept = judgements_of(store, protocol.id)
    fitting = [each for each in kept if _fits(each, protocol)]
    cut: Angoff | None = None
    try:
        cut = angoff([each.points for each in fitting], protocol.weights)
        against = against_panel(cut)
    except NothingToCompareError as error:
        against = (str(error),)
    return PanelAnswer(
        protocol=protocol.id,
        judgements=[
            JudgementJson(
                judge=each.judge,
                points=dict(each.points),
                fits=each in fitting,
                at_utc=each.at_utc,
            )
            for each in kept
        ],
        cut=None if cut is None else asdict(cut),
        against=list(against),
    )


def cut_of_panel(store: Path, protocol: Protocol, sem_points: float | None) -> NewCut:
    """The cut score of a panel, to be accepted.

    Raises:
        CutNotAcceptableError: something stands against it.
        StoreError: the store cannot be read.
    """
    fitting = [each for each in judgements_of(store, protocol.id) if _fits(each, protocol)]
    try:
        found = angoff([each.points for each in fitting], protocol.weights)
    except NothingToCompareError as error:
        raise CutNotAcceptableError((str(error),)) from error
    if reasons := against_panel(found):
        raise CutNotAcceptableError(reasons)
    return NewCut(
        protocol_id=protocol.id,
        method="angoff",
        cut_points=found.cut_points,
        low_points=None if found.interval is None else found.interval.low,
        high_points=None if found.interval is None else found.interval.high,
        sem_points=sem_points,
        n=found.judges,
        basis=[[each.judge, *_in_order(each, protocol)] for each in fitting],
    )


def _in_order(one: PanelJudgement, protocol: Protocol) -> list[float]:
    return [one.points[name] for name, weight in protocol.weights if weight > 0.0]


def _fits(one: PanelJudgement, protocol: Protocol) -> bool:
    try:
        refuse_bad_judgement(one.points, protocol.weights)
    except JudgementError:
        return False
    return True
