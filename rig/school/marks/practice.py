"""Marks of practice: the last finished set of a day, for each protocol of each learner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rig.engine.scoring.uncertainty import outcome_of
from rig.school.marks.mark import Mark, MarkOutcome

PROVISIONAL_PASS_MARK: Final = 75.0
"""Where a protocol has none of its own; not validated for any school."""
_PREFIX: Final = "protocol:"
_OF_ENGINE: Final = {
    "pass": MarkOutcome.PASS,
    "borderline": MarkOutcome.REPEAT,
    "below": MarkOutcome.FAIL,
}


@dataclass(frozen=True, slots=True)
class PracticeSet:
    """A finished set as the record has it.

    Attributes:
        day: ISO date on which its session began, local to the record.
        at: sorts the sets of a day: the later is greater.
        points: mean over its repetitions; None where all were void, or it cannot be read.
        half_width: error bar of it (k = 2), in points; None where it is not known.
        pass_mark: of the protocol; None where it has none.
        criteria: points per criterion, mean over the repetitions.
        trouble: in words, why there are no points; empty otherwise.
    """

    session_id: str
    learner_id: str
    protocol_id: str
    day: str
    at: tuple[str, int]
    points: float | None
    half_width: float | None
    pass_mark: float | None
    criteria: Mapping[str, float]
    trouble: str


def practice_item(protocol_id: str, day: str) -> str:
    """The id of the item of the gradebook that the practice of a day is."""
    return f"{_PREFIX}{protocol_id}:{day}"


def is_practice_item(item_id: str) -> bool:
    """Whether an item is the practice of a day."""
    return item_id.startswith(_PREFIX)


def last_of_day(sets: Iterable[PracticeSet]) -> tuple[PracticeSet, ...]:
    """Of each learner, protocol and day the last set, the newest day first."""
    last: dict[tuple[str, str, str], PracticeSet] = {}
    for each in sorted(sets, key=lambda one: one.at):
        last[each.learner_id, each.protocol_id, each.day] = each
    return tuple(sorted(last.values(), key=lambda one: one.at, reverse=True))


def practice_mark(of_set: PracticeSet) -> Mark:
    """The mark that a set is."""
    outcome, reason = _outcome(of_set)
    return Mark(
        item_id=practice_item(of_set.protocol_id, of_set.day),
        learner_id=of_set.learner_id,
        protocol_id=of_set.protocol_id,
        day=of_set.day,
        points=of_set.points,
        half_width=of_set.half_width,
        outcome=outcome,
        reason=reason,
        criteria=of_set.criteria,
        session_ids=(of_set.session_id,),
    )


def _outcome(of_set: PracticeSet) -> tuple[MarkOutcome, str]:
    asked = PROVISIONAL_PASS_MARK if of_set.pass_mark is None else of_set.pass_mark
    found = outcome_of(of_set.points, of_set.half_width, asked)
    if found is None:
        return MarkOutcome.VOID, of_set.trouble or "no press of the set could be scored"
    if found == "borderline":
        why = (
            "the error bar of the sensor is not known"
            if of_set.half_width is None
            else f"the pass mark of {asked:g} lies within the error bar"
        )
        return MarkOutcome.REPEAT, why
    return _OF_ENGINE[found], ""
