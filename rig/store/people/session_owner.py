"""Whose a session is."""

from pathlib import Path

from sqlalchemy import select

from rig.store.database import open_for_reading
from rig.store.errors import SessionMissingError
from rig.store.format import schema
from rig.store.people.merging import merged_into, root_of


def owner_of(path: Path, session_id: str) -> str:
    """Id of the learner a session is shown under; empty for a guest's.

    Raises:
        SessionMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    wanted = select(schema.sessions.c.learner_id).where(schema.sessions.c.session_id == session_id)
    with open_for_reading(path) as connection:
        found = connection.execute(wanted).scalar_one_or_none()
        if found is None:
            raise SessionMissingError(path, session_id)
        return root_of(str(found), merged_into(connection, path))
