"""Acts of an exam: each is one transaction, with a line in the audit log."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from rig.school.actor import Actor
from rig.school.exams.exam import ExamAct, ExamState, Stage, state_of_exam
from rig.school.exams.examiner import ExaminersMark, refuse_if_incomplete
from rig.school.marks.change import MOST_UNANSWERED
from rig.store.database import changing
from rig.store.exams.acts import add_act, add_close, add_row, add_seats, add_session
from rig.store.exams.errors import ExamStateError, NotInExamError, RatedAlreadyError
from rig.store.exams.plans import planned
from rig.store.exams.read import load_exam
from rig.store.format.exam_tables import exam_acts, exam_appeals, exam_ratings, exam_seats
from rig.store.people.audit import by, note
from rig.store.people.merging import all_ids_of, merged_into, root_of
from rig.store.people.sealed_table import checked_rows
from rig.visible_text import visible_text

MOST_REASON_CHARACTERS = 300
MOST_NOTE_CHARACTERS = 2000
_AUDITED: Mapping[ExamState, str] = {
    "running": "exam begun",
    "ended": "exam ended",
    "released": "marks released",
    "withdrawn": "marks withdrawn",
}


def one_line(text: str, most: int = MOST_REASON_CHARACTERS) -> str:
    """A text of a person as it is kept: what steers a terminal is spelled, blanks are one."""
    return " ".join(visible_text(text).split())[:most]


def change_state(path: Path, exam_id: str, state: ExamState, actor: Actor, reason: str) -> None:
    """Note that an exam begins or goes on, is over, or that its marks are released.

    Raises:
        ExamMissingError: there is none of that id.
        ExamStateError: it does not stand so.
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        planned(connection, path, exam_id)
        now = _state(connection, path, exam_id)
        if state == "running" and now == "ended":
            raise ExamStateError("this exam is over; plan another one to go on")
        if state == "ended" and now == "ended":
            raise ExamStateError("this exam is over already")
        if state in ("released", "withdrawn") and now != "ended":
            raise ExamStateError("the marks can be released once the exam is over; end it first")
        add_act(connection, exam_id, state, actor.id, one_line(reason))
        note(connection, by(actor, _AUDITED[state], exam_id))


def seat(path: Path, exam_id: str, stations: Mapping[str, str], actor: Actor) -> None:
    """Note who sits where, or takes the exam as well; an empty station is no seat.

    Raises:
        ExamMissingError: there is none of that id.
        ExamStateError: it is over.
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        planned(connection, path, exam_id)
        _refuse_if_over(connection, path, exam_id)
        add_seats(connection, exam_id, stations, actor.id)
        note(connection, by(actor, "exam seated", exam_id, f"{len(stations)} learners"))


def link_session(
    path: Path, exam_id: str, learner_id: str, stage: Stage, session_id: str, actor: Actor
) -> None:
    """Note that a recording belongs to the attempt of a learner.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        add_session(connection, exam_id, learner_id, stage, session_id, actor.id)
        note(connection, by(actor, "exam attempt begun", learner_id, exam_id))


def close_attempt(
    path: Path, exam_id: str, learner_id: str, stage: Stage, reason: str, actor: Actor
) -> None:
    """Note that no press of an attempt will follow.

    Raises:
        ExamMissingError, NotInExamError: there is no such exam, or they do not take it.
        ExamStateError: it is over.
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        planned(connection, path, exam_id)
        _refuse_if_over(connection, path, exam_id)
        _refuse_if_not_in(connection, path, exam_id, learner_id)
        add_close(connection, exam_id, learner_id, stage, one_line(reason), actor.id)
        note(connection, by(actor, "exam attempt closed", learner_id, exam_id))


def rate(
    path: Path, exam_id: str, learner_id: str, stage: Stage, mark: ExaminersMark, actor: Actor
) -> None:
    """Keep what an examiner thinks of an attempt.

    Args:
        path: the store.
        exam_id: the exam.
        learner_id: whose attempt.
        stage: of it.
        mark: who gave it, when, and whether it came before the score is found out here.
        actor: the examiner.

    Raises:
        ExamMissingError, NotInExamError: there is no such exam, or they do not take it.
        ExaminersMarkError: it is not complete.
        RatedAlreadyError: this examiner has given one.
        StoreError: the store cannot be written.
    """
    # Read before the transaction: it takes too long to keep recordings waiting meanwhile.
    record = load_exam(path, exam_id)
    with changing(path) as connection:
        _refuse_if_not_in(connection, path, exam_id, learner_id)
        refuse_if_incomplete(mark, record.exam.checklist)
        given = checked_rows(
            connection, path, exam_ratings,
            exam_ratings.c.exam_id == exam_id,
            exam_ratings.c.learner_id.in_(_ids(connection, path, learner_id)),
            exam_ratings.c.stage == stage,
        )  # fmt: skip
        if any(row.by == actor.id for row in given):
            raise RatedAlreadyError
        own_id = root_of(learner_id, merged_into(connection, path))
        values: dict[str, int | float | str | None] = {
            "learner_id": learner_id,
            "stage": stage,
            "global_rating": mark.global_rating,
            "checklist": json.dumps(mark.checklist),
            "supervision": mark.supervision,
            "no_mark": one_line(mark.no_mark),
            "before_score": int(not given or not record.attempt(own_id, stage).is_over),
        }
        add_row(connection, exam_ratings, exam_id, actor.id, values)
        note(connection, by(actor, "examiner mark given", learner_id, exam_id))


def appeal(path: Path, exam_id: str, learner_id: str, text: str, actor: Actor) -> None:
    """Add what a student asks about their mark.

    Raises:
        ExamMissingError, NotInExamError: there is no such exam, or they do not take it.
        ExamStateError: there are no marks to see yet, nothing is asked, or many appeals wait.
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        planned(connection, path, exam_id)
        _refuse_if_not_in(connection, path, exam_id, learner_id)
        shown = one_line(text, MOST_NOTE_CHARACTERS)
        if not shown:
            raise ExamStateError("write what should be looked at again")
        if _unanswered(_appeals(connection, path, exam_id, learner_id)) >= MOST_UNANSWERED:
            raise ExamStateError(f"{MOST_UNANSWERED} appeals wait for an answer; read that first")
        _add_appeal(connection, exam_id, learner_id, "asked", shown, actor)
        note(connection, by(actor, "mark appealed", learner_id, exam_id))


def answer_appeal(path: Path, exam_id: str, learner_id: str, text: str, actor: Actor) -> None:
    """Add what an instructor answers to it, with the reason.

    Raises:
        ExamMissingError: there is no such exam.
        ExamStateError: nothing was asked, or no reason is given.
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        planned(connection, path, exam_id)
        asked = _appeals(connection, path, exam_id, learner_id)
        shown = one_line(text, MOST_NOTE_CHARACTERS)
        if not asked or not shown:
            why = "write the reason of your answer" if asked else "nobody has appealed this mark"
            raise ExamStateError(why)
        _add_appeal(connection, exam_id, learner_id, "answered", shown, actor)
        note(connection, by(actor, "appeal answered", learner_id, exam_id))


def _appeals(connection: Connection, path: Path, exam_id: str, learner_id: str) -> list[Row[Any]]:
    rows = checked_rows(
        connection, path, exam_appeals,
        exam_appeals.c.exam_id == exam_id,
        exam_appeals.c.learner_id.in_(_ids(connection, path, learner_id)),
    )  # fmt: skip
    return sorted(rows, key=lambda row: row.seq)


def _unanswered(appeals: list[Row[Any]]) -> int:
    kinds = [row.kind for row in reversed(appeals)]
    return kinds.index("answered") if "answered" in kinds else len(kinds)


def _add_appeal(
    connection: Connection, exam_id: str, learner_id: str, kind: str, text: str, actor: Actor
) -> None:
    values = {"learner_id": learner_id, "kind": kind, "text": text}
    add_row(connection, exam_appeals, exam_id, actor.id, values)


def _state(connection: Connection, path: Path, exam_id: str) -> str:
    rows = checked_rows(connection, path, exam_acts, exam_acts.c.exam_id == exam_id)
    ordered = sorted(rows, key=lambda row: row.seq)
    return state_of_exam(ExamAct(row.state, row.by, row.at_utc, row.reason) for row in ordered)


def _refuse_if_over(connection: Connection, path: Path, exam_id: str) -> None:
    if _state(connection, path, exam_id) == "ended":
        raise ExamStateError("this exam is over; nothing in it changes any more")


def _refuse_if_not_in(connection: Connection, path: Path, exam_id: str, learner_id: str) -> None:
    ids = _ids(connection, path, learner_id)
    where = (exam_seats.c.exam_id == exam_id, exam_seats.c.learner_id.in_(ids))
    if not checked_rows(connection, path, exam_seats, *where):
        raise NotInExamError(learner_id)


def _ids(connection: Connection, path: Path, learner_id: str) -> frozenset[str]:
    """A learner, and whoever turned out to be the same person."""
    return all_ids_of(learner_id, merged_into(connection, path))
