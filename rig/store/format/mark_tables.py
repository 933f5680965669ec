"""The tables of the gradebook: changes of marks, their words, and where a school's system has them.

Changes are only ever added, and each is chained to the one before it (rig.school.marks.chain). The
words of a change stand in a table of their own, which loses them when their learner is forgotten.
Rows are sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import Column, Connection, Double, MetaData, Table, Text

from rig.store.format.chain_columns import chain_columns, number_column, words_table
from rig.store.format.only_grows import guard, rules_of
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

mark_changes = Table(
    "mark_changes",
    metadata,
    number_column(),
    Column("kind", Text, nullable=False, comment="override, withdrawn, contest or answer"),
    Column("class_id", Text, nullable=False, index=True),
    Column("item_id", Text, nullable=False),
    Column("learner_id", Text, nullable=False),
    Column("points", Double),
    Column("outcome", Text, nullable=False),
    Column("old_points", Double),
    Column("old_outcome", Text, nullable=False),
    *chain_columns(),
)

mark_words = words_table("mark_words", metadata, entry="change")

lms_columns = Table(
    "lms_columns",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("part", Text, primary_key=True, comment="a criterion; empty for the total"),
    Column("title", Text, nullable=False, comment="as the school's system writes it"),
    Column("assignment_id", Text, nullable=False),
    Column("seen_utc", Text, nullable=False),
    seal_column(),
)


RULES = rules_of(mark_changes, "changes of marks are only ever added")


def create_mark_tables(connection: Connection) -> None:
    """The tables of this module; what stands in the trail of changes stays as it is."""
    metadata.create_all(connection)
    guard(connection, RULES)
