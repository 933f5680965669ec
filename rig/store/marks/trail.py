"""The trail of changes of marks: read whole, and added to."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, Connection, Row

from rig.school.actor import Actor
from rig.school.marks.change import ChangeKind, MarkChange
from rig.school.marks.mark import MarkOutcome
from rig.store.errors import DamagedRecordError
from rig.store.format.mark_tables import mark_changes, mark_words
from rig.store.format.sealed_rows import Sealable
from rig.store.trails.chained import ChainHead, Trail, add_entry, entries_where, head_of_trail

_ACTIONS: Final[Mapping[ChangeKind, str]] = {
    "override": "mark changed",
    "withdrawn": "mark change taken back",
    "contest": "mark contested",
    "answer": "note on a mark answered",
}
MARKS: Final = Trail(mark_changes, mark_words, "the trail of marks", frozenset(_ACTIONS.values()))


def chain_head(path: Path) -> ChainHead:
    """Where the trail of the whole record ends.

    Raises:
        StoreError: the store cannot be read.
    """
    return head_of_trail(path, MARKS)


def changes_where(
    connection: Connection, path: Path, *which: ColumnElement[bool]
) -> tuple[MarkChange, ...]:
    """Changes in their order, with their words where nobody has been forgotten.

    Raises:
        DamagedRecordError: one is not as it was written.
    """
    found = entries_where(connection, path, MARKS, *which)
    return tuple(_change(row, words, path) for row, words in found)


def add_to_trail(connection: Connection, change: MarkChange, actor: Actor) -> None:
    """Adds a change, and its line in the audit log, within a transaction.

    Args:
        connection: of a transaction that writes.
        change: its number, its words' maker and its time do not matter.
        actor: who makes it.
    """
    about: dict[str, Sealable] = {
        "kind": change.kind,
        "class_id": change.class_id,
        "item_id": change.item_id,
        "learner_id": change.learner_id,
        "points": _double(change.points),
        "outcome": str(change.outcome),
        "old_points": _double(change.old_points),
        "old_outcome": str(change.old_outcome),
    }
    add_entry(connection, MARKS, about, change.words or "", actor, _ACTIONS[change.kind])


def _change(row: Row[Any], words: str | None, path: Path) -> MarkChange:
    if row.kind not in get_args(ChangeKind):
        raise DamagedRecordError(path, f"entry {row.seq} of {MARKS.title}", "checksum")
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
        words=words,
        by=row.by,
        role=row.role,
        at_utc=row.at_utc,
    )


def _double(points: float | None) -> float | None:
    # The file gives a zero back without its sign, and the digest is of what it gives back.
    return None if points is None else float(points) + 0.0
