"""Rows of a table that hold what their columns may hold, told from those that do not."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from rig.store.format.sqlite_records import is_well_typed
from rig.store.rows import WRONG_KIND
from rig.store.verifying.findings import BadRecord

_ROWS_AT_A_TIME = 500


def legible_rows(connection: Connection, table: Table) -> Iterator[Row[Any] | BadRecord]:
    """A table in the order of its key; rows that hold what they cannot are bad records."""
    query = select(table).order_by(table.columns[0]).execution_options(yield_per=_ROWS_AT_A_TIME)
    for row in connection.execute(query):
        if is_well_typed(table, tuple(row)) and _is_text(row):
            yield row
        else:
            yield BadRecord(f"row {row[0]!r} of {table.name}", WRONG_KIND)


def _is_text(row: Row[Any]) -> bool:
    return all(each.isascii() or _can_be_told(each) for each in row if isinstance(each, str))


def _can_be_told(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
