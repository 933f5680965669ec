"""The tables of pass marks: what judges of a panel wrote down, and cut scores that were accepted.

Rows are only ever added, and sealed (rig.store.format.sealed_rows). A judge is a number, and what a
cut score was made from has no ids: no row tells of a person but who wrote it.
"""

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, Table, Text

from rig.store.format.only_grows import guard, rules_of
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

angoff_judgements = Table(
    "angoff_judgements",
    metadata,
    Column("judgement_no", _NUMBER, primary_key=True, autoincrement=False),
    Column("protocol_id", Text, nullable=False, index=True),
    Column("judge", Integer, nullable=False),
    Column("points", Text, comment="criterion to points, as JSON; null: taken back"),
    Column("by", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    seal_column(),
    comment="the newest row of a judge counts",
)

accepted_cuts = Table(
    "accepted_cuts",
    metadata,
    Column("cut_no", _NUMBER, primary_key=True, autoincrement=False),
    Column("protocol_id", Text, nullable=False, index=True),
    Column("method", Text, nullable=False, comment="borderline or angoff"),
    Column("cut_points", Double, nullable=False),
    Column("low_points", Double, comment="of the interval; null without"),
    Column("high_points", Double),
    Column("sem_points", Double, comment="null where it is not known"),
    Column("n", Integer, nullable=False, comment="learners or judges"),
    Column("basis", Text, nullable=False, comment="what it was made from, as JSON"),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    seal_column(),
)

RULES = (
    *rules_of(angoff_judgements, "angoff_judgements only grows"),
    *rules_of(accepted_cuts, "accepted_cuts only grows"),
)


def create_standard_tables(connection: Connection) -> None:
    """The tables of this module; what stands in them stays as it is."""
    metadata.create_all(connection)
    guard(connection, RULES)
