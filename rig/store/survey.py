"""A walk over every row of a store that goes on where rows are damaged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select
from sqlalchemy.exc import DatabaseError

from rig.store.errors import DamagedRecordError
from rig.store.format import schema
from rig.store.format.header import SessionHeader
from rig.store.rows import (
    RESULTS,
    StoredBlock,
    checked_block,
    checked_header,
    checked_result,
    end_matches,
    row_name,
    small_row_matches,
)

_ROWS_AT_A_TIME = 500

# A torn page takes some ten blocks, or hundreds of small rows, with it.
_LOST_IN_A_ROW = 2_000


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A row that cannot be trusted.

    Attributes:
        record: which one, in words.
        reason: what is wrong with it.
    """

    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoodSession:
    """A session whose row is sound."""

    number: int
    header: SessionHeader


@dataclass(frozen=True, slots=True)
class GoodBlock:
    """A sound block of a sound session."""

    session_id: str
    block: StoredBlock


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A sound row of a small table, its columns as stored."""

    session_id: str
    table: Table
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class GoodEnd:
    """The end of a session, in step with what was found of it."""

    session_id: str
    row: Row[Any]


Finding = BadRecord | GoodSession | GoodBlock | GoodRow | GoodEnd


@dataclass(slots=True)
class _Tally:
    """What the walk has met of one session."""

    session_id: str
    index: int = 0
    small_rows: int = 0


def walk_store(connection: Connection, path: Path) -> Iterator[Finding]:
    """Every record of the store: sessions, then blocks, then small rows, then ends."""
    tallies: dict[int, _Tally] = {}
    for row in _surviving(connection, schema.sessions, schema.sessions.c.session_no):
        if isinstance(row, BadRecord):
            yield row
            continue
        tallies[row.session_no] = _Tally(row.session_id)
        try:
            yield GoodSession(row.session_no, checked_header(row, path))
        except DamagedRecordError as error:
            yield BadRecord(error.record, error.reason)
    yield from _blocks(connection, path, tallies)
    for table in schema.SMALL_TABLES:
        yield from _small(connection, path, table, tallies)
    yield from _ends(connection, tallies)


def _blocks(
    connection: Connection, path: Path, tallies: dict[int, _Tally]
) -> Iterator[BadRecord | GoodBlock]:
    for row in _surviving(connection, schema.blocks, schema.blocks.c.block_no):
        if isinstance(row, BadRecord):
            yield row
            continue
        tally = tallies.get(row.session_no)
        if tally is None:
            yield BadRecord(f"block {row.block_no}", f"session number {row.session_no} is gone")
            continue
        if row.first_index > tally.index:
            place = f"session {tally.session_id} (sample {tally.index})"
            yield BadRecord(f"a block of {place}", f"{row.first_index - tally.index} samples gone")
            tally.index = row.first_index
        try:
            block = checked_block(row, tally.index, tally.session_id, path)
        except DamagedRecordError as error:
            yield BadRecord(error.record, error.reason)
        else:
            yield GoodBlock(tally.session_id, block)
        tally.index = row.first_index + row.samples


def _small(
    connection: Connection, path: Path, table: Table, tallies: dict[int, _Tally]
) -> Iterator[BadRecord | GoodRow]:
    for row in _surviving(connection, table, table.c.row_no):
        if isinstance(row, BadRecord):
            yield row
            continue
        tally = tallies.get(row.session_no)
        if tally is None:
            yield BadRecord(f"row {row.row_no} of {table.name}", "its session is gone")
            continue
        tally.small_rows += 1
        record = row_name(table, row, tally.session_id)
        if not small_row_matches(table, row, tally.session_id):
            yield BadRecord(record, "checksum")
            continue
        try:
            if table.name in RESULTS:
                checked_result(table, row, tally.session_id, path)
        except DamagedRecordError as error:
            yield BadRecord(error.record, error.reason)
        else:
            yield GoodRow(tally.session_id, table, row)


def _ends(connection: Connection, tallies: dict[int, _Tally]) -> Iterator[BadRecord | GoodEnd]:
    for row in _surviving(connection, schema.ends, schema.ends.c.session_no):
        if isinstance(row, BadRecord):
            yield row
            continue
        tally = tallies.get(row.session_no)
        if tally is None:
            yield BadRecord(f"the end of session number {row.session_no}", "its session is gone")
            continue
        record = f"the end of session {tally.session_id}"
        if not end_matches(row, tally.session_id):
            yield BadRecord(record, "checksum")
        elif row.samples != tally.index:
            yield BadRecord(record, f"{row.samples} samples were stored, {tally.index} are found")
        elif row.small_rows != tally.small_rows:
            yield BadRecord(
                record, f"{row.small_rows} rows were stored beside, {tally.small_rows} are found"
            )
        else:
            yield GoodEnd(tally.session_id, row)


def _surviving(
    connection: Connection, table: Table, key: Column[int]
) -> Iterator[Row[Any] | BadRecord]:
    """Rows in the order of their key, and a BadRecord for each stretch that cannot be read."""
    last = unread = 0
    while unread < _LOST_IN_A_ROW:
        query = select(table).where(key > last).order_by(key).limit(_ROWS_AT_A_TIME)
        try:
            rows = connection.execute(query).all()
        except DatabaseError:
            found = tuple(_one_by_one(connection, table, key, last))
            yield from found
            last += _ROWS_AT_A_TIME
            any_row = any(isinstance(each, Row) for each in found)
            unread = 0 if any_row else unread + _ROWS_AT_A_TIME
            continue
        if not rows:
            return
        yield from rows
        last = rows[-1][0]


def _one_by_one(
    connection: Connection, table: Table, key: Column[int], last: int
) -> Iterator[Row[Any] | BadRecord]:
    reason, first = "", 0
    for number in range(last + 1, last + 1 + _ROWS_AT_A_TIME):
        try:
            row = connection.execute(select(table).where(key == number)).one_or_none()
        except DatabaseError as error:
            first = first or number
            reason = str(error.orig)
            continue
        if row is None:
            continue
        if first:
            yield BadRecord(f"{table.name} number {first} to {number - 1}", reason)
            first = 0
        yield row
    if first:
        yield BadRecord(f"{table.name} from number {first}", reason)
