"""A copy of the store made while it is being written."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from rig.store.private import make_private

_PAGES_AT_A_TIME = 256


def copy_store(path: Path, target: Path) -> None:
    """A consistent, checked copy of the store at `target`, which must not exist yet.

    The recorder may write meanwhile; it waits for no more than some hundred pages.

    Raises:
        FileExistsError: `target` exists.
    """
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as source:
        copy_open_store(source, target)


def copy_open_store(source: sqlite3.Connection, target: Path) -> None:
    """A consistent copy of the store that is open, at `target`; what was there is replaced."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    make_private(unfinished)
    copy = sqlite3.connect(unfinished)
    try:
        # One view of it from the first page to the last: without, every commit of the recorder
        # begins the copy anew, and that of a large store is never done.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=_PAGES_AT_A_TIME, sleep=0.001)
        # A copy is one file: it must not need a journal beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error:
        # A part of a copy would keep a full disk full.
        copy.close()
        unfinished.unlink(missing_ok=True)
        raise
    finally:
        if source.in_transaction:
            source.rollback()
        copy.close()
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(target)
