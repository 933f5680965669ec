"""What an examiner says of an attempt, before any score is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rig.errors import SessionError

GLOBAL_RATINGS: Final = {1: "fail", 2: "borderline", 3: "clear pass", 4: "good", 5: "excellent"}
SUPERVISION: Final = {
    1: "watches only",
    2: "with the examiner's hand on",
    3: "with help when asked",
    4: "checked afterwards",
    5: "alone",
}
CHECK_POINTS: Final = (0, 1, 2)
"""Not done, done in part, done."""
WITHHELD: Final = "The score is shown once the examiner's own mark is given."


@dataclass(frozen=True, slots=True)
class ExaminersMark:
    """What one examiner thought.

    Attributes:
        global_rating: of `GLOBAL_RATINGS`; None where no mark is given.
        checklist: of `CHECK_POINTS`, for each item of the exam; empty where no mark is given.
        supervision: of `SUPERVISION`; None where it was not given.
        no_mark: why none is given; empty where one is.
        by: id of the examiner.
        before_score: nobody could see the score yet; the attempt may have gone on.
    """

    global_rating: int | None
    checklist: tuple[int, ...]
    supervision: int | None
    no_mark: str
    by: str
    at_utc: str
    before_score: bool


class ExaminersMarkError(SessionError):
    """An examiner's mark is not complete, or none of those there are.

    Attributes:
        why: what is missing, and what to do.
    """

    exit_code = 2

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"the examiner's mark cannot be taken: {why}")


def refuse_if_incomplete(mark: ExaminersMark, checklist: Sequence[str]) -> None:
    """Refuses a mark that leaves something out.

    Args:
        mark: as it was given.
        checklist: the items of the exam.

    Raises:
        ExaminersMarkError: something is missing.
    """
    if mark.no_mark:
        return
    if mark.global_rating not in GLOBAL_RATINGS:
        raise ExaminersMarkError(
            "give a rating from 1 (fail) to 5 (excellent), or say why you give no mark"
        )
    if mark.supervision is not None and mark.supervision not in SUPERVISION:
        raise ExaminersMarkError("the level of supervision is a number from 1 to 5")
    if len(mark.checklist) != len(checklist) or any(
        each not in CHECK_POINTS for each in mark.checklist
    ):
        raise ExaminersMarkError(
            f"the checklist has {len(checklist)} items, and each gets 0, 1 or 2"
        )


def withheld_message(marks: Sequence[ExaminersMark]) -> str:
    """Why a score is not to be seen yet; empty once an examiner has said what they think."""
    return "" if marks else WITHHELD
