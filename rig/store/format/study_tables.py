"""The table of who agreed to be part of which study.

Rows are sealed (rig.store.format.sealed_rows); forgetting a learner removes theirs.
"""

from sqlalchemy import Column, Connection, ForeignKey, MetaData, Table, Text

from rig.store.format import schema
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

consents = Table(
    "consents",
    metadata,
    Column("study", Text, primary_key=True),
    Column("learner_id", Text, ForeignKey(schema.learners.c.learner_id), primary_key=True),
    Column("given_utc", Text, nullable=False),
    Column("withdrawn_utc", Text),
    seal_column(),
)


def create_study_tables(connection: Connection) -> None:
    """The table of this module."""
    metadata.create_all(connection)
