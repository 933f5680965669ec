"""What a school has kept for too long: told by date, and taken away by date."""

from pathlib import Path

from sqlalchemy import Connection, delete

from rig.school.actor import Actor
from rig.store.database import changing, open_for_reading
from rig.store.exams.acts import add_removed
from rig.store.folder import claimed
from rig.store.format import schema
from rig.store.format.door_tables import RULES, accounts, audit
from rig.store.format.exam_tables import exam_attempts
from rig.store.format.only_grows import guard, unguard
from rig.store.people.audit import by, note
from rig.store.people.expired import Expired, KeptSince, expired, lines_before, over_before
from rig.store.people.forgetting import copies_holding, forget_ids, remove_sessions, scrub
from rig.store.people.merging import merged_into
from rig.store.people.sealed_table import checked_rows

_A_LOG = "CREATE TABLE audit"
"""What every copy of a record with logins and a log has in it."""


def find_expired(path: Path, since: KeptSince) -> tuple[Expired, tuple[Path, ...]]:
    """What would be taken away, and the copies in the data folder that would still hold it.

    Raises:
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        found = expired(connection, since, merged_into(connection, path))
    return found, _copies(path, found)


def remove_expired(path: Path, since: KeptSince, actor: Actor) -> tuple[Expired, tuple[Path, ...]]:
    """Take it away, whole and for good, with a line in the log; what is younger stays.

    Returns:
        What is gone, and the copies in the data folder that still hold some of it.

    Raises:
        StoreBusyError: Steadyhold runs; stop it first.
        StoreError: the store cannot be changed.
    """
    with claimed(path.parent):
        with changing(path) as connection:
            found = expired(connection, since, merged_into(connection, path))
            if not found.is_nothing:
                of_exams = checked_rows(
                    connection, path, exam_attempts,
                    exam_attempts.c.kind == "session",
                    exam_attempts.c.session_id.in_(found.sessions),
                )  # fmt: skip
                add_removed(connection, of_exams, actor.id)
                _remove(connection, found, since)
                note(connection, by(actor, "old data removed", detail=removed_detail(found)))
        if not found.is_nothing:
            scrub(path)
    return found, _copies(path, found)


def removed_detail(found: Expired) -> str:
    """How much it is, for the log and for people."""
    return (
        f"{len(found.sessions)} recordings, {len(found.learners)} names, "
        f"{len(found.accounts)} ended accounts, {found.logins} logins and codes, "
        f"{found.audit_lines} lines of the log"
    )


def _remove(connection: Connection, found: Expired, since: KeptSince) -> None:
    remove_sessions(connection, schema.sessions.c.session_id.in_(found.sessions))
    forget_ids(connection, found.learners)
    connection.execute(delete(accounts).where(accounts.c.account_id.in_(found.accounts)))
    for table, which in over_before(since.logins):
        connection.execute(delete(table).where(which))
    unguard(connection, audit)
    for table, which in lines_before(since.audit):
        connection.execute(delete(table).where(which))
    guard(connection, RULES)


def _copies(path: Path, found: Expired) -> tuple[Path, ...]:
    words = [*found.sessions, *found.learners, *found.accounts]
    if found.logins or found.audit_lines:
        words.append(_A_LOG)
    return copies_holding(path, words) if words else ()
