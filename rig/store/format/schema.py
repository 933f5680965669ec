"""The tables of the store; rows are only ever added, names of people apart.

`at_index` is the number of samples of the session before the row: with the raw blocks it makes a
replay exact. `crc` covers the row, its session and its place (rig.store.format.crc).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

APPLICATION_ID = 0x53744864
"""Marks the SQLite file as ours: "StHd"."""

metadata = MetaData()
# SQLite hands out numbers by itself only where the column is declared INTEGER.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

versions = Table(
    "versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_utc", Text, nullable=False),
    Column("software", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("run_no", _NUMBER, primary_key=True),
    Column("started_utc", Text, nullable=False),
    Column("monotonic_s", Double, nullable=False),
    Column("software", Text, nullable=False),
    comment="one start of the recorder; ties monotonic seconds of arrivals to the wall clock",
)

learners = Table(
    "learners",
    metadata,
    Column("learner_id", Text, primary_key=True),
    Column("created_utc", Text, nullable=False),
)

learner_names = Table(
    "learner_names",
    metadata,
    Column("learner_id", Text, ForeignKey("learners.learner_id"), primary_key=True),
    Column("name", Text, nullable=False),
    comment="the only place with names; removing a row leaves the recordings without one",
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_no", _NUMBER, primary_key=True),
    Column("session_id", Text, nullable=False, unique=True),
    Column("run_no", _NUMBER, ForeignKey("runs.run_no"), nullable=False),
    Column("blocks_before", BigInteger, nullable=False),
    Column("started_utc", Text, nullable=False, index=True),
    Column("station_id", Text, nullable=False),
    Column("learner_id", Text, nullable=False, index=True),
    Column("protocol_id", Text, nullable=False),
    Column("header", Text, nullable=False),
    Column("crc", BigInteger, nullable=False),
)

blocks = Table(
    "blocks",
    metadata,
    Column("block_no", _NUMBER, primary_key=True),
    Column("session_no", _NUMBER, ForeignKey("sessions.session_no"), nullable=False),
    Column("first_index", BigInteger, nullable=False),
    Column("samples", Integer, nullable=False),
    Column("lost", BigInteger, nullable=False),
    Column("arrived_first_s", Double),
    Column("arrived_last_s", Double),
    Column("blob", LargeBinary, nullable=False),
    Column("crc", BigInteger, nullable=False),
)
# In SQLite a session's blocks are found as the stretch of block numbers it was recorded in: an
# index would touch one page a station in each commit, and write four times as much (measured).
Index("blocks_of_session", blocks.c.session_no, blocks.c.block_no).ddl_if(dialect="postgresql")


def _small(name: str, *columns: Column[object]) -> Table:
    return Table(
        name,
        metadata,
        Column("row_no", _NUMBER, primary_key=True),
        Column("session_no", _NUMBER, ForeignKey("sessions.session_no"), nullable=False),
        Column("at_index", BigInteger, nullable=False),
        *columns,
        Column("crc", BigInteger, nullable=False),
        Index(f"{name}_of_session", "session_no"),
    )


commands = _small(
    "commands",
    Column("kind", Text, nullable=False),
    Column("raw_zero", Double),
    Column("raw_spread", Double),
    Column("raw_noise", Double),
    Column("by", Text, nullable=False),
)

events = _small(
    "events",
    Column("t_s", Double),
    Column("kind", Text, nullable=False),
    Column("value", Double),
    Column("text", Text, nullable=False),
)

holds = _small(
    "holds",
    Column("number", Integer, nullable=False),
    Column("repetition", Integer, nullable=False),
    Column("score", Double),
    Column("json", Text, nullable=False),
)

sets = _small("sets", Column("json", Text, nullable=False))

ends = Table(
    "ends",
    metadata,
    Column("session_no", _NUMBER, ForeignKey("sessions.session_no"), primary_key=True),
    Column("ended_utc", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("samples", BigInteger, nullable=False),
    Column("blocks_until", BigInteger, nullable=False),
    Column("small_rows", Integer, nullable=False),
    Column("crc", BigInteger, nullable=False),
    comment="a session without a row here was interrupted, or is still under way",
)

SMALL_TABLES = (commands, events, holds, sets)
