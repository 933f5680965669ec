"""Sessions read back: whole records for replay, exports and checks."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select

from rig.engine.step import Command, Event
from rig.store.database import open_for_reading
from rig.store.entries import FINISH
from rig.store.errors import DamagedRecordError
from rig.store.folder import is_claimed
from rig.store.format import schema
from rig.store.format.header import SessionHeader
from rig.store.rows import (
    StoredBlock,
    checked_end,
    checked_header,
    end_row,
    or_nan,
    session_row,
    small_rows,
    stored_blocks,
    stored_results,
)

SessionState = Literal["running", "ended", "interrupted"]


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
        is_newest = row.run_no == newest_run(connection)
    return "running" if running and is_newest else "interrupted"


def newest_run(connection: Connection) -> int | None:
    """Number of the newest start of the recorder; None before the first."""
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
