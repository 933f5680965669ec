"""Sealed rows read and replaced: a damaged one is named, never taken for what it says."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, delete, insert, select

from rig.store.errors import DamagedRecordError
from rig.store.format.sealed_rows import Sealable, is_sealed, sealed_values


def checked_rows(connection: Connection, path: Path, table: Table) -> list[Row[Any]]:
    """The rows of a table, each as it was sealed.

    Raises:
        DamagedRecordError: one is not.
    """
    return _sound(path, table, list(connection.execute(select(table)).all()))


def put_sealed(connection: Connection, table: Table, values: Mapping[str, Sealable]) -> None:
    """Puts a sealed row in the place of the one with its key, where there is one."""
    is_it = and_(*(column == values[column.name] for column in table.primary_key.columns))
    connection.execute(delete(table).where(is_it))
    connection.execute(insert(table).values(sealed_values(table, values)))


def change_rows(
    connection: Connection,
    path: Path,
    table: Table,
    which: ColumnElement[bool],
    **changes: Sealable,
) -> None:
    """Gives other values to the rows that are meant.

    Raises:
        DamagedRecordError: one of them is not as it was sealed.
    """
    for row in _sound(path, table, list(connection.execute(select(table).where(which)).all())):
        before = dict(zip(table.columns.keys(), row, strict=True))
        put_sealed(connection, table, before | changes)


def _sound(path: Path, table: Table, rows: list[Row[Any]]) -> list[Row[Any]]:
    for row in rows:
        if not is_sealed(table, tuple(row)):
            raise DamagedRecordError(path, f"a row of {table.name}", "checksum")
    return rows
