"""Recordings of exams whose scores are not to be seen yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from rig.school.exams.exam import ExamAct, Stage, is_released, state_of_exam
from rig.store.database import open_for_reading
from rig.store.exams.read import load_exam
from rig.store.format.exam_tables import exam_acts, exam_attempts, exam_ratings
from rig.store.people.merging import merged_into, root_of
from rig.store.people.sealed_table import checked_rows

AttemptKey = tuple[str, str, Stage]
"""Exam, learner, stage."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """Ids of sessions.

    Attributes:
        from_all: no examiner has given their own mark yet, or a press may still follow.
        from_students: these, and those whose marks are not released.
    """

    from_all: frozenset[str]
    from_students: frozenset[str]


NOTHING: Final = Withheld(frozenset(), frozenset())


def withheld_sessions(path: Path) -> Withheld:
    """What is withheld now.

    Raises:
        DamagedRecordError: a row does not match its checksum; nothing is shown on a guess.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return NOTHING
    with open_for_reading(path) as connection:
        linked = [
            row for row in checked_rows(connection, path, exam_attempts) if row.kind == "session"
        ]
        if not linked:
            return NOTHING
        roots = merged_into(connection, path)
        rated = {
            (row.exam_id, root_of(row.learner_id, roots), row.stage)
            for row in checked_rows(connection, path, exam_ratings)
        }
        acts = _acts(connection, path)
    running = {exam_id for exam_id, each in acts.items() if state_of_exam(each) == "running"}
    shown = rated - _going_on(path, {key for key in rated if key[0] in running})
    from_all = frozenset(
        row.session_id
        for row in linked
        if (row.exam_id, root_of(row.learner_id, roots), row.stage) not in shown
    )
    released = {
        exam_id
        for exam_id, each in acts.items()
        if state_of_exam(each) == "ended" and is_released(each)
    }
    unreleased = {row.session_id for row in linked if row.exam_id not in released}
    return Withheld(from_all, from_all | unreleased)


def sessions_of_exams(path: Path) -> frozenset[str]:
    """Ids of every recording that was made in an exam, at whatever stage.

    Raises:
        DamagedRecordError: a row does not match its checksum.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return frozenset()
    with open_for_reading(path) as connection:
        rows = checked_rows(connection, path, exam_attempts)
    return frozenset(row.session_id for row in rows if row.kind == "session")


def _acts(connection: Connection, path: Path) -> dict[str, list[ExamAct]]:
    acts: dict[str, list[ExamAct]] = {}
    rows = checked_rows(connection, path, exam_acts)
    for row in sorted(rows, key=lambda row: row.seq):
        act = ExamAct(row.state, row.by, row.at_utc, row.reason)
        acts.setdefault(row.exam_id, []).append(act)
    return acts


def _going_on(path: Path, rated: Iterable[AttemptKey]) -> set[AttemptKey]:
    """Of attempts that have an examiner's mark those in which a press may still follow."""
    wanted = tuple(rated)
    records = {exam_id: load_exam(path, exam_id) for exam_id in {key[0] for key in wanted}}
    return {key for key in wanted if not records[key[0]].attempt(key[1], key[2]).is_over}
