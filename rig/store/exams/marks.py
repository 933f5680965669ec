"""The marks of exams, for the gradebook."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rig.school.exams.attempt import Attempt
from rig.school.exams.exam import Exam, ExamAct, is_released
from rig.school.exams.pass_rule import result_of
from rig.school.exams.withheld import withheld_from_all
from rig.school.marks.mark import Mark, MarkOutcome
from rig.store.exams.read import ExamRecord, exams_in, load_exam


def exam_marks(store: Path, class_id: str) -> list[Mark]:
    """What every learner has in every exam of a class that has begun, on the pad.

    A score that is withheld is not in it: the mark is `missing`, with the reason.

    Raises:
        StoreError: the store cannot be read.
    """
    records = (load_exam(store, exam_id) for exam_id in exams_in(store, class_id))
    return [mark for record in records for mark in marks_of_exam(record)]


def released_exams(store: Path, class_id: str) -> frozenset[str]:
    """Ids of the exams of a class whose marks students see.

    Raises:
        StoreError: the store cannot be read.
    """
    records = (load_exam(store, exam_id) for exam_id in exams_in(store, class_id))
    return frozenset(each.exam.id for each in records if is_released(each.acts))


def marks_of_exam(record: ExamRecord) -> list[Mark]:
    """The same of one exam; empty before it has begun."""
    begun = next((act for act in record.acts if act.state == "running"), None)
    return [] if begun is None else list(_marks_of(record, begun))


def _marks_of(record: ExamRecord, begun: ExamAct) -> Iterator[Mark]:
    for learner_id in record.stations:
        attempt = record.attempt(learner_id, "pad")
        withheld = withheld_from_all(attempt, record.ratings.get((learner_id, "pad"), ()))
        if not attempt.presses and attempt.closed is not None:
            withheld = ""
        yield _mark(record.exam, begun, learner_id, attempt, withheld)


def _mark(exam: Exam, begun: ExamAct, learner_id: str, attempt: Attempt, withheld: str) -> Mark:
    result = result_of(attempt, exam.rule)
    newest = datetime.fromisoformat(attempt.newest_utc or begun.at_utc).astimezone()
    return Mark(
        item_id=exam.id,
        learner_id=learner_id,
        protocol_id=exam.protocol.id,
        day=newest.date().isoformat(),
        points=None if withheld else result.points,
        half_width=None if withheld else result.half_width,
        outcome=MarkOutcome.MISSING if withheld else result.outcome,
        reason=withheld or result.reason,
        criteria={} if withheld else result.criteria,
        session_ids=attempt.session_ids,
    )
