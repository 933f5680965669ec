"""Exams as they were planned: kept once, never changed."""

import dataclasses
import json
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, insert

from calibration.canonical import value_of
from rig.engine.scoring.target import Protocol
from rig.school.actor import Actor
from rig.school.exams.exam import Exam, PassRule
from rig.store.database import changing
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.exams.acts import add_act, add_seats
from rig.store.exams.errors import ExamMissingError
from rig.store.format.documents import current, document_text, stamped
from rig.store.format.exam_tables import exams
from rig.store.format.sealed_rows import sealed_values
from rig.store.people.audit import by, note
from rig.store.people.roster import check_taught
from rig.store.people.sealed_table import checked_rows


def plan_exam(path: Path, exam: Exam, learners: Sequence[str], actor: Actor) -> str:
    """Keep an exam that was planned; answers its id.

    Args:
        path: the store.
        exam: its id and its time do not matter.
        learners: who takes it; nobody has a seat yet.
        actor: who plans it.

    Raises:
        ClassMissingError, ClassEndedError: there is no such class, or it is over.
        StoreError: the store cannot be written.
    """
    exam_id, made_utc = secrets.token_hex(8), now_utc()
    document = stamped("protocol", dataclasses.asdict(exam.protocol))
    row: dict[str, int | float | str | None] = {
        "exam_id": exam_id,
        "class_id": exam.class_id,
        "title": exam.title,
        "protocol": document_text(document),
        "rule": exam.rule.kind,
        "pass_mark": float(exam.rule.pass_mark),
        "needed": exam.rule.needed,
        "grey_points": float(exam.rule.grey_points),
        "minutes": float(exam.minutes),
        "checklist": json.dumps(exam.checklist, ensure_ascii=False),
        "by": actor.id,
        "made_utc": made_utc,
    }
    with changing(path) as connection:
        check_taught(connection, path, exam.class_id)
        connection.execute(insert(exams).values(sealed_values(exams, row)))
        add_act(connection, exam_id, "planned", actor.id, "")
        add_seats(connection, exam_id, dict.fromkeys(learners, ""), actor.id)
        note(connection, by(actor, "exam planned", exam_id, f"{len(learners)} learners"))
    return exam_id


def planned(connection: Connection, path: Path, exam_id: str) -> Exam:
    """One exam.

    Raises:
        ExamMissingError: there is none of that id.
        DamagedRecordError: it is not as it was sealed.
        NewerFormatError: a newer release wrote it.
    """
    found = checked_rows(connection, path, exams, exams.c.exam_id == exam_id)
    if not found:
        raise ExamMissingError(exam_id)
    return exam_of_row(found[0], path)


def planned_ids(connection: Connection, path: Path, class_id: str) -> tuple[str, ...]:
    """Ids of the exams of a class, or of all where none is named; the newest first."""
    where = [exams.c.class_id == class_id] if class_id else []
    rows = checked_rows(connection, path, exams, *where)
    return tuple(row.exam_id for row in sorted(rows, key=lambda row: row.made_utc, reverse=True))


def exam_of_row(row: Row[Any], path: Path) -> Exam:
    """The exam a row holds.

    Raises:
        DamagedRecordError: it cannot be read.
        NewerFormatError: a newer release wrote it.
    """
    place = f"exam {row.exam_id}"
    try:
        protocol = value_of(Protocol, current("protocol", json.loads(row.protocol), place))
        checklist = json.loads(row.checklist)
    except ValueError as error:
        raise DamagedRecordError(path, place, f"it cannot be read: {error}") from error
    rule = PassRule(row.rule, row.pass_mark, row.needed, row.grey_points)
    return Exam(
        row.exam_id, row.class_id, row.title, protocol, rule, row.minutes, tuple(checklist),
        row.by, row.made_utc,
    )  # fmt: skip
