"""Learners: an opaque id for the recordings, a pseudonym, and a name that can be removed."""

import secrets
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from rig.school.pseudonyms import free_pseudonym
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import BlankNameError, DamagedRecordError, LearnerMissingError
from rig.store.format import roster_tables, schema
from rig.store.format.sealed_rows import sealed_values
from rig.store.format.sqlite_records import is_well_typed
from rig.store.rows import WRONG_KIND
from rig.visible_text import visible_text

MAX_NAME_CHARACTERS = 80


def add_learner(path: Path, name: str) -> str:
    """The new opaque id of a learner called `name`; two learners may share a name.

    Raises:
        BlankNameError: the name has no visible character, or more than 80.
    """
    shown = " ".join(name.split())
    if not shown.isprintable() or not 0 < len(shown) <= MAX_NAME_CHARACTERS:
        raise BlankNameError(name)
    learner_id = secrets.token_hex(8)
    with changing(path) as connection:
        connection.execute(
            insert(schema.learners).values(learner_id=learner_id, created_utc=now_utc())
        )
        connection.execute(insert(schema.learner_names).values(learner_id=learner_id, name=shown))
        give_pseudonym(connection, learner_id)
    return learner_id


def give_pseudonym(connection: Connection, learner_id: str) -> str:
    """A pseudonym that is free, and the learner's from now on."""
    table = roster_tables.pseudonyms
    taken = set(connection.execute(select(table.c.pseudonym)).scalars())
    pseudonym = free_pseudonym(taken, secrets.randbelow)
    row = sealed_values(table, {"learner_id": learner_id, "pseudonym": pseudonym})
    connection.execute(insert(table).values(row))
    return pseudonym


def names(path: Path) -> dict[str, str]:
    """Learner ids to names, in the order of the names; empty before the first recording.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        rows = connection.execute(
            select(schema.learner_names.c.learner_id, schema.learner_names.c.name)
        ).all()
    for row in rows:
        if not is_well_typed(schema.learner_names, tuple(row)):
            raise DamagedRecordError(path, f"the name of learner {row.learner_id!r}", WRONG_KIND)
    ordered = sorted(rows, key=lambda row: row.name.casefold())
    return {row.learner_id: visible_text(row.name) for row in ordered}


def remove_name(path: Path, learner_id: str) -> None:
    """Takes the name away; the recordings keep an id that no longer leads to anyone.

    Raises:
        LearnerMissingError: no name is known for the id.
    """
    with changing(path) as connection:
        gone = connection.execute(
            delete(schema.learner_names).where(schema.learner_names.c.learner_id == learner_id)
        )
        if not gone.rowcount:
            raise LearnerMissingError(learner_id)
