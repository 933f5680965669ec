"""The learners of an exam as those need them who compare marks."""

from pathlib import Path

from rig.school.exams.exam import Exam, is_released, state_of_exam
from rig.school.exams.examiner import ExaminersMark
from rig.school.standards.exam_columns import JudgedLearner
from rig.store.exams.errors import ExamStateError
from rig.store.exams.marks import marks_of_exam
from rig.store.exams.read import load_exam
from rig.store.reports.sources import sources_of


def judged_learners(path: Path, exam_id: str) -> tuple[Exam, tuple[JudgedLearner, ...]]:
    """An exam that is over, and its learners without who they are.

    Raises:
        ExamMissingError: there is none of that id.
        ExamStateError: its marks are not released.
        StoreError: the store cannot be read.
    """
    record = load_exam(path, exam_id)
    if state_of_exam(record.acts) != "ended" or not is_released(record.acts):
        raise ExamStateError("the marks of this exam are not released yet; release them first")
    marks = marks_of_exam(record)
    sources = sources_of(path, marks)
    return record.exam, tuple(
        JudgedLearner(
            points=mark.points,
            ratings=_before_score(record.ratings.get((mark.learner_id, "pad"), ())),
            is_simulated=(source := sources.get((mark.item_id, mark.learner_id))) is not None
            and source.simulated,
        )
        for mark in marks
    )


def _before_score(given: tuple[ExaminersMark, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in given:
        if each.before_score and each.global_rating is not None:
            found.setdefault(each.by, each.global_rating)
    return found
