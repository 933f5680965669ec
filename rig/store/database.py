"""SQLite opened so that a commit means it is on the disk."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from rig.errors import StoreError
from rig.store.backup import copy_store
from rig.store.errors import (
    FolderNotWritableError,
    NewerStoreError,
    NotAStoreError,
    StoreBusyError,
    StoreMissingError,
    StoreWriteError,
)
from rig.store.folder import claimed
from rig.store.format import migrations, schema
from rig.store.private import make_private

Connect = Callable[[Path], Any]
"""Opens a database file as the `sqlite3` module does."""

_BUSY_WAIT_S = 5.0


def software_id() -> str:
    """Name and version of this program, stamped on what it records."""
    try:
        return f"steadyhold {version('steadyhold')}"
    except PackageNotFoundError:
        return "steadyhold (not installed)"


def connect_file(path: Path) -> sqlite3.Connection:
    """A connection of the standard library that leaves transactions to us."""
    # Python's own BEGINs come too late for a writer that must not read first and upgrade then.
    return sqlite3.connect(
        path, timeout=_BUSY_WAIT_S, isolation_level=None, check_same_thread=False
    )


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, on read-only media too."""
    mode = ""
    if not os.access(path.parent, os.W_OK):
        # Without a journal beside it nothing can change, and SQLite need not make one to read.
        beside = path.with_name(path.name + "-wal").exists()
        mode = "?mode=ro" if beside else "?mode=ro&immutable=1"
    connection = sqlite3.connect(
        path.absolute().as_uri() + mode,
        uri=True,
        timeout=_BUSY_WAIT_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA query_only=ON")
    return connection


def open_to_write(
    path: Path,
    *,
    connect: Connect = connect_file,
    steps: Sequence[migrations.Migration] = migrations.MIGRATIONS,
) -> Engine:
    """An engine on the store at `path`, made or brought to the newest version.

    The caller holds `rig.store.folder.claimed` of its folder. An older store is first copied to
    `backups/` beside it.

    Raises:
        NewerStoreError: a newer release wrote it.
        NotAStoreError: it is no database, or one of another program.
        FolderNotWritableError: the file or its folder cannot be written.
        StoreWriteError: the disk refused.
    """
    engine = _engine(path, connect, "BEGIN IMMEDIATE")
    try:
        make_private(path)
    except OSError as error:
        raise FolderNotWritableError(path.parent, error.strerror or str(error)) from error
    with explained(path):
        _migrate(engine, path, steps)
    return engine


@contextmanager
def open_for_reading(path: Path) -> Iterator[Connection]:
    """One consistent view of the store, while others may write.

    An older store is read as it is: what its release did not know is not there (`has_table`).

    Raises:
        StoreMissingError: there is no file at `path`.
        NewerStoreError, NotAStoreError: as `open_to_write`.
    """
    if not path.is_file():
        raise StoreMissingError(path)
    engine = _engine(path, connect_to_read, "BEGIN")
    known = len(migrations.MIGRATIONS)
    with _explained_reading(path):
        # An empty file is not opened: SQLite would take the journal beside it away.
        if path.stat().st_size:
            with engine.connect() as connection:
                is_made = _checked_version(connection, path, known) > 0
                if is_made:
                    yield connection
            if is_made:
                return
        _bring_up_to_date(path)
        with engine.connect() as connection:
            yield connection


@contextmanager
def changing(path: Path) -> Iterator[Connection]:
    """One short transaction beside the recorder, for learners and the like.

    Raises:
        StoreBusyError, FolderNotWritableError, NewerStoreError, NotAStoreError, StoreWriteError:
            as `open_to_write`.
    """
    with explained(path):
        if not _is_current(path):
            _bring_up_to_date(path)
    with explained(path), _engine(path, connect_file, "BEGIN IMMEDIATE").begin() as connection:
        yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what the database says into a sentence with the way out."""
    try:
        yield
    except DatabaseError as error:
        raise explanation(error.orig, path) from error
    except sqlite3.Error as error:
        raise explanation(error, path) from error


@contextmanager
def _explained_reading(path: Path) -> Iterator[None]:
    """The same of reads: a column that is not there, or text that is none, is damage as well."""
    try:
        with explained(path):
            yield
    except StoreWriteError as error:
        cause = getattr(error.__cause__, "orig", error.__cause__)
        if getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) != sqlite3.SQLITE_ERROR:
            raise
        raise NotAStoreError(path, str(cause)) from error
    except UnicodeDecodeError as error:
        # What the database says of a torn name cannot be put into a text.
        raise NotAStoreError(path, "its tables have names that are no text") from error


def has_table(connection: Connection, table: Table) -> bool:
    """Whether the release that made the store knew a table."""
    return inspect(connection).has_table(table.name)


def explanation(error: BaseException | None, path: Path) -> StoreError:
    """The error of ours that says what SQLite's means."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    reason = str(error)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotAStoreError(path, reason)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return FolderNotWritableError(path.parent, reason)
    if code == sqlite3.SQLITE_FULL:
        return StoreWriteError(path, "the disk is full; free some space")
    if code == sqlite3.SQLITE_BUSY:
        return StoreWriteError(path, "another program keeps the store locked; close it")
    return StoreWriteError(path, f"{reason}; check the disk")


@lru_cache(maxsize=32)
def _engine(path: Path, connect: Connect, begin: str) -> Engine:
    """Kept, for with it SQLAlchemy keeps the SQL it has compiled; it holds no file open."""
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in ("synchronous=FULL", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _outside_transactions(connection: Connection, sql: str) -> None:
    connection.rollback()
    cursor = connection.connection.cursor()
    cursor.execute(sql)
    cursor.close()


def _bring_up_to_date(path: Path) -> None:
    give_up_s = time.monotonic() + _BUSY_WAIT_S
    while True:
        try:
            with claimed(path.parent):
                if path.is_file() and not path.stat().st_size:
                    # Nobody is making it at this moment: whatever it held is gone.
                    raise NotAStoreError(path, "it is empty")
                open_to_write(path)
                return
        except StoreBusyError:
            # Whoever begins to record there is making it, or bringing it up to date, just now.
            if _is_current(path):
                return
            if time.monotonic() > give_up_s:
                raise


def _is_current(path: Path) -> bool:
    known = len(migrations.MIGRATIONS)
    if not path.is_file() or not path.stat().st_size:
        return False
    with _engine(path, connect_to_read, "BEGIN").connect() as connection:
        return _checked_version(connection, path, known) == known


def _checked_version(connection: Connection, path: Path, known: int) -> int:
    found = migrations.found_version(connection)
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    objects = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    if objects and mark != schema.APPLICATION_ID:
        raise NotAStoreError(path, "it is a database of another program")
    if found < 0:
        raise NotAStoreError(path, "its version is illegible")
    if found > known:
        raise NewerStoreError(path, found, known)
    return found


def _migrate(engine: Engine, path: Path, steps: Sequence[migrations.Migration]) -> None:
    with engine.connect() as connection:
        found = _checked_version(connection, path, len(steps))
        # Only now is it known to be ours; this stays in the file.
        _outside_transactions(connection, "PRAGMA journal_mode=WAL")
    if found == len(steps):
        return
    if found:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        copy_store(path, path.parent / "backups" / f"{path.stem}-v{found}-{stamp}.db")
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
        migrations.apply(connection, steps, software_id())
