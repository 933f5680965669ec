"""A learner forgotten: nothing that tells who it was is left in the record.

What was pressed stays under an id that leads to nobody, unless it is removed whole: the record is
never rewritten, so a session is there as it was recorded, or not at all.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, delete, func, select

from rig.store.database import changing, connect_file, explained
from rig.store.errors import LearnerMissingError, StoreBusyError
from rig.store.folder import LOCK_NAME, claimed
from rig.store.format import hours_tables, mark_tables, roster_tables, schema
from rig.store.format.migrations import ALL_TABLES
from rig.store.people.merging import all_ids_of, merged_into
from rig.store.people.names import give_pseudonym

# Who is one person with whom tells nobody's name, and keeps the recordings of one together; the
# trails stay whole without the words in them.
_KEPT: Final = (
    schema.learners, schema.sessions, roster_tables.merges, mark_tables.mark_changes,
    hours_tables.hours_corrections,
)  # fmt: skip
PERSONAL: Final = tuple(
    table for table in ALL_TABLES if "learner_id" in table.columns and table not in _KEPT
)
"""Tables that tell something of a person."""
_OF_SESSIONS: Final = (*schema.SMALL_TABLES, schema.blocks, schema.ends, schema.sessions)
_PART_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What forgetting a learner did.

    Attributes:
        learner_ids: the learner, and whoever was merged into it.
        sessions_kept: recordings that stay, under an id that leads to nobody.
        sessions_removed: recordings that are gone.
        is_scrubbed: no byte of the file tells of it any more; False while Steadyhold runs, whose
            journal keeps the last changes until it is stopped.
        copies: files in the data folder that may still hold the name: backups, stores laid aside.
    """

    learner_ids: tuple[str, ...]
    sessions_kept: int
    sessions_removed: int
    is_scrubbed: bool
    copies: tuple[Path, ...]


def forget_learner(path: Path, learner_id: str) -> Forgotten:
    """Takes away name, PIN, ids of the school's system and places in classes; keeps recordings.

    Raises:
        LearnerMissingError: nobody has the id.
        StoreError: the store cannot be changed.
    """
    ids, sessions = _forget(path, learner_id)
    return Forgotten(ids, sessions, 0, _scrubbed_if_at_rest(path), copies_holding(path, ids))


def forget_with_recordings(path: Path, learner_id: str) -> Forgotten:
    """The same, and everything the learner recorded is removed.

    Raises:
        LearnerMissingError: nobody has the id.
        StoreBusyError: something is recorded at this moment; stop it first.
        StoreError: the store cannot be changed.
    """
    with claimed(path.parent):
        ids, sessions = _forget(path, learner_id)
        with changing(path) as connection:
            remove_sessions(connection, _is_of(schema.sessions, ids))
        scrub(path)
    return Forgotten(ids, 0, sessions, is_scrubbed=True, copies=copies_holding(path, ids))


def _forget(path: Path, learner_id: str) -> tuple[tuple[str, ...], int]:
    """Ids that are forgotten, and how many sessions they have."""
    with changing(path) as connection:
        ids = tuple(sorted(all_ids_of(learner_id, merged_into(connection, path))))
        known = connection.execute(
            select(func.count())
            .select_from(schema.learners)
            .where(schema.learners.c.learner_id == learner_id)
        ).scalar()
        if not known:
            raise LearnerMissingError(learner_id)
        forget_ids(connection, ids)
        sessions = connection.execute(
            select(func.count()).select_from(schema.sessions).where(_is_of(schema.sessions, ids))
        ).scalar()
    return ids, int(sessions or 0)


def forget_ids(connection: Connection, ids: Sequence[str]) -> None:
    """Take away whatever tells who these are, within a change of something else."""
    for table in PERSONAL:
        connection.execute(delete(table).where(_is_of(table, ids)))
    for each in ids:
        # What people remember of the old one leads nowhere.
        give_pseudonym(connection, each)


def _is_of(table: Table, ids: Sequence[str]) -> ColumnElement[bool]:
    return table.c.learner_id.in_(ids)


def remove_sessions(connection: Connection, which: ColumnElement[bool]) -> None:
    """Remove sessions whole; the caller holds the folder, for nothing may be recorded.

    Args:
        connection: of a change.
        which: over the table of sessions.
    """
    numbers = select(schema.sessions.c.session_no).where(which)
    for table in _OF_SESSIONS:
        connection.execute(delete(table).where(table.c.session_no.in_(numbers)))


def _scrubbed_if_at_rest(path: Path) -> bool:
    try:
        with claimed(path.parent):
            scrub(path)
    except StoreBusyError:
        return False
    return True


def scrub(path: Path) -> None:
    """Writes the file anew without what was deleted, and empties its journal."""
    with explained(path), closing(connect_file(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copies_holding(path: Path, words: Sequence[str]) -> tuple[Path, ...]:
    """Files below the data folder, but the record itself, that hold one of the words."""
    ours = {path.name, f"{path.name}-wal", f"{path.name}-shm", LOCK_NAME}
    wanted = [each.encode() for each in words]
    return tuple(
        each
        for each in sorted(path.parent.rglob("*"))
        if each.is_file() and each.name not in ours and _holds(each, wanted)
    )


def _holds(path: Path, wanted: Sequence[bytes]) -> bool:
    try:
        return any(each in part for part in _parts(path) for each in wanted)
    except OSError:
        return False


def _parts(path: Path) -> Iterator[bytes]:
    """The content, in parts that share an edge longer than an id."""
    edge = b""
    with path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            yield edge + part
            edge = part[-64:]
