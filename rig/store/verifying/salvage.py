"""Everything sound of a damaged store, written into a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Table, insert

from rig.store.database import explained, open_to_write
from rig.store.entries import Appended, Ended, Entry, SmallRow, Value, begun, now_utc
from rig.store.format import schema
from rig.store.format.header import SessionHeader
from rig.store.format.migrations import SEALED_TABLES
from rig.store.verifying.findings import (
    BadRecord,
    Finding,
    GoodBlock,
    GoodEnd,
    GoodName,
    GoodRow,
    GoodSession,
    LooseBlock,
    LooseRow,
)
from rig.store.verifying.loose import LooseFiles
from rig.store.verifying.survey import surveyed
from rig.store.writer import Writer

_ENTRIES_AT_A_TIME = 1_000
# In the order in which one refers to the other.
_PEOPLE = (schema.learners, schema.learner_names, *SEALED_TABLES)


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved and what was not.

    Attributes:
        samples: samples saved.
        parts: sessions in the new store; one that lost a block goes on as another.
        names: learners whose name was saved.
        bad: records left behind.
        loose: files beside the new store, of sessions whose own row is lost.
    """

    samples: int
    parts: int
    names: int
    bad: tuple[BadRecord, ...]
    loose: tuple[Path, ...]


@dataclass(slots=True)
class _Part:
    """One stretch of a session without a hole."""

    session_id: str
    first_index: int
    samples: int = 0


class _Rescue:
    """Rebuilds sessions in a new store; a hole in the samples starts a new part."""

    def __init__(self, writer: Writer) -> None:
        self.samples = self.parts = 0
        self._writer = writer
        self._headers: dict[str, SessionHeader] = {}
        self._stretches: dict[str, list[_Part]] = {}
        self._entries: list[Entry] = []

    def add_session(self, found: GoodSession) -> None:
        self._headers[found.header.session_id] = found.header
        self._begin(found.header, 0)

    def add_block(self, found: GoodBlock) -> None:
        part = self._stretches[found.session_id][-1]
        raw, index = found.block.raw, found.block.first_index
        if index != part.first_index + part.samples:
            gone = index - part.first_index - part.samples
            part = self._begin(self._headers[found.session_id], index)
            raw = replace(raw, lost=raw.lost + gone)
        part.samples += raw.tick.size
        self.samples += raw.tick.size
        self._put(Appended(part.session_id, raw, ()))

    def add_row(self, found: GoodRow) -> None:
        stretches = self._stretches[found.session_id]
        part = [each for each in stretches if each.first_index <= found.row.at_index][-1]
        row = _small_row(found.table, found.row, part.first_index)
        self._put(Appended(part.session_id, None, (row,)))

    def add_end(self, found: GoodEnd) -> None:
        part = self._stretches[found.session_id][-1]
        self._put(Ended(part.session_id, found.row.how, found.row.ended_utc))

    def flush(self) -> None:
        if self._entries:
            self._writer.write(self._entries)
            self._entries = []

    def _begin(self, header: SessionHeader, first_index: int) -> _Part:
        stretches = self._stretches.setdefault(header.session_id, [])
        session_id = header.session_id
        if stretches:
            session_id = f"{session_id}.part{len(stretches) + 1}"
            mode = f"{header.mode}, saved from sample {first_index} on"
            header = replace(header, session_id=session_id, mode=mode)
        part = _Part(session_id, first_index)
        stretches.append(part)
        self.parts += 1
        self._put(begun(header))
        return part

    def _put(self, entry: Entry) -> None:
        self._entries.append(entry)
        if len(self._entries) >= _ENTRIES_AT_A_TIME:
            self.flush()


def salvage(path: Path, target: Path) -> Salvage:
    """Copies every sound record of `path` into a new store at `target`.

    A session that lost samples goes on after the hole as a session of its own (`ID.part2`), its
    scores as they were; such a part cannot be scored again, for its zero is before the hole.
    The samples and results of a session whose own row is lost are written as files beside it.

    Raises:
        FileExistsError: `target`, or a file beside it, exists.
        StoreError: `path` cannot be opened at all, or `target` cannot be written.
    """
    if target.exists():
        raise FileExistsError(target)
    with surveyed(path) as findings:
        engine = open_to_write(target)
        try:
            with LooseFiles(target) as loose:
                return _filled(engine, target, findings, loose)
        finally:
            engine.dispose()


def _filled(
    engine: Engine, target: Path, findings: Iterable[Finding], loose: LooseFiles
) -> Salvage:
    bad: list[BadRecord] = []
    writer = Writer(engine, target)
    rescue = _Rescue(writer)
    learners: list[GoodName] = []
    for finding in findings:
        match finding:
            case BadRecord():
                bad.append(finding)
            case GoodName():
                learners.append(finding)
            case GoodSession():
                rescue.add_session(finding)
            case GoodBlock():
                rescue.add_block(finding)
            case GoodRow():
                rescue.add_row(finding)
            case GoodEnd():
                rescue.add_end(finding)
            case LooseBlock():
                loose.add_block(finding)
            case LooseRow():
                loose.add_row(finding)
    rescue.flush()
    writer.close()
    with engine.begin() as connection, explained(target):
        _put_people(connection, learners)
    names = sum(each.table is schema.learner_names for each in learners)
    samples = rescue.samples + loose.samples
    return Salvage(samples, rescue.parts, names, tuple(bad), loose.paths)


def _put_people(connection: Connection, found: Sequence[GoodName]) -> None:
    rows: dict[Table, list[dict[str, Value]]] = {table: [] for table in _PEOPLE}
    for each in found:
        rows[each.table].append(_columns(each))
    known = {each["learner_id"] for each in rows[schema.learners]}
    rows[schema.learners] += [
        {"learner_id": learner_id, "created_utc": now_utc()}
        for learner_id in {each["learner_id"] for each in rows[schema.learner_names]} - known
    ]
    for table, of_table in rows.items():
        if of_table:
            connection.execute(insert(table), of_table)


def _columns(found: GoodName) -> dict[str, Value]:
    return dict(zip(found.table.columns.keys(), found.row, strict=True))


def _small_row(table: Table, row: Row[Any], shift: int) -> SmallRow:
    _, _, at_index, *values, _ = tuple(row)
    own = [column.name for column in table.columns][3:-1]
    named: dict[str, Value] = dict(zip(own, values, strict=True))
    return SmallRow(table.name, at_index - shift, named)
