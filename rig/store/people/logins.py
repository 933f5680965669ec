"""Logins in the record: which tokens are good, for whom, until when."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from rig.school.actor import Actor
from rig.school.roles import is_role
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.format.door_tables import logins
from rig.store.format.sealed_rows import is_sealed
from rig.store.people.audit import by, note
from rig.store.people.sealed_table import change_rows, put_sealed


@dataclass(frozen=True, slots=True)
class StoredLogin:
    """One login as the record has it.

    Attributes:
        token_hash: of the token in the cookie.
        actor: who it is.
        begun_utc: when they logged in.
        seen_utc: when they last asked for something, to the minute.
        ends_utc: when it ends at the latest.
    """

    token_hash: str
    actor: Actor
    begun_utc: str
    seen_utc: str
    ends_utc: str


def begin_login(path: Path, login: StoredLogin, how: str) -> None:
    """Write a new login down.

    Args:
        path: the store.
        login: the login.
        how: by password, PIN or setup code.

    Raises:
        StoreError: the store cannot be written.
    """
    actor = login.actor
    with changing(path) as connection:
        put_sealed(
            connection,
            logins,
            {
                "token_hash": login.token_hash,
                "actor_id": actor.id,
                "role": actor.role,
                "learner_id": actor.learner_id,
                "class_id": actor.class_id,
                "begun_utc": login.begun_utc,
                "seen_utc": login.seen_utc,
                "ends_utc": login.ends_utc,
                "ended_utc": None,
                "how": how,
            },
        )
        note(connection, by(actor, "login", actor.learner_id or actor.id, how))


def live_logins(path: Path) -> tuple[StoredLogin, ...]:
    """Logins that nobody has ended; whether their time is over is for the reader to say.

    A damaged row is nobody's login.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        if not has_table(connection, logins):
            return ()
        rows = connection.execute(select(logins).where(logins.c.ended_utc.is_(None))).all()
    return tuple(
        StoredLogin(
            row.token_hash,
            Actor(row.actor_id, row.role, row.learner_id, row.class_id),
            row.begun_utc,
            row.seen_utc,
            row.ends_utc,
        )
        for row in rows
        if is_sealed(logins, tuple(row)) and is_role(row.role)
    )


def note_seen(path: Path, token_hashes: frozenset[str]) -> None:
    """Write down that these logins were used just now.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        change_rows(
            connection, path, logins, logins.c.token_hash.in_(token_hashes), seen_utc=now_utc()
        )


def end_login(path: Path, token_hash: str, actor: Actor, why: str) -> None:
    """End one login, whoever it is.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        change_rows(
            connection, path, logins, logins.c.token_hash == token_hash, ended_utc=now_utc()
        )
        note(connection, by(actor, "logout", actor.learner_id or actor.id, why))


def end_all_logins(path: Path, actor: Actor) -> None:
    """End every login of somebody.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        end_logins(connection, path, actor_id=actor.id)
        note(connection, by(actor, "logout", actor.learner_id or actor.id, "all"))


def end_logins(connection: Connection, path: Path, *, actor_id: str) -> None:
    """End every login of somebody, within a change of something else."""
    change_rows(connection, path, logins, logins.c.actor_id == actor_id, ended_utc=now_utc())


def end_logins_of_class(connection: Connection, path: Path, class_id: str) -> None:
    """End every login that joined with the code of a class, within a change of something else."""
    is_inside = (logins.c.class_id == class_id) & logins.c.ended_utc.is_(None)
    change_rows(connection, path, logins, is_inside, ended_utc=now_utc())
