"""The tables of corrections of practice hours, and their words.

Corrections are only ever added, and each is chained to the one before it (rig.store.trails). Their
words stand in a table of their own, which loses them when their learner is forgotten. Rows are
sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, Table, Text

from rig.store.format.only_grows import guard, rules_of
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

hours_corrections = Table(
    "hours_corrections",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("learner_id", Text, nullable=False, index=True),
    Column("day", Text, nullable=False, comment="ISO date of the practice it is about"),
    Column("added_s", Integer, nullable=False, comment="negative: taken away"),
    Column("words_sha256", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    Column("monotonic_s", Double, nullable=False),
    Column("before_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    seal_column(),
)

hours_words = Table(
    "hours_words",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("learner_id", Text, nullable=False, index=True),
    Column("salt", Text, nullable=False),
    Column("words", Text, nullable=False),
    seal_column(),
    comment="of the correction of that number; gone once the learner is forgotten",
)

RULES = rules_of(hours_corrections, "corrections of hours are only ever added")


def create_hours_tables(connection: Connection) -> None:
    """The tables of this module; what stands in the trail of corrections stays as it is."""
    metadata.create_all(connection)
    guard(connection, RULES)
