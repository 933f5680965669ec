"""What an exam in the record refuses, each with the way out."""

from rig.errors import StoreError


class ExamMissingError(StoreError):
    """No exam has that id.

    Attributes:
        exam_id: what was asked for.
    """

    exit_code = 5

    def __init__(self, exam_id: str) -> None:
        self.exam_id = exam_id
        super().__init__(f"there is no exam {exam_id[:80]!r}; the Exams page names those there are")


class NotInExamError(StoreError):
    """A learner does not take the exam.

    Attributes:
        learner_id: the learner.
    """

    exit_code = 5

    def __init__(self, learner_id: str) -> None:
        self.learner_id = learner_id
        super().__init__(
            f"learner {learner_id[:80]!r} does not take this exam; add them to it first"
        )


class ExamStateError(StoreError):
    """An exam, or an attempt in it, does not stand so that this can be done.

    Attributes:
        why: how it stands, and what to do.
    """

    exit_code = 4

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class RatedAlreadyError(StoreError):
    """An examiner has given their mark of an attempt, which stands as it is."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "you have given your mark of this attempt, and it stands as it was before the score "
            "was shown; override the mark in the gradebook instead, with a reason"
        )
