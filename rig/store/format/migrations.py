"""Numbered changes of the schema, applied in order, each whole or not at all."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select

from rig.store.format import (
    door_tables,
    exam_tables,
    factor_tables,
    hours_tables,
    mark_tables,
    roster_tables,
    schema,
    standard_tables,
    study_tables,
    target_tables,
)

Migration = Callable[[Connection], None]


def create_tables(connection: Connection) -> None:
    """Version 1: every table of `rig.store.format.schema` as first released."""
    schema.metadata.create_all(connection)


MIGRATIONS: tuple[Migration, ...] = (
    create_tables,
    roster_tables.create_roster_tables,
    door_tables.create_door_tables,
    target_tables.create_target_tables,
    study_tables.create_study_tables,
    factor_tables.create_factor_tables,
    exam_tables.create_exam_tables,
    mark_tables.create_mark_tables,
    standard_tables.create_standard_tables,
    hours_tables.create_hours_tables,
)
"""Entry k brings version k to version k + 1; entries are never changed once released."""

_SUBJECTS: tuple[MetaData, ...] = (
    schema.metadata,
    roster_tables.metadata,
    door_tables.metadata,
    target_tables.metadata,
    study_tables.metadata,
    factor_tables.metadata,
    exam_tables.metadata,
    mark_tables.metadata,
    standard_tables.metadata,
    hours_tables.metadata,
)
"""Entry k has the tables that migration k makes."""


def tables_of_version(version: int) -> tuple[Table, ...]:
    """Every table that a store of a version has."""
    return tuple(table for subject in _SUBJECTS[:version] for table in subject.sorted_tables)


ALL_TABLES = tables_of_version(len(MIGRATIONS))
SEALED_TABLES = ALL_TABLES[len(schema.metadata.tables) :]
"""Those whose rows carry a checksum of their own, in the order in which one refers to another."""


def found_version(connection: Connection) -> int:
    """The schema version of a store; 0 for an empty database, -1 where it is illegible."""
    if not inspect(connection).has_table(schema.versions.name):
        return 0
    newest = connection.execute(select(func.max(schema.versions.c.version))).scalar()
    return newest if isinstance(newest, int) else -1


def apply(connection: Connection, migrations: Sequence[Migration], software: str) -> None:
    """Brings the store to the newest version, inside the transaction of the connection."""
    for version in range(found_version(connection), len(migrations)):
        migrations[version](connection)
        connection.execute(
            insert(schema.versions).values(
                version=version + 1,
                applied_utc=datetime.now(UTC).isoformat(timespec="milliseconds"),
                software=software,
            )
        )
