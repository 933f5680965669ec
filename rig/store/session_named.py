"""The session that a person means: by its id, the beginning of it, or as the newest."""

from pathlib import Path
from typing import Final

from sqlalchemy import select

from rig.store.database import open_for_reading
from rig.store.errors import SessionMissingError, SessionUnclearError
from rig.store.format import schema

NEWEST: Final = "last"
MOST_COUNTED: Final = 100
"""Of sessions that begin alike no more are counted."""


def session_named(store: Path, asked: str) -> str:
    """The id of the one session that begins as asked; `last` is the newest.

    Raises:
        StoreMissingError: there is no such store.
        SessionMissingError: no session begins so.
        SessionUnclearError: several do.
    """
    if asked == NEWEST:
        return newest_session(store)
    found = sessions_that_begin(store, asked, MOST_COUNTED)
    if asked in found:
        return asked
    if not found:
        raise SessionMissingError(store, asked)
    if len(found) > 1:
        raise SessionUnclearError(asked, len(found))
    return found[0]


def newest_session(path: Path) -> str:
    """The id of the session that began last.

    Raises:
        SessionMissingError: there is none yet.
        StoreError: the store cannot be read.
    """
    sessions = schema.sessions.c
    with open_for_reading(path) as connection:
        found = connection.execute(
            select(sessions.session_id)
            .order_by(sessions.started_utc.desc(), sessions.session_no.desc())
            .limit(1)
        ).scalar()
    if found is None:
        raise SessionMissingError(path, "last")
    return str(found)


def sessions_that_begin(path: Path, with_: str, limit: int) -> tuple[str, ...]:
    """Ids that begin as given, in order, `limit` at most; found by their index.

    Raises:
        StoreError: the store cannot be read.
    """
    session_id = schema.sessions.c.session_id
    with open_for_reading(path) as connection:
        found = connection.execute(
            select(session_id)
            .where(session_id >= with_, session_id < with_ + "\U0010ffff")
            .order_by(session_id)
            .limit(limit)
        ).scalars()
        return tuple(found)
