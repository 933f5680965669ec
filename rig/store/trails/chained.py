"""A trail of any kind: read with every entry checked, and added to, never changed.

The words of an entry stand in a table of their own, which loses them when their learner is
forgotten (rig.school.marks.chain). What an entry is about, each trail says in columns of its own.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, insert, select

from rig.school.actor import Actor
from rig.school.marks.chain import FIRST, entry_digest, words_digest
from rig.store.database import has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.sealed_rows import Sealable, sealed_values
from rig.store.people.audit import by, note
from rig.store.people.sealed_table import checked_rows

_OF_CHAIN: Final = ("before_sha256", "sha256", "crc")
"""Columns of an entry that its digest does not cover."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Where a trail is kept, and what it is called.

    Attributes:
        entries: its table; beside what an entry is about it has `seq, learner_id, words_sha256,
            by, role, at_utc, monotonic_s, before_sha256, sha256` and the seal.
        words: `seq, learner_id, salt, words` and the seal.
        title: what people call it, for example `the trail of marks`.
        actions: what the audit log calls its entries; the detail there is the number of the entry
            and how its digest begins.
    """

    entries: Table
    words: Table
    title: str
    actions: frozenset[str]


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where a trail ends: printed in reports, so that a shortened trail is seen.

    Attributes:
        entries: how many there are.
        sha256: digest of the last; `FIRST` without any.
    """

    entries: int
    sha256: str


def head_of_trail(path: Path, trail: Trail) -> ChainHead:
    """Where a trail of the whole record ends.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ChainHead(0, FIRST)
    with open_for_reading(path) as connection:
        return _head(connection, trail)


def entries_where(
    connection: Connection, path: Path, trail: Trail, *which: ColumnElement[bool]
) -> tuple[tuple[Row[Any], str | None], ...]:
    """Entries in their order, with their words where nobody has been forgotten.

    Raises:
        DamagedRecordError: one is not as it was written.
    """
    rows = checked_rows(connection, path, trail.entries, *which)
    wanted = select(trail.entries.c.seq).where(*which)
    words = {
        row.seq: row
        for row in checked_rows(connection, path, trail.words, trail.words.c.seq.in_(wanted))
    }
    return tuple(
        (row, _checked_words(trail, path, row, words.get(row.seq)))
        for row in sorted(rows, key=_seq)
    )


def texts_of_trail(path: Path, trail: Trail) -> tuple[str, ...]:
    """Every word that people wrote in a trail.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        return tuple(row.words for row in checked_rows(connection, path, trail.words))


def add_entry(
    connection: Connection,
    trail: Trail,
    about: Mapping[str, Sealable],
    words: str,
    actor: Actor,
    action: str,
) -> None:
    """Adds an entry, and its line in the audit log, within a transaction.

    Args:
        connection: of a transaction that writes.
        trail: to which it is added.
        about: the columns of this trail, with `learner_id`.
        words: why.
        actor: who adds it.
        action: one of those of the trail.
    """
    head = _head(connection, trail)
    seq, salt = head.entries + 1, secrets.token_hex(16)
    row: dict[str, Sealable] = {
        "seq": seq,
        **about,
        "words_sha256": words_digest(salt, words),
        "by": actor.id,
        "role": actor.role,
        "at_utc": now_utc(),
        "monotonic_s": time.monotonic(),
    }
    digest = entry_digest(row, head.sha256)
    linked = row | {"before_sha256": head.sha256, "sha256": digest}
    connection.execute(insert(trail.entries).values(sealed_values(trail.entries, linked)))
    learner_id = str(about["learner_id"])
    told: dict[str, Sealable] = {
        "seq": seq, "learner_id": learner_id, "salt": salt, "words": words,
    }  # fmt: skip
    connection.execute(insert(trail.words).values(sealed_values(trail.words, told)))
    # The log keeps the head beside the trail: a trail cut short is seen.
    note(connection, by(actor, action, learner_id, f"{seq} {digest[:16]}"))


def digest_of_row(trail: Trail, row: Row[Any], before: str) -> str:
    """Digest of an entry as it stands in the table.

    Raises:
        ValueError: it holds a number that JSON does not know.
    """
    columns: list[Column[Any]] = list(trail.entries.columns)
    entry = dict(zip((each.name for each in columns), tuple(row), strict=True))
    return entry_digest({k: v for k, v in entry.items() if k not in _OF_CHAIN}, before)


def _head(connection: Connection, trail: Trail) -> ChainHead:
    if not has_table(connection, trail.entries):
        return ChainHead(0, FIRST)
    columns = trail.entries.c
    newest = connection.execute(
        select(columns.seq, columns.sha256).order_by(columns.seq.desc()).limit(1)
    ).one_or_none()
    return ChainHead(0, FIRST) if newest is None else ChainHead(int(newest.seq), newest.sha256)


def _checked_words(trail: Trail, path: Path, row: Row[Any], kept: Row[Any] | None) -> str | None:
    if digest_of_row(trail, row, row.before_sha256) != row.sha256:
        raise DamagedRecordError(path, f"entry {row.seq} of {trail.title}", "checksum")
    if kept is None:
        return None
    if words_digest(kept.salt, kept.words) != row.words_sha256:
        raise DamagedRecordError(path, f"the words of entry {row.seq} of {trail.title}", "checksum")
    return str(kept.words)


def _seq(row: Row[Any]) -> int:
    return int(row.seq)
