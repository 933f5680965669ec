"""The tables of classes: who is in which, under which pseudonym, and who is one person with whom.

No name of a person is in them but what a school's own files called the learner (`external_ids`);
forgetting a learner removes that. Rows are sealed (rig.store.format.sealed_rows).
"""

import secrets

from sqlalchemy import Column, Connection, ForeignKey, MetaData, Table, Text, insert, select

from rig.school.pseudonyms import free_pseudonym
from rig.store.format import schema
from rig.store.format.sealed_rows import seal_column, sealed_values

metadata = MetaData()

_LEARNER = schema.learners.c.learner_id

classes = Table(
    "classes",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("term", Text, nullable=False),
    Column("created_utc", Text, nullable=False),
    Column("ended_utc", Text),
    seal_column(),
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("class_id", Text, ForeignKey(classes.c.class_id), primary_key=True),
    Column("learner_id", Text, ForeignKey(_LEARNER), primary_key=True, index=True),
    Column("state", Text, nullable=False, comment="asked, in or out"),
    Column("since_utc", Text, nullable=False),
    seal_column(),
)

pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("learner_id", Text, ForeignKey(_LEARNER), primary_key=True),
    Column("pseudonym", Text, nullable=False, unique=True),
    seal_column(),
)

merges = Table(
    "merges",
    metadata,
    Column("learner_id", Text, ForeignKey(_LEARNER), primary_key=True),
    Column("into_id", Text, ForeignKey(_LEARNER), nullable=False),
    Column("at_utc", Text, nullable=False),
    seal_column(),
    comment="recordings keep the id they were made with; lists show the one it leads to",
)

external_ids = Table(
    "external_ids",
    metadata,
    Column("class_id", Text, ForeignKey(classes.c.class_id), primary_key=True),
    Column("learner_id", Text, ForeignKey(_LEARNER), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, nullable=False),
    seal_column(),
    comment="what the school's own system calls a learner of a class, to write marks back",
)


def create_roster_tables(connection: Connection) -> None:
    """Version 2: the tables of this module, and a pseudonym for everybody who is there."""
    metadata.create_all(connection)
    known = connection.execute(select(_LEARNER).order_by(_LEARNER)).scalars()
    taken: set[str] = set()
    for learner_id in known.all():
        pseudonym = free_pseudonym(taken, secrets.randbelow)
        taken.add(pseudonym)
        row = sealed_values(pseudonyms, {"learner_id": learner_id, "pseudonym": pseudonym})
        connection.execute(insert(pseudonyms).values(row))
