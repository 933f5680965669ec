"""Rows of the acts of an exam, added one after the other."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, func, insert, select

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


def add_row(
    connection: Connection, table: Table, exam_id: str, by: str, values: Mapping[str, Sealable]
) -> None:
    """Add a row to one of the tables of acts."""
    newest = select(func.coalesce(func.max(table.c.seq), 0)).where(table.c.exam_id == exam_id)
    seq = int(connection.execute(newest).scalar_one()) + 1
    row = {"exam_id": exam_id, "seq": seq, "by": by, "at_utc": now_utc(), **values}
    connection.execute(insert(table).values(sealed_values(table, row)))
