"""The store of a recorder, put back from its open file where somebody takes it away."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import DatabaseError

from rig.errors import StoreError
from rig.store.database import Connect, explained, open_to_write
from rig.store.entries import Entry
from rig.store.errors import NotAStoreError
from rig.store.folder import claimed, is_lock_there
from rig.store.recording_errors import StoreLostError, StoreTornError
from rig.store.store_place import BESIDE, PlaceFault, StorePlace
from rig.store.writer import Commit, Writer


class OpenStore:
    """One store, claimed and open to write; used by one thread.

    Args:
        path: the store; made, with its folder, where it does not exist.
        connect: opens the database file.

    Attributes:
        told: what was done to keep the record together, in words; empty while nothing was.

    Raises:
        StoreBusyError: another program records into the folder.
        StoreError: the store cannot be opened.
    """

    def __init__(self, path: Path, connect: Connect) -> None:
        self.told = ""
        self._path = path
        self._connect = connect
        self._saved = path.with_name(path.name + ".saved")
        self._pending: Literal["", "put back", "begin anew"] = ""
        self._aside, self._torn_by = path, ""
        with contextlib.ExitStack() as until_well:
            self._claim = until_well.enter_context(contextlib.ExitStack())
            self._claim.enter_context(claimed(path.parent))
            engine = open_to_write(path, connect=connect)
            self._writer = Writer(engine, path)
            until_well.callback(self._writer.close)
            self._place = StorePlace(path)
            until_well.pop_all()

    @property
    def warning(self) -> str:
        """A sentence about what happened to the files, or will at the next start; else empty."""
        return "; ".join(filter(None, (self.told, self._place.warning())))

    def look(self) -> None:
        """Put the store back where it is not in its place.

        Raises:
            StoreLostError: there is no place to put it.
            StoreTornError: its file was cut; it was laid aside and a new one begun.
            StoreError: it could not be put back; the next look tries again.
        """
        fault = None if self._pending else self._place.fault()
        if fault is None and not self._pending and not is_lock_there(self._path.parent):
            self._claim_again()
        if fault is not None:
            if not fault.is_mendable:
                raise StoreLostError(self._path, fault.sentence)
            if fault.is_torn:
                self._lay_aside(fault.sentence)
            else:
                self._copy_and_close(fault)
        if self._pending == "put back":
            self._put_back()
        elif self._pending:
            self._begin_anew()

    def write(self, entries: Sequence[Entry]) -> Commit:
        """Make the entries safe, all or none.

        Raises:
            StoreError: as `look`, or the disk refused; nothing was written, try again later.
        """
        self.look()
        try:
            return self._writer.write(entries)
        except NotAStoreError as error:
            self._lay_aside(error.reason)
            self._begin_anew()
            raise

    def rescue(self, entries: Sequence[Entry]) -> Path | None:
        """A whole copy beside the folder that is gone, with what waits; None where none can be.

        Args:
            entries: what could not be written into its place.
        """
        if self._pending:
            return None
        folder = self._path.parent
        rescued = folder.with_name(f"{folder.name}-rescued-{_stamp()}") / self._path.name
        with suppress(OSError, StoreError):
            rescued.parent.mkdir(mode=0o700)
            self._writer.copy_to(rescued)
            self._writer.close()
            self._writer.go_on_with(open_to_write(rescued, connect=self._connect))
            self._writer.write(entries)
            return rescued
        return None

    def close(self) -> None:
        """Let the store and the folder go."""
        with self._claim:
            if not self._pending:
                self._writer.close()
            self._place.close()

    def _copy_and_close(self, fault: PlaceFault) -> None:
        with explained(self._saved):
            self._saved.unlink(missing_ok=True)
            self._writer.copy_to(self._saved)
        # Closed before another is opened: SQLite takes the journal away by its name.
        self._writer.close()
        self._place.close()
        self._pending = "put back"
        self.told = f"{fault.sentence} while it was recorded into, and was put back whole"

    def _put_back(self) -> None:
        with _refused(self._path):
            if self._saved.exists():
                if self._path.exists():
                    aside = self._set_aside("found")
                    self.told += f"; what lay in its place is now {aside.name}"
                for ending in BESIDE:
                    self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
                self._saved.replace(self._path)
        self._claim_again()
        self._writer.go_on_with(open_to_write(self._path, connect=self._connect))
        self._place = StorePlace(self._path)
        self._pending = ""

    def _lay_aside(self, reason: str) -> None:
        with _refused(self._path):
            self._aside = self._set_aside("torn")
        with suppress(sqlite3.Error, DatabaseError):
            self._writer.close()
        self._place.close()
        self._torn_by = reason
        self._pending = "begin anew"

    def _begin_anew(self) -> None:
        self._claim_again()
        self._writer = Writer(open_to_write(self._path, connect=self._connect), self._path)
        self._place = StorePlace(self._path)
        self._pending = ""
        torn = StoreTornError(self._path, self._aside, self._torn_by)
        self.told = str(torn)
        raise torn

    def _set_aside(self, why: str) -> Path:
        aside = self._path.with_name(f"{self._path.stem}-{why}-{_stamp()}{self._path.suffix}")
        for ending in BESIDE:
            with suppress(FileNotFoundError):
                found = self._path.with_name(self._path.name + ending)
                found.rename(aside.with_name(aside.name + ending))
        return aside

    def _claim_again(self) -> None:
        """The lock was taken away, but not the folder: one that goes meanwhile is not made."""
        self._claim.close()
        self._claim.enter_context(claimed(self._path.parent, is_made=False))


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")


@contextlib.contextmanager
def _refused(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreLostError(path, error.strerror or str(error)) from error
