"""Entries turned into one transaction."""

import contextlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine, func, insert, select

from firmware_bridge.samples import RawBlock
from rig.store.backup import copy_open_store
from rig.store.database import explained, software_id
from rig.store.entries import Appended, Begun, Ended, Entry, SmallRow, now_utc
from rig.store.format import schema
from rig.store.format.codec import MAX_SAMPLES, Samples, encode
from rig.store.format.crc import block_crc, row_crc
from rig.store.format.header import SessionHeader

_TABLES = {table.name: table for table in schema.SMALL_TABLES}

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Commit:
    """A transaction that the disk has acknowledged.

    Attributes:
        number: counted from 1 by the writer.
        samples: for each session it touched, the samples that are now safe.
        blob_bytes: bytes of packed samples it wrote.
        took_s: host seconds from its first statement to the acknowledgement.
    """

    number: int
    samples: Mapping[str, int]
    blob_bytes: int
    took_s: float


@dataclass(frozen=True, slots=True)
class _Session:
    """A session under way, as the last acknowledged transaction left it."""

    number: int
    session_id: str
    tick_hz: float
    samples: int
    small_rows: int
    lost_waiting: int


@dataclass(slots=True)
class _Batch:
    """What the entries of one transaction add up to."""

    begun: dict[str, Begun] = field(default_factory=dict)
    raws: dict[str, list[RawBlock]] = field(default_factory=dict)
    rows: dict[str, list[SmallRow]] = field(default_factory=dict)
    ended: dict[str, Ended] = field(default_factory=dict)


class _Packed(NamedTuple):
    """Rows of one session's blocks, and what stands after them."""

    rows: list[Row]
    samples: int
    lost_waiting: int


class Writer:
    """Writes entries of many sessions, each call one transaction; not for several threads.

    Args:
        engine: from `rig.store.database.open_to_write`.
        path: the store, for sentences.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._path = path
        self._sessions: dict[str, _Session] = {}
        self._commits = 0
        with contextlib.ExitStack() as until_well, explained(path):
            self._connection = until_well.enter_context(engine.connect())
            with self._connection.begin():
                made = self._connection.execute(
                    insert(schema.runs).values(
                        started_utc=now_utc(), monotonic_s=time.monotonic(), software=software_id()
                    )
                )
            self._run_no = _number(made.inserted_primary_key)
            until_well.pop_all()

    def write(self, entries: Sequence[Entry]) -> Commit:
        """Makes the entries safe, all or none.

        Raises:
            StoreError: the disk or the database refused; nothing was written, try again later.
        """
        batch = _gathered(entries)
        after = self._sessions | {key: _fresh(entry.header) for key, entry in batch.begun.items()}
        packed = {key: _block_rows(after[key], raws) for key, raws in batch.raws.items()}
        started_s = time.perf_counter()
        with explained(self._path), self._connection.begin():
            self._insert_sessions(batch, after)
            blob_bytes = self._insert_blocks(packed, after)
            self._insert_rows(batch, after)
            self._insert_ends(batch, after)
        self._sessions = {key: one for key, one in after.items() if key not in batch.ended}
        self._commits += 1
        keys = (*batch.begun, *batch.raws, *batch.rows, *batch.ended)
        touched = {key: after[key].samples for key in keys}
        return Commit(self._commits, touched, blob_bytes, time.perf_counter() - started_s)

    def go_on_with(self, engine: Engine) -> None:
        """Write the same sessions on into a copy of the store.

        Raises:
            StoreError: the copy cannot be opened.
        """
        with explained(self._path):
            self._connection = engine.connect()

    def copy_to(self, target: Path) -> None:
        """A whole copy of the store, from the open file: its name may lead nowhere any more.

        Raises:
            StoreError: the disk refused.
        """
        with explained(target):
            source: Any = self._connection.connection.driver_connection
            copy_open_store(source, target)

    def close(self) -> None:
        """Gives the database back."""
        self._connection.close()

    def _insert_sessions(self, batch: _Batch, after: dict[str, _Session]) -> None:
        for session_id, entry in batch.begun.items():
            header = entry.header
            made = self._connection.execute(
                insert(schema.sessions).values(
                    session_id=session_id,
                    run_no=self._run_no,
                    blocks_before=_newest_block(self._connection),
                    started_utc=header.started_utc,
                    station_id=header.station_id,
                    learner_id=header.learner_id,
                    protocol_id=header.protocol.id,
                    header=entry.text,
                    crc=row_crc("sessions", session_id, (entry.text,)),
                )
            )
            number = _number(made.inserted_primary_key)
            after[session_id] = replace(after[session_id], number=number)

    def _insert_blocks(self, packed: dict[str, _Packed], after: dict[str, _Session]) -> int:
        made: list[Row] = []
        for session_id, (rows, samples, lost_waiting) in packed.items():
            session = replace(after[session_id], samples=samples, lost_waiting=lost_waiting)
            after[session_id] = session
            made.extend({"session_no": session.number, **row} for row in rows)
        if made:
            self._connection.execute(insert(schema.blocks), made)
        return sum(len(row["blob"]) for row in made if isinstance(row["blob"], bytes))

    def _insert_rows(self, batch: _Batch, after: dict[str, _Session]) -> None:
        made: dict[str, list[Row]] = {}
        for session_id, rows in batch.rows.items():
            session = after[session_id]
            after[session_id] = replace(session, small_rows=session.small_rows + len(rows))
            for row in rows:
                values = (row.at_index, *row.values.values())
                made.setdefault(row.table, []).append(
                    {
                        "session_no": session.number,
                        "at_index": row.at_index,
                        **row.values,
                        "crc": row_crc(row.table, session_id, values),
                    }
                )
        for name, of_table in made.items():
            self._connection.execute(insert(_TABLES[name]), of_table)

    def _insert_ends(self, batch: _Batch, after: dict[str, _Session]) -> None:
        for session_id, entry in batch.ended.items():
            session = after[session_id]
            values: Row = {
                "ended_utc": entry.at_utc,
                "how": entry.how,
                "samples": session.samples,
                "blocks_until": _newest_block(self._connection),
                "small_rows": session.small_rows,
            }
            crc = row_crc("ends", session_id, tuple(values.values()))
            self._connection.execute(
                insert(schema.ends).values(session_no=session.number, **values, crc=crc)
            )


def _fresh(header: SessionHeader) -> _Session:
    """A session that has no number yet."""
    tick_hz = header.traits.tick_hz or header.traits.rate_hz
    return _Session(0, header.session_id, tick_hz, 0, 0, 0)


def _gathered(entries: Sequence[Entry]) -> _Batch:
    batch = _Batch()
    for entry in entries:
        match entry:
            case Begun():
                batch.begun[entry.header.session_id] = entry
            case Appended():
                if entry.raw is not None:
                    batch.raws.setdefault(entry.session_id, []).append(entry.raw)
                if entry.rows:
                    batch.rows.setdefault(entry.session_id, []).extend(entry.rows)
            case Ended():
                batch.ended[entry.session_id] = entry
    return batch


def _number(key: Sequence[object] | None) -> int:
    match key:
        case (int(number),):
            return number
    raise ValueError(f"the database gave {key!r} for a number")


def _newest_block(connection: Connection) -> int:
    newest = connection.execute(select(func.max(schema.blocks.c.block_no))).scalar()
    return int(newest or 0)


def _block_rows(session: _Session, raws: Sequence[RawBlock]) -> _Packed:
    """Blocks of one session, merged and packed."""
    lost = session.lost_waiting + sum([raw.lost for raw in raws])
    full = [raw for raw in raws if raw.tick.size]
    if not full:
        # Nothing to hang the losses on yet: they go before the next sample.
        return _Packed([], session.samples, lost)
    whole = Samples(
        np.concatenate([raw.tick for raw in full]),
        np.concatenate([raw.t_s for raw in full]),
        np.concatenate([raw.raw for raw in full]),
        np.concatenate([raw.flags for raw in full]),
    )
    arrived_s = (_known(full[0].arrived_s), _known(full[-1].arrived_s))
    rows: list[Row] = []
    index = session.samples
    for start in range(0, whole.tick.size, MAX_SAMPLES):
        part = slice(start, start + MAX_SAMPLES)
        piece = Samples(whole.tick[part], whole.t_s[part], whole.raw[part], whole.flags[part])
        blob = encode(piece, session.tick_hz)
        count = int(piece.tick.size)
        rows.append(
            {
                "first_index": index,
                "samples": count,
                "lost": lost,
                "arrived_first_s": arrived_s[0],
                "arrived_last_s": arrived_s[1],
                "blob": blob,
                "crc": block_crc(session.session_id, index, count, lost, arrived_s, blob),
            }
        )
        index += count
        lost = 0
    return _Packed(rows, index, 0)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
