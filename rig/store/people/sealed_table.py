"""Sealed rows read and put in place of one another."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select

from rig.store.database import has_table
from rig.store.errors import DamagedRecordError
from rig.store.format.sealed_rows import Sealable, is_sealed, sealed_values


def checked_rows(
    connection: Connection, path: Path, table: Table, *where: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """Rows of a table, each as it was sealed; none where an older release made the store.

    Raises:
        DamagedRecordError: one is not as it was sealed.
    """
    if not has_table(connection, table):
        return ()
    rows = connection.execute(select(table).where(*where)).all()
    for row in rows:
        if not is_sealed(table, tuple(row)):
            raise DamagedRecordError(path, f"row {row[0]!r} of {table.name}", "checksum")
    return rows


def put_sealed(connection: Connection, table: Table, values: Mapping[str, Sealable]) -> None:
    """Puts a row in the place of the one with its key, where there is one."""
    is_it = and_(*(column == values[column.name] for column in table.primary_key.columns))
    connection.execute(delete(table).where(is_it))
    connection.execute(insert(table).values(sealed_values(table, values)))


def change_rows(
    connection: Connection,
    path: Path,
    table: Table,
    which: ColumnElement[bool],
    **changes: Sealable,
) -> int:
    """Gives other values to the rows that are meant; how many there are.

    Raises:
        DamagedRecordError: one of them is not as it was sealed.
    """
    rows = checked_rows(connection, path, table, which)
    for row in rows:
        before = dict(zip(table.columns.keys(), row, strict=True))
        put_sealed(connection, table, before | changes)
    return len(rows)
