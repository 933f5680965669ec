"""The tables of pass marks: what judges of a panel wrote down, and cut scores that were accepted.

Rows are only ever added, and sealed (rig.store.format.sealed_rows). A judge is a number, and what a
cut score was made from has no ids: no row tells of a person but who wrote it.
"""

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, Table, Text

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

_KEYS = {angoff_judgements.name: "judgement_no", accepted_cuts.name: "cut_no"}


def create_standard_tables(connection: Connection) -> None:
    """The tables of this module; what stands in them stays as it is."""
    metadata.create_all(connection)
    if connection.dialect.name != "sqlite":
        return
    for table, key in _KEYS.items():
        refused = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
        for change in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_refuses_{change.lower()} BEFORE {change} ON {table} "
                f"{refused}"
            )
        # SQLite itself deletes what INSERT OR REPLACE replaces, and no trigger sees that.
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuses_replace BEFORE INSERT ON {table} "  # noqa: S608
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refused}"
        )
