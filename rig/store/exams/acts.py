"""Rows of the acts of an exam, added one after the other."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select

from rig.school.exams.exam import ExamState, Stage
from rig.store.entries import now_utc
from rig.store.format.exam_tables import exam_acts, exam_attempts, exam_seats
from rig.store.format.sealed_rows import Sealable, sealed_values


def add_act(connection: Connection, exam_id: str, state: ExamState, by: str, reason: str) -> None:
    """Note that an exam became something else."""
    add_row(connection, exam_acts, exam_id, by, {"state": state, "reason": reason})


def add_seats(connection: Connection, exam_id: str, stations: Mapping[str, str], by: str) -> None:
    """Note who takes it, and where.

    Args:
        connection: within a change.
        exam_id: the exam.
        stations: by learner; empty without a seat.
        by: id of who says so.
    """
    for learner_id, station_id in stations.items():
        values: dict[str, Sealable] = {"learner_id": learner_id, "station_id": station_id}
        add_row(connection, exam_seats, exam_id, by, values)


def add_session(
    connection: Connection, exam_id: str, learner_id: str, stage: Stage, session_id: str, by: str
) -> None:
    """Note that a recording belongs to an attempt."""
    values: dict[str, Sealable] = {
        "learner_id": learner_id, "stage": stage, "kind": "session", "session_id": session_id,
        "reason": "",
    }  # fmt: skip
    add_row(connection, exam_attempts, exam_id, by, values)


def add_close(
    connection: Connection, exam_id: str, learner_id: str, stage: Stage, reason: str, by: str
) -> None:
    """Note that no press of an attempt will follow."""
    values: dict[str, Sealable] = {
        "learner_id": learner_id, "stage": stage, "kind": "closed", "session_id": "",
        "reason": reason,
    }  # fmt: skip
    add_row(connection, exam_attempts, exam_id, by, values)


def add_removed(connection: Connection, rows: Iterable[Row[Any]], by: str) -> None:
    """Note that recordings of attempts are gone: what is left of them is no whole attempt.

    Args:
        connection: within a change.
        rows: those by which the recordings belong to attempts.
        by: id of who removed them.
    """
    for row in rows:
        values: dict[str, Sealable] = {
            "learner_id": row.learner_id, "stage": row.stage, "kind": "removed",
            "session_id": row.session_id, "reason": "",
            # Nobody pressed today: the name of whoever did goes when it would have gone.
            "at_utc": row.at_utc,
        }  # fmt: skip
        add_row(connection, exam_attempts, row.exam_id, by, values)


def add_row(
    connection: Connection, table: Table, exam_id: str, by: str, values: Mapping[str, Sealable]
) -> None:
    """Add a row to one of the tables of acts."""
    newest = select(func.coalesce(func.max(table.c.seq), 0)).where(table.c.exam_id == exam_id)
    seq = int(connection.execute(newest).scalar_one()) + 1
    row = {"exam_id": exam_id, "seq": seq, "by": by, "at_utc": now_utc(), **values}
    connection.execute(insert(table).values(sealed_values(table, row)))
