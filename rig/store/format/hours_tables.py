"""The tables of corrections of practice hours, and their words.

Corrections are only ever added, and each is chained to the one before it (rig.store.trails). Their
words stand in a table of their own, which loses them when their learner is forgotten. Rows are
sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text

from rig.store.format.chain_columns import chain_columns, number_column, words_table
from rig.store.format.only_grows import guard, rules_of

metadata = MetaData()

hours_corrections = Table(
    "hours_corrections",
    metadata,
    number_column(),
    Column("learner_id", Text, nullable=False, index=True),
    Column("day", Text, nullable=False, comment="ISO date of the practice it is about"),
    Column("added_s", Integer, nullable=False, comment="negative: taken away"),
    *chain_columns(),
)

hours_words = words_table("hours_words", metadata, entry="correction")

RULES = rules_of(hours_corrections, "corrections of hours are only ever added")


def create_hours_tables(connection: Connection) -> None:
    """The tables of this module; what stands in the trail of corrections stays as it is."""
    metadata.create_all(connection)
    guard(connection, RULES)
