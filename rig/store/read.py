"""Sessions read back: lists for pages, whole records for replay, exports and checks."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select

from rig.engine.step import Command, Event
from rig.store.database import open_for_reading
from rig.store.entries import FINISH
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.folder import is_claimed
from rig.store.format import schema
from rig.store.format.header import SessionHeader
from rig.store.format.sqlite_records import is_well_typed
from rig.store.rows import (
    WRONG_KIND,
    StoredBlock,
    checked_end,
    checked_header,
    end_row,
    in_session,
    or_nan,
    session_row,
    small_rows,
    stored_blocks,
    stored_results,
)

SessionState = Literal["running", "ended", "interrupted"]


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


@dataclass(frozen=True, slots=True)
class StoredCommand:
    """A command and the number of samples before it."""

    at_index: int
    command: Command


@dataclass(frozen=True, slots=True)
class Ending:
    """How a session ended in good order."""

    at_utc: str
    how: str


@dataclass(frozen=True, slots=True)
class Interruption:
    """Where a session without an ending stops.

    Attributes:
        index: samples that are safe.
        t_s: session seconds of the last of them, NaN without any.
    """

    index: int
    t_s: float


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Everything stored of one session.

    Attributes:
        commands: in the order they were obeyed.
        finished: the fold was told of the end, after the last sample.
        holds: the JSON of each press as it was scored, in the format of today.
        sets: the JSON of each set result.
        ended: None where the session was interrupted or is under way.
        interrupted_at: None where the session ended in good order.
    """

    header: SessionHeader
    blocks: tuple[StoredBlock, ...]
    commands: tuple[StoredCommand, ...]
    finished: bool
    events: tuple[Event, ...]
    holds: tuple[str, ...]
    sets: tuple[str, ...]
    ended: Ending | None
    interrupted_at: Interruption | None


def list_sessions(path: Path, limit: int) -> tuple[SessionSummary, ...]:
    """The newest sessions first; empty before the first recording.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    running = is_claimed(path.parent)
    with open_for_reading(path) as connection:
        newest_run = _newest_run(connection)
        rows = connection.execute(
            select(schema.sessions, schema.ends.c.how, schema.ends.c.samples)
            .outerjoin(schema.ends, schema.ends.c.session_no == schema.sessions.c.session_no)
            .order_by(schema.sessions.c.started_utc.desc(), schema.sessions.c.session_no.desc())
            .limit(limit)
        ).all()
        for row in rows:
            if not is_well_typed(schema.sessions, tuple(row)[: len(schema.sessions.columns)]):
                raise DamagedRecordError(path, f"the row of session {row.session_id!r}", WRONG_KIND)
        return tuple(_summary(connection, path, row, running, newest_run) for row in rows)


def state_of(path: Path, session_id: str) -> SessionState:
    """How a session stands: under way, ended in good order, or cut off.

    Raises:
        SessionMissingError: no session has that id.
        StoreError: the store cannot be read.
    """
    running = is_claimed(path.parent)
    with open_for_reading(path) as connection:
        row = session_row(connection, path, session_id)
        if end_row(connection, row) is not None:
            return "ended"
        is_newest = row.run_no == _newest_run(connection)
    return "running" if running and is_newest else "interrupted"


def _newest_run(connection: Connection) -> int | None:
    newest: int | None = connection.execute(select(func.max(schema.runs.c.run_no))).scalar()
    return newest


def load_session(path: Path, session_id: str) -> SessionRecord:
    """The whole record of one session, every row checked.

    Raises:
        SessionMissingError: no session has that id.
        DamagedRecordError: a row does not match its checksum, or cannot be read.
        NewerFormatError: a newer release wrote a document of it.
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        row = session_row(connection, path, session_id)
        header = checked_header(row, path)
        blocks = tuple(stored_blocks(connection, row, path))
        commands = small_rows(connection, schema.commands, row, path)
        events = small_rows(connection, schema.events, row, path)
        holds = stored_results(connection, schema.holds, row, path)
        sets = stored_results(connection, schema.sets, row, path)
        end = checked_end(connection, row, path)
    _refuse_if_short(path, header, end, blocks)
    ended = None if end is None else Ending(end.ended_utc, end.how)
    return SessionRecord(
        header=header,
        blocks=blocks,
        commands=tuple(
            StoredCommand(each.at_index, _command(each)) for each in commands if each.kind != FINISH
        ),
        finished=any(each.kind == FINISH for each in commands),
        events=tuple(
            Event(each.at_index, or_nan(each.t_s), each.kind, or_nan(each.value), each.text)
            for each in events
        ),
        holds=holds,
        sets=sets,
        ended=ended,
        interrupted_at=_interruption(blocks) if ended is None else None,
    )


def _refuse_if_short(
    path: Path, header: SessionHeader, end: Row[Any] | None, blocks: Sequence[StoredBlock]
) -> None:
    found = sum(block.raw.tick.size for block in blocks)
    if end is not None and end.samples != found:
        record = f"the end of session {header.session_id}"
        raise DamagedRecordError(path, record, f"{end.samples} samples, {found} are found")


def _summary(
    connection: Connection, path: Path, row: Row[Any], running: bool, newest_run: int | None
) -> SessionSummary:
    scores = connection.execute(
        select(func.count(), func.avg(schema.holds.c.score)).where(
            schema.holds.c.session_no == row.session_no
        )
    ).one()
    state, samples = "ended", row.samples
    if row.how is None:
        state = "running" if running and row.run_no == newest_run else "interrupted"
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


def _command(row: Row[Any]) -> Command:
    return Command(
        kind=row.kind,
        raw_zero=or_nan(row.raw_zero),
        by=row.by,
        raw_spread=or_nan(row.raw_spread),
        raw_noise=or_nan(row.raw_noise),
    )


def _interruption(blocks: Sequence[StoredBlock]) -> Interruption:
    if not blocks:
        return Interruption(0, math.nan)
    last = blocks[-1]
    return Interruption(last.first_index + last.raw.tick.size, float(last.raw.t_s[-1]))
