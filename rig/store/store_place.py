"""Whether the store is still where it was opened: a file that is gone takes every write along."""

import os
from dataclasses import dataclass
from pathlib import Path

BESIDE = ("", "-wal", "-shm")
"""Endings of the files that SQLite keeps of one store."""


@dataclass(frozen=True, slots=True)
class PlaceFault:
    """Why the file at the path is no longer the one that is open.

    Attributes:
        sentence: what was seen, and the way out.
        is_mendable: the folder is there, so that the store can be put back into it.
        is_torn: the open file itself was cut.
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
        self._cut()

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
        return self._cut()

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


def _identity(path: Path, ending: str) -> tuple[int, int] | None:
    try:
        found = path.with_name(path.name + ending).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
