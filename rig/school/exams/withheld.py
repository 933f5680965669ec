"""Whose a result is to see, and since when."""

from collections.abc import Sequence

from rig.errors import SessionError
from rig.school.exams.attempt import Attempt
from rig.school.exams.examiner import ExaminersMark, withheld_message

NOT_FINISHED = "The score is shown once all presses are made, or the attempt is closed."


class ScoreWithheldError(SessionError):
    """A score is not to be seen yet, by anybody."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__(
            "this was pressed in an exam, and its score is withheld: the examiner's own mark comes "
            "first (Exams page)"
        )


def withheld_from_all(attempt: Attempt, marks: Sequence[ExaminersMark]) -> str:
    """Why nobody may see what an attempt is worth; empty where an instructor may."""
    if not attempt.is_over:
        return NOT_FINISHED
    return withheld_message(marks)
