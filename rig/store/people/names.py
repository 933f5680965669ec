"""Learners: an opaque id for the recordings, a pseudonym, and a name that can be removed."""

import secrets
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from rig.school.pseudonyms import free_pseudonym
from rig.school.tidy_name import tidy_name
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import BlankNameError, DamagedRecordError, LearnerMissingError
from rig.store.format import roster_tables, schema
from rig.store.format.sqlite_records import is_well_typed
from rig.store.people.merging import merged_into
from rig.store.people.sealed_table import checked_rows, put_sealed
from rig.store.rows import WRONG_KIND
from rig.visible_text import visible_text


def add_learner(path: Path, name: str) -> str:
    """The new opaque id of a learner called `name`; two learners may share a name.

    Raises:
        BlankNameError: the name has no visible character, or more than 80.
    """
    with changing(path) as connection:
        return new_learner(connection, name)


def new_learner(connection: Connection, name: str) -> str:
    """The same within a transaction that is under way.

    Raises:
        BlankNameError: as `add_learner`.
    """
    shown = _checked(name)
    learner_id = secrets.token_hex(8)
    connection.execute(insert(schema.learners).values(learner_id=learner_id, created_utc=now_utc()))
    connection.execute(insert(schema.learner_names).values(learner_id=learner_id, name=shown))
    give_pseudonym(connection, learner_id)
    return learner_id


def rename_learner(path: Path, learner_id: str, name: str) -> None:
    """Gives a learner another name; one who was forgotten gets none.

    Raises:
        LearnerMissingError: no name is known for the id.
        BlankNameError: as `add_learner`.
    """
    shown, table = _checked(name), schema.learner_names
    with changing(path) as connection:
        if not connection.execute(delete(table).where(table.c.learner_id == learner_id)).rowcount:
            raise LearnerMissingError(learner_id)
        connection.execute(insert(table).values(learner_id=learner_id, name=shown))


def give_pseudonym(connection: Connection, learner_id: str) -> str:
    """A pseudonym that is free, and the learner's from now on."""
    table = roster_tables.pseudonyms
    taken = set(connection.execute(select(table.c.pseudonym)).scalars())
    pseudonym = free_pseudonym(taken, secrets.randbelow)
    put_sealed(connection, table, {"learner_id": learner_id, "pseudonym": pseudonym})
    return pseudonym


def names(path: Path) -> dict[str, str]:
    """Learner ids to names, in the order of the names; empty before the first recording.

    Who was merged into another is not among them.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        merged = merged_into(connection, path)
        found = shown_names(connection, path)
    kept = [(each, name) for each, name in found.items() if each not in merged]
    return dict(sorted(kept, key=lambda item: item[1].casefold()))


def names_before_merging(path: Path) -> dict[str, str]:
    """Ids to names of everybody, whoever was merged into another included.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        return shown_names(connection, path)


def shown_names(connection: Connection, path: Path) -> dict[str, str]:
    """Ids to names of everybody, merged or not, of a store that is open.

    Raises:
        DamagedRecordError: a row is not as it was written.
    """
    rows = connection.execute(
        select(schema.learner_names.c.learner_id, schema.learner_names.c.name)
    ).all()
    for row in rows:
        if not is_well_typed(schema.learner_names, tuple(row)):
            raise DamagedRecordError(path, f"the name of learner {row.learner_id!r}", WRONG_KIND)
    return {row.learner_id: visible_text(row.name) for row in rows}


def pseudonyms_of(path: Path) -> dict[str, str]:
    """Learner ids to pseudonyms; empty where an older release made the store.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return {}
    with open_for_reading(path) as connection:
        rows = checked_rows(connection, path, roster_tables.pseudonyms)
    return {row.learner_id: row.pseudonym for row in rows}


def personal_texts(path: Path) -> tuple[str, ...]:
    """Every text in the store that tells a person: all names, and what a school's system says.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        called = shown_names(connection, path).values()
        rows = checked_rows(connection, path, roster_tables.external_ids)
    return (*called, *(row.value for row in rows))


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


def _checked(name: str) -> str:
    shown = tidy_name(name)
    if not shown:
        raise BlankNameError(name)
    return shown
