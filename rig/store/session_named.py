"""The session that a person means: by its id, the beginning of it, or as the newest."""

from pathlib import Path
from typing import Final

from rig.store.errors import SessionMissingError, SessionUnclearError, StoreMissingError
from rig.store.read import session_ids

NEWEST: Final = "last"


def session_named(store: Path, asked: str) -> str:
    """The id of the one session that begins as asked; `last` is the newest.

    Raises:
        StoreMissingError: there is no such store.
        SessionMissingError: no session begins so.
        SessionUnclearError: several do.
    """
    if not store.is_file():
        raise StoreMissingError(store)
    ids = session_ids(store)
    if asked == NEWEST and ids:
        return ids[0]
    found = [each for each in ids if each.startswith(asked)]
    if asked in found:
        return asked
    if not found:
        raise SessionMissingError(store, asked)
    if len(found) > 1:
        raise SessionUnclearError(asked, len(found))
    return found[0]
