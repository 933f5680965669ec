"""Practice of the learners of a class, as the record has it."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from rig.school.marks.criterion_points import mean_criterion_points
from rig.school.marks.mark import Mark
from rig.school.marks.practice import PracticeSet, last_of_day, practice_mark
from rig.store.database import open_for_reading
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.format import schema
from rig.store.people.merging import merged_into, root_of
from rig.store.people.roster import learners_in
from rig.store.rows import checked_header, checked_result, small_rows

_UNREADABLE = "its record cannot be read; `steadyhold verify` says more"


def practice_marks(
    path: Path, class_id: str, apart: Collection[str] = frozenset()
) -> tuple[Mark, ...]:
    """What everybody who was ever in a class practised: the last finished set of each day.

    Args:
        path: the store.
        class_id: the class.
        apart: ids of sessions that count elsewhere.

    Raises:
        ClassMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    ids = sorted(learners_in(path, class_id))
    with open_for_reading(path) as connection:
        roots = merged_into(connection, path)
        sessions = schema.sessions.c
        rows = connection.execute(
            select(schema.sessions)
            .where(
                sessions.learner_id.in_(ids),
                sessions.session_no.in_(select(schema.sets.c.session_no)),
            )
            .order_by(sessions.started_utc.desc(), sessions.session_no.desc())
        ).all()
        found = [
            _newest(connection, path, own, learner_id)
            for (learner_id, _, _), own in _by_day(rows, roots, apart).items()
        ]
    return tuple(practice_mark(each) for each in last_of_day(filter(None, found)))


def local_day(started_utc: str) -> str:
    """ISO date of a time, in the time zone of this machine."""
    return datetime.fromisoformat(started_utc).astimezone().date().isoformat()


def _by_day(
    rows: Iterable[Row[Any]], roots: dict[str, str], apart: Collection[str]
) -> dict[tuple[str, str, str], list[Row[Any]]]:
    """Sessions of each learner, protocol and day, in their order."""
    found: dict[tuple[str, str, str], list[Row[Any]]] = {}
    for row in rows:
        if row.session_id not in apart:
            of = (root_of(row.learner_id, roots), row.protocol_id, local_day(row.started_utc))
            found.setdefault(of, []).append(row)
    return found


def _newest(
    connection: Connection, path: Path, sessions: Iterable[Row[Any]], learner_id: str
) -> PracticeSet | None:
    """The last finished set of some sessions, the newest of which is first; None without any."""
    told = (_set_of(connection, path, row, learner_id) for row in sessions)
    return next((each for each in told if each is not None), None)


def _set_of(
    connection: Connection, path: Path, row: Row[Any], learner_id: str
) -> PracticeSet | None:
    """The last finished set of a session; None where none was finished."""
    try:
        pass_mark = checked_header(row, path).protocol.pass_score
        result, presses = last_finished(connection, path, row)
    except (DamagedRecordError, NewerFormatError):
        # One damaged session must not take the gradebook away: its mark says so.
        return _practice_set(row, learner_id, None, {}, (), _UNREADABLE)
    if result is None:
        return None
    return _practice_set(row, learner_id, pass_mark, result, presses, "")


def _practice_set(
    row: Row[Any],
    learner_id: str,
    pass_mark: float | None,
    result: Mapping[str, Any],
    presses: Iterable[Mapping[str, Any]],
    trouble: str,
) -> PracticeSet:
    return PracticeSet(
        session_id=row.session_id,
        learner_id=learner_id,
        protocol_id=row.protocol_id,
        day=local_day(row.started_utc),
        at=(row.started_utc, row.session_no),
        points=result.get("mean_score"),
        half_width=result.get("expanded"),
        pass_mark=pass_mark,
        criteria=mean_criterion_points(press["score"] for press in presses),
        trouble=trouble,
    )


def last_finished(
    connection: Connection, path: Path, session: Row[Any]
) -> tuple[Mapping[str, Any] | None, list[Mapping[str, Any]]]:
    """The last finished set of a session and its presses; None and none without one."""
    finished: Mapping[str, Any] | None = None
    first = last = begins = 0
    for row in small_rows(connection, schema.sets, session, path):
        result = json.loads(checked_result(schema.sets, row, session.session_id, path))
        if result["done"] >= result["asked"]:
            finished, first, last = result, begins, row.at_index
        begins = row.at_index + 1
    if finished is None:
        return None, []
    return finished, [
        json.loads(checked_result(schema.holds, row, session.session_id, path))
        for row in small_rows(connection, schema.holds, session, path)
        if first <= row.at_index <= last
    ]
