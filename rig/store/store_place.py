"""Whether the store is still where it was opened: a file that is gone takes every write along."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

BESIDE = ("", "-wal", "-shm")
"""Endings of the files that SQLite keeps of one store."""

_HEAD_BYTES = 72
_APPLICATION_ID = slice(68, 72)


@dataclass(frozen=True, slots=True)
class PlaceFault:
    """Why the file at the path is no longer the one that is open.

    Attributes:
        sentence: what was seen, and the way out.
        is_mendable: the folder is there, so that the store can be put back into it.
        is_torn: the open file itself was cut or written over.
    """

    sentence: str
    is_mendable: bool
    is_torn: bool


class StorePlace:
    """The files of a store as they are while it is open.

    Args:
        path: the store, open, with its first transaction made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._disk = path.parent.stat().st_dev
        self._opened = {ending: _identity(path, ending) for ending in BESIDE}
        self._sizes = dict.fromkeys(BESIDE, 0)
        # Kept open: to close any descriptor of a file lets go all locks that SQLite holds on it. On
        # Windows, a file that is open cannot be laid aside.
        self._file = None if sys.platform == "win32" else os.open(path, os.O_RDONLY)
        self._head = b""
        self._cut()
        self._overwritten()

    def close(self) -> None:
        """Let the file go, once SQLite has."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def fault(self) -> PlaceFault | None:
        """What happened to the files since they were opened; None while they are in place."""
        folder = self._path.parent
        try:
            disk = folder.stat().st_dev
        except OSError:
            return PlaceFault(
                f"the folder {folder} is gone; put it back, or make it anew, and everything is "
                "written into it again",
                is_mendable=False, is_torn=False,
            )  # fmt: skip
        if disk != self._disk:
            return PlaceFault(
                f"the disk of {folder} is gone; connect it again", is_mendable=False, is_torn=False
            )
        for ending, opened in self._opened.items():
            if _identity(self._path, ending) != opened:
                name = self._path.name + ending
                return PlaceFault(
                    f"{name} in {folder} was deleted, moved or replaced", True, is_torn=False
                )
        return self._cut() or self._overwritten()

    def warning(self) -> str:
        """A sentence where recording goes on but the next start would fail, else empty."""
        folder = self._path.parent
        if folder.is_dir() and not (
            os.access(folder, os.W_OK | os.X_OK) and os.access(self._path, os.W_OK)
        ):
            return (
                f"{folder} can no longer be written: what is open is still recorded, but the next "
                "start will fail; make the folder and its files writable"
            )
        return ""

    def _cut(self) -> PlaceFault | None:
        # Neither file shrinks while it is open: room that gets free is used again.
        for ending in ("", "-wal"):
            try:
                size = self._path.with_name(self._path.name + ending).stat().st_size
            except OSError:
                continue
            if size < self._sizes[ending]:
                return PlaceFault(
                    f"{self._path.name}{ending} was cut from {self._sizes[ending]} to {size} bytes",
                    is_mendable=True, is_torn=True,
                )  # fmt: skip
            self._sizes[ending] = size
        return None

    def _overwritten(self) -> PlaceFault | None:
        """Another program wrote into the file itself, as copying a file over it does."""
        if self._file is None:
            return None
        before, self._head = self._head, os.pread(self._file, _HEAD_BYTES, 0)
        if _follows(self._head, before):
            return None
        return PlaceFault(f"another program wrote over {self._path.name}", True, is_torn=True)


def _follows(head: bytes, before: bytes) -> bool:
    """Whether the head of a database (sqlite.org/fileformat2.html) can stand after this one."""
    if len(before) < _HEAD_BYTES:
        return True
    # Page size and journal mode stay, the counter of changes never falls; our mark may come late.
    counted, counted_before = (int.from_bytes(each[24:28], "big") for each in (head, before))
    return (
        head[:20] == before[:20]
        and counted >= counted_before
        and before[_APPLICATION_ID] in (bytes(4), head[_APPLICATION_ID])
    )


def _identity(path: Path, ending: str) -> tuple[int, int] | None:
    try:
        found = path.with_name(path.name + ending).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
