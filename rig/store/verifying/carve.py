"""What is left of a damaged store, gathered page by page into a passing one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, insert
from sqlalchemy.pool import StaticPool

from rig.store.format.migrations import ALL_TABLES
from rig.store.format.sqlite_pages import Pages
from rig.store.format.sqlite_records import Value, table_and_values

_ROWS_AT_A_TIME = 1_000


@contextmanager
def carved(path: Path) -> Iterator[Connection]:
    """Every row that lies whole on any page of the file, under the number it had.

    No tree and no index of the file is followed, so that a page takes nothing along but its own
    rows. Whether a row is what was once written is for its checksum to say.
    """
    # A file without a name is SQLite's own, on the disk where it grows, gone when it is closed.
    passing = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    engine = create_engine("sqlite://", creator=lambda: passing, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            for table in ALL_TABLES:
                table.create(connection)
            connection.exec_driver_sql("BEGIN")
            with path.open("rb") as file:
                for table, rows in _gathered(Pages(file, path)):
                    # A page that is there twice says the same twice.
                    connection.execute(insert(table).prefix_with("OR IGNORE"), rows)
            yield connection
    finally:
        engine.dispose()
        passing.close()


def _gathered(pages: Pages) -> Iterator[tuple[Table, list[dict[str, Value]]]]:
    waiting: dict[Table, list[dict[str, Value]]] = {}
    for row in pages.leaf_rows():
        known = table_and_values(row)
        if known is None:
            continue
        table, values = known
        rows = waiting.setdefault(table, [])
        rows.append(dict(zip(table.columns.keys(), values, strict=True)))
        if len(rows) >= _ROWS_AT_A_TIME:
            yield table, waiting.pop(table)
    yield from waiting.items()
