"""Whether the file of a store is whole as a database, before anything is read of it."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dialect

from rig.store.database import connect_to_read
from rig.store.errors import NewerStoreError, StoreMissingError
from rig.store.format import schema
from rig.store.format.migrations import ALL_TABLES, MIGRATIONS, tables_of_version
from rig.store.verifying.findings import BadRecord

_MOST_FAULTS = 20


def structure_faults(path: Path) -> tuple[BadRecord, ...]:
    """What is wrong with the file, its tables and its indexes, some twenty at most.

    Raises:
        StoreMissingError: there is no file.
        NewerStoreError: a newer release wrote it.
    """
    if not path.is_file():
        raise StoreMissingError(path)
    if not path.stat().st_size:
        # SQLite would take the journal beside an empty file away, and with it what is in there.
        return (BadRecord("the file", "it is empty"),)
    return tuple(_until_refused(path))


def _until_refused(path: Path) -> Iterator[BadRecord]:
    try:
        with closing(connect_to_read(path)) as connection:
            connection.execute("BEGIN")
            yield from _faults(connection, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # Python cannot put a torn name of a table into its own error.
        yield BadRecord("the file", str(error))


def _faults(connection: sqlite3.Connection, path: Path) -> Iterator[BadRecord]:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if mark != schema.APPLICATION_ID:
        yield BadRecord("the head of the file", "it does not say that Steadyhold made it")
    yield from _torn(connection)
    versions = [row[0] for row in connection.execute("SELECT version FROM versions ORDER BY 1")]
    if not versions or versions != list(range(1, len(versions) + 1)):
        yield BadRecord("versions", f"{versions} are not all versions up to the newest")
    elif len(versions) > len(MIGRATIONS):
        raise NewerStoreError(path, len(versions), len(MIGRATIONS))
    else:
        yield from _differences(connection, tables_of_version(len(versions)))


def _torn(connection: sqlite3.Connection) -> Iterator[BadRecord]:
    """What SQLite's own check says of trees, indexes and free pages, by the table it is in."""
    of_whole = _checked(connection, f"({_MOST_FAULTS})")
    if of_whole == ["ok"]:
        return
    is_named = False
    # By table, for the check of the whole ends without a word at a page it cannot go past.
    for table in ALL_TABLES:
        for told in _checked(connection, f"('{table.name}')"):
            if told != "ok":
                is_named = True
                yield BadRecord(f"the table {table.name}", told)
    if not is_named:
        yield BadRecord("the file", of_whole[0])


def _checked(connection: sqlite3.Connection, of: str) -> list[str]:
    try:
        told = connection.execute(f"PRAGMA integrity_check{of}").fetchall()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [str(error)]
    return [line for (text,) in told for line in str(text).splitlines() if "***" not in line]


def _differences(connection: sqlite3.Connection, tables: Sequence[Table]) -> Iterator[BadRecord]:
    """Tables that are not as their release made them."""
    for table in tables:
        made = [
            (column.name, column.type.compile(dialect()), not column.nullable)
            for column in table.columns
        ]
        told = connection.execute(f"PRAGMA table_info({table.name})").fetchall()
        if [(name, kind, bool(required)) for _, name, kind, required, *_ in told] != made:
            yield BadRecord(table.name, "its columns are not those of a store")
