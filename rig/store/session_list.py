"""Recorded sessions as lists show them, newest first."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select

from rig.store.database import open_for_reading
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.folder import is_claimed
from rig.store.format import schema
from rig.store.format.header import SessionHeader
from rig.store.format.sqlite_records import is_well_typed
from rig.store.read import newest_run
from rig.store.rows import WRONG_KIND, checked_header, in_session
from rig.store.session_filter import EVERY_SESSION, SessionFilter, filter_conditions


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of a list of sessions.

    Attributes:
        protocol_name: as it was called then; empty where its header cannot be read.
        state: `running`, `ended` or `interrupted`; `damaged` where its header cannot be read,
            `newer` where a newer release wrote it.
        how: how it ended, empty where it did not.
        samples: samples stored.
        mean_score: mean over the holds with a score, None without any.
        expanded: its uncertainty (k = 2); None where it is not known, or the set was not finished.
        holds: presses stored, scored or void.
        use: the most its scores may be used for; empty where its header cannot be read.
        simulated: nobody pressed.
    """

    session_id: str
    started_utc: str
    station_id: str
    learner_id: str
    protocol_id: str
    protocol_name: str
    state: str
    how: str
    samples: int
    holds: int
    mean_score: float | None
    expanded: float | None
    use: str
    simulated: bool


def list_sessions(
    path: Path, limit: int, *, skip: int = 0, wanted: SessionFilter = EVERY_SESSION
) -> tuple[SessionSummary, ...]:
    """The newest sessions first; empty before the first recording.

    Args:
        path: the store.
        limit: how many at most.
        skip: how many of the newest to leave out.
        wanted: which ones.

    Raises:
        ClassMissingError: there is no such class.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    running = is_claimed(path.parent)
    with open_for_reading(path) as connection:
        last_run = newest_run(connection)
        rows = connection.execute(
            select(schema.sessions, schema.ends.c.how, schema.ends.c.samples)
            .outerjoin(schema.ends, schema.ends.c.session_no == schema.sessions.c.session_no)
            .where(*filter_conditions(connection, path, wanted))
            .order_by(schema.sessions.c.started_utc.desc(), schema.sessions.c.session_no.desc())
            .limit(limit)
            .offset(skip)
        ).all()
        for row in rows:
            if not is_well_typed(schema.sessions, tuple(row)[: len(schema.sessions.columns)]):
                raise DamagedRecordError(path, f"the row of session {row.session_id!r}", WRONG_KIND)
        return tuple(_summary(connection, path, row, running, last_run) for row in rows)


def count_sessions(path: Path, wanted: SessionFilter = EVERY_SESSION) -> int:
    """How many sessions there are.

    Raises:
        ClassMissingError: there is no such class.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return 0
    with open_for_reading(path) as connection:
        conditions = filter_conditions(connection, path, wanted)
        query = select(func.count()).select_from(schema.sessions).where(*conditions)
        return int(connection.execute(query).scalar() or 0)


def _summary(
    connection: Connection, path: Path, row: Row[Any], running: bool, last_run: int | None
) -> SessionSummary:
    scores = connection.execute(
        select(func.count(), func.avg(schema.holds.c.score)).where(
            schema.holds.c.session_no == row.session_no
        )
    ).one()
    state, samples = "ended", row.samples
    if row.how is None:
        state = "running" if running and row.run_no == last_run else "interrupted"
        query = select(func.coalesce(func.sum(schema.blocks.c.samples), 0))
        samples = connection.execute(in_session(connection, row, query).order_by(None)).scalar()
    of_set = select(schema.sets.c.json).where(schema.sets.c.session_no == row.session_no)
    results = connection.execute(of_set).scalars().all()
    header: SessionHeader | None = None
    try:
        header = checked_header(row, path)
    except DamagedRecordError:
        state = "damaged"
    except NewerFormatError:
        state = "newer"
    return SessionSummary(
        session_id=row.session_id,
        started_utc=row.started_utc,
        station_id=row.station_id,
        learner_id=row.learner_id,
        protocol_id=row.protocol_id,
        protocol_name=header.protocol.name if header else "",
        state=state,
        how=row.how or "",
        samples=int(samples or 0),
        holds=scores[0],
        mean_score=scores[1],
        expanded=_object(results[0]).get("expanded") if len(results) == 1 else None,
        use=header.standing.use if header else "",
        simulated=bool(header and header.traits.simulated),
    )


def _object(text: object) -> dict[str, Any]:
    """What a row says; empty where it is damaged, which is told by whoever opens the session."""
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
