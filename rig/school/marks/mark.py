"""A mark: what counts of one learner's work in the gradebook."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class MarkOutcome(StrEnum):
    """What a mark says about its learner's work."""

    PASS = "pass"  # noqa: S105 (no password)
    REPEAT = "repeat"
    FAIL = "fail"
    VOID = "void"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one learner has for one item of the gradebook.

    Attributes:
        item_id: of the exam, or `protocol:<id>:<day>` for the practice of a day.
        learner_id: whose it is.
        protocol_id: what was pressed.
        day: ISO date of the last session, local to the record.
        points: 0 to 100; None where it is void or missing.
        half_width: error bar of the points (95 %), in points; None where it is not known.
        outcome: what it says.
        reason: in words, for what is void, missing or to be repeated.
        criteria: points per criterion, mean over the repetitions.
        session_ids: of the sessions it was read from.
    """

    item_id: str
    learner_id: str
    protocol_id: str
    day: str
    points: float | None
    half_width: float | None
    outcome: MarkOutcome
    reason: str
    criteria: Mapping[str, float]
    session_ids: tuple[str, ...]
