"""A walk over every row of a store, each held against its checksum and its place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from rig.store.database import open_for_reading
from rig.store.errors import DamagedRecordError, NothingLeftError
from rig.store.format import schema
from rig.store.format.migrations import ALL_TABLES
from rig.store.hours.corrections import CORRECTIONS
from rig.store.marks.trail import MARKS
from rig.store.rows import (
    RESULTS,
    checked_block,
    checked_header,
    checked_result,
    columns_match,
    end_matches,
    row_name,
    small_row_matches,
)
from rig.store.verifying.carve import carved
from rig.store.verifying.findings import (
    BadRecord,
    Finding,
    GoodBlock,
    GoodEnd,
    GoodRow,
    GoodSession,
    LooseBlock,
    LooseRow,
)
from rig.store.verifying.gone import names_gone, numbers_gone
from rig.store.verifying.legible import legible_rows
from rig.store.verifying.loose import ids_in_the_index
from rig.store.verifying.people import walk_people
from rig.store.verifying.structure import structure_faults
from rig.store.verifying.trails import walk_trail

_BEYOND = 2**62
"""A number no block has."""


@dataclass(slots=True)
class _Tally:
    """What the walk has met of one session.

    Attributes:
        after, until: its blocks have numbers between these, the last included.
        index: samples found, or known to be missing.
        is_hole_told: the block after `index` was met, and is bad.
        small_rows: rows found in the small tables.
        is_legible: its header is sound; without, what is found of it is loose.
    """

    session_id: str
    run_no: int
    after: int
    is_legible: bool = False
    until: int = _BEYOND
    index: int = 0
    is_hole_told: bool = False
    small_rows: int = 0


@contextmanager
def surveyed(path: Path) -> Iterator[Iterator[Finding]]:
    """Everything in the store, good and bad; of a damaged file, what is left on its pages.

    Raises:
        StoreMissingError: there is no file.
        NewerStoreError: a newer release wrote it.
        NothingLeftError: no page of the file holds anything of a store.
    """
    faults = structure_faults(path)
    if not faults:
        with open_for_reading(path) as connection:
            _take_any_text(connection)
            yield _walk(connection, path, {})
        return
    with carved(path) as connection:
        if not any(connection.execute(select(table).limit(1)).all() for table in ALL_TABLES):
            raise NothingLeftError(path, faults[0].reason)
        yield _walk_of_what_is_left(connection, path, faults)


def _walk_of_what_is_left(
    connection: Connection, path: Path, faults: tuple[BadRecord, ...]
) -> Iterator[Finding]:
    yield from faults
    for table in ALL_TABLES:
        yield from numbers_gone(connection, table)
    yield from names_gone(connection, path)
    yield from _walk(connection, path, ids_in_the_index(path))


def _take_any_text(connection: Connection) -> None:
    """Text that is none must not end the walk: it does not match its checksum."""
    held: Any = connection.connection.driver_connection
    held.text_factory = lambda content: content.decode("utf-8", "surrogateescape")


def _walk(connection: Connection, path: Path, ids: Mapping[int, str]) -> Iterator[Finding]:
    """Every record: runs, learners and names, sessions, blocks, small rows, ends.

    Args:
        connection: to the store, or to what was gathered of it.
        path: of the store.
        ids: of sessions whose rows may be lost, by their numbers.
    """
    runs: set[int] = set()
    for row in legible_rows(connection, schema.versions):
        if isinstance(row, BadRecord):
            yield row
    for row in legible_rows(connection, schema.runs):
        if isinstance(row, BadRecord):
            yield row
        else:
            runs.add(row.run_no)
    yield from walk_people(connection)
    for trail in (MARKS, CORRECTIONS):
        yield from walk_trail(connection, trail)
    tallies: dict[int, _Tally] = {}
    for row in legible_rows(connection, schema.sessions):
        if isinstance(row, BadRecord):
            yield row
            continue
        tally = _Tally(row.session_id, row.run_no, row.blocks_before)
        tallies[row.session_no] = tally
        try:
            header = checked_header(row, path)
        except DamagedRecordError as error:
            yield BadRecord(error.record, error.reason)
            continue
        tally.is_legible = True
        yield GoodSession(row.session_no, header)
        if not columns_match(row, header) or row.run_no not in runs:
            yield BadRecord(f"the row of session {row.session_id}", "it contradicts its header")
    _bound(connection, tallies)
    for number in sorted(ids.keys() - tallies.keys()):
        yield BadRecord(
            f"the row of session {ids[number]}", "gone, and its calibration and protocol with it"
        )
        tallies[number] = _Tally(ids[number], run_no=0, after=-1)
    yield from _blocks(connection, path, tallies)
    for table in schema.SMALL_TABLES:
        yield from _small(connection, path, table, tallies)
    yield from _ends(connection, tallies)


def _bound(connection: Connection, tallies: dict[int, _Tally]) -> None:
    """Tell each session where its blocks end, as whoever reads it will find them."""
    first_after: dict[int, int] = {}
    lowest = _BEYOND
    for run_no in sorted({each.run_no for each in tallies.values()}, reverse=True):
        first_after[run_no] = lowest
        begun = [each.after for each in tallies.values() if each.run_no == run_no]
        lowest = min(lowest, *begun)
    for each in tallies.values():
        each.until = first_after[each.run_no]
    for row in legible_rows(connection, schema.ends):
        if not isinstance(row, BadRecord) and row.session_no in tallies:
            tallies[row.session_no].until = row.blocks_until


def _blocks(
    connection: Connection, path: Path, tallies: dict[int, _Tally]
) -> Iterator[BadRecord | GoodBlock | LooseBlock]:
    orphans: dict[int, list[int]] = {}
    for found in _of_sessions(legible_rows(connection, schema.blocks), tallies, orphans):
        if isinstance(found, BadRecord):
            yield found
            continue
        row, tally = found
        try:
            block = checked_block(row, row.first_index, tally.session_id, path)
        except DamagedRecordError as error:
            yield BadRecord(error.record, error.reason)
            tally.is_hole_told = True
            continue
        record = f"block {row.block_no} of session {tally.session_id}"
        if block.first_index < tally.index:
            yield BadRecord(record, "its samples are there twice")
            continue
        if block.first_index > tally.index and not tally.is_hole_told:
            place = f"session {tally.session_id} (sample {tally.index})"
            yield BadRecord(f"a block of {place}", f"{row.first_index - tally.index} samples gone")
        if not tally.after < row.block_no <= tally.until:
            yield BadRecord(record, "it lies outside of its session")
        kind = GoodBlock if tally.is_legible else LooseBlock
        yield kind(tally.session_id, block)
        tally.index = row.first_index + row.samples
        tally.is_hole_told = False
    yield from _without_session("block", orphans)


def _small(
    connection: Connection, path: Path, table: Table, tallies: dict[int, _Tally]
) -> Iterator[BadRecord | GoodRow | LooseRow]:
    orphans: dict[int, list[int]] = {}
    for found in _of_sessions(legible_rows(connection, table), tallies, orphans):
        if isinstance(found, BadRecord):
            yield found
            continue
        row, tally = found
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
            kind = GoodRow if tally.is_legible else LooseRow
            yield kind(tally.session_id, table, row)
    yield from _without_session(f"row of the {table.name}:", orphans)


def _of_sessions(
    rows: Iterator[Row[Any] | BadRecord], tallies: dict[int, _Tally], orphans: dict[int, list[int]]
) -> Iterator[BadRecord | tuple[Row[Any], _Tally]]:
    """Rows with their sessions; the numbers of those without one are noted as orphans."""
    for row in rows:
        if isinstance(row, BadRecord):
            yield row
        elif row.session_no in tallies:
            yield row, tallies[row.session_no]
        else:
            orphans.setdefault(row.session_no, []).append(row[0])


def _without_session(what: str, orphans: dict[int, list[int]]) -> Iterator[BadRecord]:
    for session_no, numbers in orphans.items():
        more = f" and {len(numbers) - 1} up to {numbers[-1]}" if len(numbers) > 1 else ""
        yield BadRecord(f"{what} {numbers[0]}{more}", f"session number {session_no} is gone")


def _ends(connection: Connection, tallies: dict[int, _Tally]) -> Iterator[BadRecord | GoodEnd]:
    for row in legible_rows(connection, schema.ends):
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
        elif tally.is_legible:
            yield GoodEnd(tally.session_id, row)
