"""A walk over who is in the record, and over every table whose rows are sealed."""

from collections.abc import Iterator

from sqlalchemy import Connection, Table

from rig.store.database import has_table
from rig.store.format import schema
from rig.store.format.migrations import SEALED_TABLES
from rig.store.format.sealed_rows import is_sealed
from rig.store.verifying.findings import BadRecord, GoodName
from rig.store.verifying.legible import legible_rows


def walk_people(connection: Connection) -> Iterator[BadRecord | GoodName]:
    """Every row of those tables, sound or not; an older store lacks tables."""
    learners: set[str] = set()
    for row in legible_rows(connection, schema.learners):
        if isinstance(row, BadRecord):
            yield row
        else:
            learners.add(row.learner_id)
            yield GoodName(schema.learners, row)
    for row in legible_rows(connection, schema.learner_names):
        if isinstance(row, BadRecord):
            yield row
            continue
        yield GoodName(schema.learner_names, row)
        if row.learner_id not in learners:
            yield BadRecord(
                f"learner {row.learner_id}", "when it was made is gone, the name is not"
            )
    for table in SEALED_TABLES:
        if has_table(connection, table):
            yield from _sealed_rows(connection, table)


def _sealed_rows(connection: Connection, table: Table) -> Iterator[BadRecord | GoodName]:
    for row in legible_rows(connection, table):
        if isinstance(row, BadRecord):
            yield row
        elif is_sealed(table, tuple(row)):
            yield GoodName(table, row)
        else:
            yield BadRecord(f"row {row[0]!r} of {table.name}", "checksum")
