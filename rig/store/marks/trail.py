"""The trail of changes of marks: read whole, and added to."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from sqlalchemy import Column, ColumnElement, Connection, Row, insert, select

from rig.school.actor import Actor
from rig.school.marks.chain import FIRST, entry_digest, words_digest
from rig.school.marks.change import ChangeKind, MarkChange
from rig.school.marks.mark import MarkOutcome
from rig.store.database import has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.mark_tables import mark_changes, mark_words
from rig.store.format.sealed_rows import Sealable, sealed_values
from rig.store.people.audit import by, note
from rig.store.people.sealed_table import checked_rows

OF_CHAIN: Final = ("before_sha256", "sha256", "crc")
"""Columns of a change that its digest does not cover."""
ACTIONS: Final[Mapping[ChangeKind, str]] = {
    "override": "mark changed",
    "withdrawn": "mark change taken back",
    "contest": "mark contested",
    "answer": "note on a mark answered",
}
"""What the audit log calls them; the detail is the number and how the digest begins."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the trail ends: printed in reports, so that a shortened trail is seen.

    Attributes:
        entries: how many there are.
        sha256: digest of the last; `FIRST` without any.
    """

    entries: int
    sha256: str


def chain_head(path: Path) -> ChainHead:
    """Where the trail of the whole record ends.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ChainHead(0, FIRST)
    with open_for_reading(path) as connection:
        return _head(connection)


def changes_where(
    connection: Connection, path: Path, *which: ColumnElement[bool]
) -> tuple[MarkChange, ...]:
    """Changes in their order, with their words where nobody has been forgotten.

    Raises:
        DamagedRecordError: one is not as it was written.
    """
    rows = checked_rows(connection, path, mark_changes, *which)
    wanted = select(mark_changes.c.seq).where(*which)
    words = {
        row.seq: row
        for row in checked_rows(connection, path, mark_words, mark_words.c.seq.in_(wanted))
    }
    return tuple(_change(row, words.get(row.seq), path) for row in sorted(rows, key=_seq))


def texts_of_trail(path: Path) -> tuple[str, ...]:
    """Every word that people wrote about marks.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        return tuple(row.words for row in checked_rows(connection, path, mark_words))


def add_to_trail(connection: Connection, change: MarkChange, actor: Actor) -> None:
    """Adds a change, and its line in the audit log, within a transaction.

    Args:
        connection: of a transaction that writes.
        change: its number, its words' maker and its time do not matter.
        actor: who makes it.
    """
    head = _head(connection)
    seq, salt, words = head.entries + 1, secrets.token_hex(16), change.words or ""
    row: dict[str, Sealable] = {
        "seq": seq,
        "kind": change.kind,
        "class_id": change.class_id,
        "item_id": change.item_id,
        "learner_id": change.learner_id,
        "points": _double(change.points),
        "outcome": str(change.outcome),
        "old_points": _double(change.old_points),
        "old_outcome": str(change.old_outcome),
        "words_sha256": words_digest(salt, words),
        "by": actor.id,
        "role": actor.role,
        "at_utc": now_utc(),
        "monotonic_s": time.monotonic(),
    }
    digest = entry_digest(row, head.sha256)
    linked = row | {"before_sha256": head.sha256, "sha256": digest}
    connection.execute(insert(mark_changes).values(sealed_values(mark_changes, linked)))
    told: dict[str, Sealable] = {
        "seq": seq, "learner_id": change.learner_id, "salt": salt, "words": words,
    }  # fmt: skip
    connection.execute(insert(mark_words).values(sealed_values(mark_words, told)))
    # The log keeps the head beside the trail: a trail cut short is seen.
    note(connection, by(actor, ACTIONS[change.kind], change.learner_id, f"{seq} {digest[:16]}"))


def digest_of_row(row: Row[Any], before: str) -> str:
    """Digest of a change as it stands in the table."""
    columns: list[Column[Any]] = list(mark_changes.columns)
    entry = dict(zip((each.name for each in columns), tuple(row), strict=True))
    return entry_digest({k: v for k, v in entry.items() if k not in OF_CHAIN}, before)


def _head(connection: Connection) -> ChainHead:
    if not has_table(connection, mark_changes):
        return ChainHead(0, FIRST)
    columns = mark_changes.c
    newest = connection.execute(
        select(columns.seq, columns.sha256).order_by(columns.seq.desc()).limit(1)
    ).one_or_none()
    return ChainHead(0, FIRST) if newest is None else ChainHead(int(newest.seq), newest.sha256)


def _change(row: Row[Any], words: Row[Any] | None, path: Path) -> MarkChange:
    if row.kind not in get_args(ChangeKind) or digest_of_row(row, row.before_sha256) != row.sha256:
        raise DamagedRecordError(path, f"entry {row.seq} of the trail of marks", "checksum")
    if words is not None and words_digest(words.salt, words.words) != row.words_sha256:
        raise DamagedRecordError(path, f"the words of entry {row.seq} of the trail", "checksum")
    return MarkChange(
        seq=row.seq,
        kind=row.kind,
        class_id=row.class_id,
        item_id=row.item_id,
        learner_id=row.learner_id,
        points=row.points,
        outcome=MarkOutcome(row.outcome),
        old_points=row.old_points,
        old_outcome=MarkOutcome(row.old_outcome),
        words=None if words is None else words.words,
        by=row.by,
        role=row.role,
        at_utc=row.at_utc,
    )


def _seq(row: Row[Any]) -> int:
    return int(row.seq)


def _double(points: float | None) -> float | None:
    # The file gives a zero back without its sign, and the digest is of what it gives back.
    return None if points is None else float(points) + 0.0
