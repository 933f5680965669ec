"""The tables of doors: accounts, PINs, codes, logins, and the log of who did what.

Passwords, PINs, codes and the tokens of cookies are kept as hashes only. Rows are sealed
(rig.store.format.sealed_rows); the audit log only grows.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
)

from rig.store.format import roster_tables, schema
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

_CLASS = roster_tables.classes.c.class_id
_LEARNER = schema.learners.c.learner_id

accounts = Table(
    "accounts",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("login", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_utc", Text, nullable=False),
    Column("ended_utc", Text),
    seal_column(),
)

pins = Table(
    "pins",
    metadata,
    Column("class_id", Text, ForeignKey(_CLASS), primary_key=True),
    Column("learner_id", Text, ForeignKey(_LEARNER), primary_key=True),
    Column("pin_hash", Text, nullable=False),
    Column("since_utc", Text, nullable=False),
    seal_column(),
)

class_codes = Table(
    "class_codes",
    metadata,
    Column("class_id", Text, ForeignKey(_CLASS), primary_key=True),
    Column("code", Text, nullable=False),
    Column("made_utc", Text, nullable=False),
    Column("ends_utc", Text, nullable=False),
    seal_column(),
    comment="shown to a whole room and worth nothing after the day: kept as it is",
)

setup_codes = Table(
    "setup_codes",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("made_utc", Text, nullable=False),
    Column("ends_utc", Text, nullable=False),
    Column("used_utc", Text),
    seal_column(),
)

logins = Table(
    "logins",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("actor_id", Text, nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("learner_id", Text, nullable=False),
    Column("class_id", Text, nullable=False),
    Column("begun_utc", Text, nullable=False),
    Column("seen_utc", Text, nullable=False),
    Column("ends_utc", Text, nullable=False),
    Column("ended_utc", Text),
    Column("how", Text, nullable=False),
    seal_column(),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("at_utc", Text, nullable=False),
    Column("monotonic_s", Double, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("detail", Text, nullable=False),
    seal_column(),
    comment="ids and words of ours only: no name, PIN, password or token is ever in it",
)


def create_door_tables(connection: Connection) -> None:
    """Version 3: the tables of this module; what stands in the audit log stays as it is."""
    # The tables that are referred to are there; only what is ours is made.
    metadata.create_all(connection)
    guard_audit(connection)


def guard_audit(connection: Connection) -> None:
    """Let the audit log only grow."""
    if connection.dialect.name != "sqlite":
        return
    for change in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER audit_refuses_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
        )
    # SQLite itself deletes what INSERT OR REPLACE replaces, and no trigger sees that.
    connection.exec_driver_sql(
        "CREATE TRIGGER audit_refuses_replace BEFORE INSERT ON audit "
        "WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
    )


def unguard_audit(connection: Connection) -> None:
    """Let lines of the audit log be removed, until it is guarded again in the same change."""
    if connection.dialect.name == "sqlite":
        for change in ("update", "delete", "replace"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_refuses_{change}")
