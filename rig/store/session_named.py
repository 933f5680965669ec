"""The session that a person means: by its id, the beginning of it, or as the newest."""

from pathlib import Path
from typing import Final

from rig.store.errors import SessionMissingError, SessionUnclearError
from rig.store.read import newest_session, sessions_that_begin

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
