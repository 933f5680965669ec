"""One exam as the record has it: what was planned, every act, and what was pressed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Row, Table, select

from rig.school.exams.attempt import Attempt, ExamPress
from rig.school.exams.exam import Exam, ExamAct, Stage, state_of_exam
from rig.school.exams.examiner import ExaminersMark
from rig.school.exams.presses import presses_of
from rig.store.database import open_for_reading
from rig.store.exams.plans import planned, planned_ids
from rig.store.format import schema
from rig.store.format.exam_tables import (
    exam_acts,
    exam_appeals,
    exam_attempts,
    exam_ratings,
    exam_seats,
    exams,
)
from rig.store.people.merging import merged_into, root_of
from rig.store.people.sealed_table import checked_rows
from rig.store.rows import checked_block, in_session, session_row, stored_results

NOBODY_PRESSES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AppealEntry:
    """What a student asked about a mark, or what an instructor answered."""

    kind: Literal["asked", "answered"]
    text: str
    by: str
    at_utc: str


@dataclass(frozen=True, slots=True)
class ExamRecord:
    """Everything of one exam; learners under the id that merged ones lead to.

    Attributes:
        stations: of every learner, in the order in which they were seated; empty without a seat.
        attempts: by learner and stage; every learner has one on the pad.
        ratings: marks of examiners by learner and stage.
        appeals: by learner, in order.
    """

    exam: Exam
    acts: tuple[ExamAct, ...]
    stations: Mapping[str, str]
    attempts: Mapping[tuple[str, Stage], Attempt]
    ratings: Mapping[tuple[str, Stage], tuple[ExaminersMark, ...]]
    appeals: Mapping[str, tuple[AppealEntry, ...]]

    def attempt(self, learner_id: str, stage: Stage) -> Attempt:
        """The attempt of a learner, begun or not."""
        begun = self.attempts.get((learner_id, stage))
        return begun or Attempt(stage, self.exam.protocol.repetitions)


def exams_in(path: Path, class_id: str = "") -> tuple[str, ...]:
    """Ids of the exams of a class, or of all; the newest first.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        return planned_ids(connection, path, class_id)


def running_exams(path: Path) -> tuple[str, ...]:
    """Ids of the exams that are under way, without a look at what was pressed.

    Raises:
        DamagedRecordError: a row does not match its checksum.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    states: dict[str, list[ExamAct]] = {}
    with open_for_reading(path) as connection:
        for row in sorted(checked_rows(connection, path, exam_acts), key=lambda row: row.seq):
            act = ExamAct(row.state, row.by, row.at_utc, row.reason)
            states.setdefault(row.exam_id, []).append(act)
    return tuple(each for each, acts in states.items() if state_of_exam(acts) == "running")


def exam_titles(path: Path) -> dict[str, str]:
    """Titles of all exams, by id.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        return {row.exam_id: row.title for row in checked_rows(connection, path, exams)}


def load_exam(path: Path, exam_id: str, under_way: Collection[str] = NOBODY_PRESSES) -> ExamRecord:
    """One exam with all that was pressed in it.

    Args:
        path: the store.
        exam_id: the exam.
        under_way: ids of sessions that are being recorded at this moment.

    Raises:
        ExamMissingError: there is none of that id.
        DamagedRecordError: a row does not match its checksum, or cannot be read.
        NewerFormatError: a newer release wrote it, or a result of it.
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        exam = planned(connection, path, exam_id)
        roots = merged_into(connection, path)
        acts = tuple(
            ExamAct(row.state, row.by, row.at_utc, row.reason)
            for row in _rows(connection, path, exam_acts, exam_id)
        )
        stations: dict[str, str] = {}
        for row in _rows(connection, path, exam_seats, exam_id):
            learner_id = root_of(row.learner_id, roots)
            if row.station_id:
                # Who is moved goes to the end of the queue there.
                stations.pop(learner_id, None)
            stations[learner_id] = row.station_id
        ratings: dict[tuple[str, Stage], tuple[ExaminersMark, ...]] = {}
        for row in _rows(connection, path, exam_ratings, exam_id):
            key = (root_of(row.learner_id, roots), row.stage)
            mark = ExaminersMark(
                row.global_rating, tuple(json.loads(row.checklist)), row.supervision,
                row.no_mark, row.by, row.at_utc, bool(row.before_score),
            )  # fmt: skip
            ratings[key] = (*ratings.get(key, ()), mark)
        appeals: dict[str, tuple[AppealEntry, ...]] = {}
        for row in _rows(connection, path, exam_appeals, exam_id):
            learner_id = root_of(row.learner_id, roots)
            entry = AppealEntry(row.kind, row.text, row.by, row.at_utc)
            appeals[learner_id] = (*appeals.get(learner_id, ()), entry)
        attempts = _attempts(connection, path, exam, roots, under_way)
    if state_of_exam(acts) == "ended":
        attempts = _all_closed(exam, stations, attempts)
    return ExamRecord(exam, acts, stations, attempts, ratings, appeals)


def _rows(connection: Connection, path: Path, table: Table, exam_id: str) -> list[Row[Any]]:
    rows = checked_rows(connection, path, table, table.c.exam_id == exam_id)
    return sorted(rows, key=lambda row: row.seq)


def _attempts(
    connection: Connection,
    path: Path,
    exam: Exam,
    roots: dict[str, str],
    under_way: Collection[str],
) -> dict[tuple[str, Stage], Attempt]:
    found: dict[tuple[str, Stage], Attempt] = {}
    for row in _rows(connection, path, exam_attempts, exam.id):
        key = (root_of(row.learner_id, roots), row.stage)
        before = found.get(key, Attempt(row.stage, exam.protocol.repetitions))
        if row.kind == "closed":
            found[key] = replace(before, closed=row.reason)
            continue
        if row.kind == "removed":
            found[key] = replace(before, is_removed=True)
            continue
        recorded = _recorded(connection, path, row.session_id)
        found[key] = replace(
            before,
            presses=(*before.presses, *recorded.presses),
            session_ids=(*before.session_ids, row.session_id),
            is_pressing=before.is_pressing or row.session_id in under_way,
            recorded_s=before.recorded_s + recorded.lasted_s,
            newest_utc=max(before.newest_utc, recorded.newest_utc or row.at_utc),
        )
    return found


def _all_closed(
    exam: Exam, stations: Mapping[str, str], attempts: dict[tuple[str, Stage], Attempt]
) -> dict[tuple[str, Stage], Attempt]:
    """Every attempt of an exam that is over, those that never began included."""
    never: dict[tuple[str, Stage], Attempt] = {
        (each, "pad"): Attempt("pad", exam.protocol.repetitions) for each in stations
    }
    return {
        key: each if each.closed is not None else replace(each, closed="")
        for key, each in (never | attempts).items()
    }


@dataclass(frozen=True, slots=True)
class _Recorded:
    presses: tuple[ExamPress, ...]
    lasted_s: float
    newest_utc: str


def _recorded(connection: Connection, path: Path, session_id: str) -> _Recorded:
    """What one session holds; nothing where it never reached the disk."""
    known = select(schema.sessions.c.session_no).where(schema.sessions.c.session_id == session_id)
    if connection.execute(known).first() is None:
        return _Recorded((), 0.0, "")
    row = session_row(connection, path, session_id)
    holds = [json.loads(text) for text in stored_results(connection, schema.holds, row, path)]
    query = in_session(connection, row, select(schema.blocks))
    first = connection.execute(query.limit(1)).first()
    backwards = query.order_by(None).order_by(schema.blocks.c.block_no.desc())
    last = connection.execute(backwards.limit(1)).first()
    lasted_s = 0.0
    if first is not None and last is not None:
        begins = checked_block(first, first.first_index, session_id, path).raw.t_s[0]
        ends = checked_block(last, last.first_index, session_id, path).raw.t_s[-1]
        lasted_s = max(0.0, float(ends - begins))
    newest = datetime.fromisoformat(row.started_utc) + timedelta(seconds=lasted_s)
    return _Recorded(
        presses_of(session_id, holds), lasted_s, newest.isoformat(timespec="milliseconds")
    )
