"""Pass marks and accepted cut scores as JSON."""

from typing import Final

from firmware_bridge.rounding import fixed, rounded
from rig.engine.scoring.criteria import CRITERIA
from rig.engine.scoring.target import Protocol
from rig.hub.http.standards.standards_answers import (
    AcceptedCutJson,
    ScoredCriterionJson,
    StandardJson,
)
from rig.school.marks.practice import PROVISIONAL_PASS_MARK
from rig.school.standards.cut import PROVISIONAL
from rig.store.standards.cuts import AcceptedCut, NewCut

TITLES: Final = {each.name: each.title for each in CRITERIA}


def standard_json(protocol: Protocol, cuts: tuple[AcceptedCut, ...]) -> StandardJson:
    """The pass mark of a protocol, and which accepted cut score it is."""
    own = [each for each in cuts if each.cut.protocol_id == protocol.id]
    is_it = next((each for each in own if as_pass_mark(each.cut) == protocol.pass_score), None)
    return StandardJson(
        id=protocol.id,
        name=protocol.name,
        version=protocol.version,
        pass_score=protocol.pass_score,
        standing=_standing(protocol, is_it),
        cut=0 if is_it is None else is_it.number,
        criteria=[
            ScoredCriterionJson(name=name, title=TITLES.get(name, name), weight=weight)
            for name, weight in protocol.weights
            if weight > 0.0
        ],
    )


def _standing(protocol: Protocol, accepted: AcceptedCut | None) -> str:
    if protocol.pass_score is None:
        return (
            "no pass mark: in practice nobody passes or fails; the gradebook takes "
            f"{fixed(PROVISIONAL_PASS_MARK, 0)}, provisional and not validated for your school"
        )
    if accepted is None:
        return PROVISIONAL
    of = (
        f"borderline regression of {accepted.cut.n} learners"
        if accepted.cut.method == "borderline"
        else f"a panel of {accepted.cut.n} judges"
    )
    return f"your school's own: {fixed(accepted.cut.cut_points, 1)} by {of}"


def accepted_cut_json(one: AcceptedCut) -> AcceptedCutJson:
    """An accepted cut score."""
    return AcceptedCutJson(
        number=one.number,
        protocol=one.cut.protocol_id,
        method=one.cut.method,
        cut_points=one.cut.cut_points,
        low_points=one.cut.low_points,
        high_points=one.cut.high_points,
        sem_points=one.cut.sem_points,
        n=one.cut.n,
        reason=one.reason,
        by=one.by,
        at_utc=one.at_utc,
    )


def as_pass_mark(cut: NewCut) -> float:
    """A cut score as a pass mark: to a tenth, as scores are shown."""
    return rounded(cut.cut_points, 1)
