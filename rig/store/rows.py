"""Rows of one session, each held against its checksum."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, Table, select

from firmware_bridge.samples import RawBlock
from rig.store.errors import DamagedRecordError, SessionMissingError
from rig.store.format import schema
from rig.store.format.codec import DamagedBlobError, decode
from rig.store.format.crc import block_crc, row_crc
from rig.store.format.documents import ResultKind, current_result
from rig.store.format.header import SessionHeader, read_header
from rig.store.format.sqlite_records import is_well_typed

WRONG_KIND = "it holds what it cannot"

RESULTS: Final[Mapping[str, ResultKind]] = {"holds": "hold", "sets": "set"}
"""Tables whose rows hold a result each, and what kind."""


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """Consecutive samples as stored.

    Attributes:
        first_index: samples of the session before it.
        raw: the samples; `arrived_s` is that of the last of them.
        arrived_first_s: host monotonic seconds when the first of them arrived, NaN unknown.
    """

    first_index: int
    raw: RawBlock
    arrived_first_s: float


def session_row(connection: Connection, path: Path, session_id: str) -> Row[Any]:
    """The row of one session.

    Raises:
        SessionMissingError: no session has that id.
    """
    row = connection.execute(
        select(schema.sessions).where(schema.sessions.c.session_id == session_id)
    ).one_or_none()
    if row is None:
        raise SessionMissingError(path, session_id)
    return row


def checked_header(row: Row[Any], path: Path) -> SessionHeader:
    """The header of a session's row.

    Raises:
        DamagedRecordError: it does not match its checksum, or is no header.
        NewerFormatError: a newer release wrote it.
    """
    record = f"the header of session {row.session_id}"
    if row_crc("sessions", row.session_id, (row.header,)) != row.crc:
        raise DamagedRecordError(path, record, "checksum")
    try:
        return read_header(row.header, record)
    except ValueError as error:
        raise DamagedRecordError(path, record, f"it cannot be read: {error}") from error


def columns_match(row: Row[Any], header: SessionHeader) -> bool:
    """Whether what lists look at beside the header says the same as it."""
    told = (row.session_id, row.started_utc, row.station_id, row.learner_id, row.protocol_id)
    return told == (
        header.session_id,
        header.started_utc,
        header.station_id,
        header.learner_id,
        header.protocol.id,
    )


def end_row(connection: Connection, session: Row[Any]) -> Row[Any] | None:
    """The row of a session's end, None where it was interrupted or is under way."""
    return connection.execute(
        select(schema.ends).where(schema.ends.c.session_no == session.session_no)
    ).one_or_none()


def block_rows(connection: Connection, session: Row[Any]) -> Iterator[Row[Any]]:
    """Rows of one session's blocks, in order."""
    return iter(connection.execute(in_session(connection, session, select(schema.blocks))))


def stored_blocks(connection: Connection, session: Row[Any], path: Path) -> Iterator[StoredBlock]:
    """One session's blocks, each checked.

    Raises:
        DamagedRecordError: a block does not match its checksum, or one is missing.
    """
    index = 0
    for row in block_rows(connection, session):
        block = checked_block(row, index, session.session_id, path)
        yield block
        index += row.samples


def checked_block(row: Row[Any], index: int, session_id: str, path: Path) -> StoredBlock:
    """The block of a row that follows `index` samples.

    Raises:
        DamagedRecordError: it does not match its checksum or its place.
    """
    record = f"block {row.block_no} of session {session_id} (sample {row.first_index})"
    if not is_well_typed(schema.blocks, tuple(row)):
        raise DamagedRecordError(path, record, WRONG_KIND)
    if row.first_index != index:
        raise DamagedRecordError(path, record, f"{row.first_index - index} samples before it gone")
    arrived_s = (row.arrived_first_s, row.arrived_last_s)
    crc = block_crc(session_id, row.first_index, row.samples, row.lost, arrived_s, row.blob)
    if crc != row.crc:
        raise DamagedRecordError(path, record, "checksum")
    try:
        samples = decode(row.blob)
    except DamagedBlobError as error:
        raise DamagedRecordError(path, record, str(error)) from error
    if samples.tick.size != row.samples:
        raise DamagedRecordError(path, record, f"{samples.tick.size} samples, not {row.samples}")
    raw = RawBlock(
        samples.tick,
        samples.t_s,
        samples.raw,
        samples.flags,
        row.lost,
        or_nan(row.arrived_last_s),
    )
    return StoredBlock(row.first_index, raw, or_nan(row.arrived_first_s))


def small_row_matches(table: Table, row: Row[Any], session_id: str) -> bool:
    """Whether a row of one of the small tables matches its checksum."""
    _, _, *values, crc = tuple(row)
    return bool(row_crc(table.name, session_id, values) == crc)


def small_rows(
    connection: Connection, table: Table, session: Row[Any], path: Path
) -> Sequence[Row[Any]]:
    """A session's rows of one of the small tables, in order.

    Raises:
        DamagedRecordError: one does not match its checksum.
    """
    rows = connection.execute(
        select(table).where(table.c.session_no == session.session_no).order_by(table.c.row_no)
    ).all()
    for row in rows:
        if not small_row_matches(table, row, session.session_id):
            record = row_name(table, row, session.session_id)
            raise DamagedRecordError(path, record, "checksum")
    return rows


def stored_results(
    connection: Connection, table: Table, session: Row[Any], path: Path
) -> tuple[str, ...]:
    """A session's results of one table in the format of today, in order.

    Raises:
        DamagedRecordError: one does not match its checksum, or is no such result.
        NewerFormatError: a newer release wrote it.
    """
    rows = small_rows(connection, table, session, path)
    return tuple(checked_result(table, row, session.session_id, path) for row in rows)


def checked_result(table: Table, row: Row[Any], session_id: str, path: Path) -> str:
    """The result of a row of one of `RESULTS` in the format of today.

    Raises:
        DamagedRecordError: it is no such result.
        NewerFormatError: a newer release wrote it.
    """
    record = row_name(table, row, session_id)
    try:
        return current_result(RESULTS[table.name], row.json, record)
    except ValueError as error:
        raise DamagedRecordError(path, record, f"it cannot be read: {error}") from error


def row_name(table: Table, row: Row[Any], session_id: str) -> str:
    """How a sentence calls a row of one of the small tables."""
    return f"row {row.row_no} of the {table.name} of session {session_id}"


def end_matches(row: Row[Any], session_id: str) -> bool:
    """Whether the row of a session's end matches its checksum."""
    _, *values, crc = tuple(row)
    return bool(row_crc("ends", session_id, values) == crc)


def checked_end(connection: Connection, session: Row[Any], path: Path) -> Row[Any] | None:
    """The row of a session's end, None where it has none.

    Raises:
        DamagedRecordError: it does not match its checksum.
    """
    end = end_row(connection, session)
    if end is not None and not end_matches(end, session.session_id):
        raise DamagedRecordError(path, f"the end of session {session.session_id}", "checksum")
    return end


def in_session(connection: Connection, session: Row[Any], query: Select[Any]) -> Select[Any]:
    """The query over `blocks`, held to the stretch in which the session was recorded."""
    end = end_row(connection, session)
    if end is not None:
        until = end.blocks_until
    else:
        # Without an end the next start of the recorder bounds the stretch: its first session is the
        # first of a later run, whatever number of sessions lie before.
        until = connection.execute(
            select(schema.sessions.c.blocks_before)
            .where(
                schema.sessions.c.session_no > session.session_no,
                schema.sessions.c.run_no > session.run_no,
            )
            .order_by(schema.sessions.c.session_no)
            .limit(1)
        ).scalar()
    query = query.where(
        schema.blocks.c.session_no == session.session_no,
        schema.blocks.c.block_no > session.blocks_before,
    )
    if until is not None:
        query = query.where(schema.blocks.c.block_no <= until)
    return query.order_by(schema.blocks.c.block_no)


def or_nan(value: float | None) -> float:
    """NaN where the database has nothing."""
    return math.nan if value is None else float(value)
