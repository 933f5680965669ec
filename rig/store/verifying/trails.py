"""A walk along a trail: whether each entry follows the one before it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, select

from rig.school.marks.chain import FIRST, words_digest
from rig.store.database import has_table
from rig.store.format import schema
from rig.store.format.door_tables import audit
from rig.store.trails.chained import Trail, digest_of_row
from rig.store.verifying.findings import BadRecord
from rig.store.verifying.legible import legible_rows


def walk_trail(connection: Connection, trail: Trail) -> Iterator[BadRecord]:
    """Every entry that was changed, moved or taken out; an older store has no trail."""
    if not has_table(connection, trail.entries):
        return
    entries: dict[int, Row[Any]] = {
        row.seq: row
        for row in legible_rows(connection, trail.entries)
        if not isinstance(row, BadRecord)
    }
    last, before = 0, FIRST
    for seq, row in sorted(entries.items()):
        name = _name(trail, seq)
        if seq != last + 1:
            yield BadRecord(name, f"entry {last + 1}, which was before it, is gone")
        elif row.before_sha256 != before:
            yield BadRecord(name, "it does not follow the entry before it")
        if _digest(trail, row) != row.sha256:
            yield BadRecord(name, "it was changed after it was written")
        last, before = seq, row.sha256
    yield from _words(connection, trail, entries)
    yield from _told_elsewhere(connection, trail, entries)


def _words(
    connection: Connection, trail: Trail, entries: dict[int, Row[Any]]
) -> Iterator[BadRecord]:
    """Words that are not those of their entry; of a forgotten learner there are none."""
    named = set(connection.execute(select(schema.learner_names.c.learner_id)).scalars())
    words = {
        row.seq: row
        for row in legible_rows(connection, trail.words)
        if not isinstance(row, BadRecord)
    }
    for seq, entry in entries.items():
        kept = words.get(seq)
        if kept is None and entry.learner_id in named:
            yield BadRecord(_name(trail, seq), "its words are gone")
        elif kept is not None and words_digest(kept.salt, kept.words) != entry.words_sha256:
            yield BadRecord(_name(trail, seq), "its words were changed after they were written")


def _told_elsewhere(
    connection: Connection, trail: Trail, entries: dict[int, Row[Any]]
) -> Iterator[BadRecord]:
    """Entries that the audit log has otherwise: it stands apart from the trail."""
    told = select(audit.c.detail).where(audit.c.action.in_(sorted(trail.actions)))
    for detail in connection.execute(told.order_by(audit.c.seq)).scalars():
        number, _, digest = str(detail).partition(" ")
        entry = entries.get(int(number)) if number.isascii() and number.isdigit() else None
        if entry is None:
            yield BadRecord(_name(trail, number), "it is gone; the audit log has it")
        elif not entry.sha256.startswith(digest):
            yield BadRecord(_name(trail, number), "it is another one than the audit log has")


def _digest(trail: Trail, row: Row[Any]) -> str:
    try:
        return digest_of_row(trail, row, row.before_sha256)
    except ValueError:
        # No number that JSON knows: nobody of ours wrote it.
        return ""


def _name(trail: Trail, number: int | str) -> str:
    return f"entry {number} of {trail.title}"
