"""A file that appears whole or not at all."""

import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rig.export.errors import ExportFileError


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands on the disk."""

    path: Path
    size_bytes: int
    sha256: str


def write_whole(path: Path, fill: Callable[[Path], None]) -> Written:
    """Lets `fill` write a file beside `path`, makes it safe, then gives it its name.

    Raises:
        ExportFileError: the system refused; nothing is left behind.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fill(unfinished)
        with unfinished.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        size_bytes = unfinished.stat().st_size
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise ExportFileError(path, error.strerror or str(error)) from error
    _make_name_safe(path.parent)
    return Written(path, size_bytes, digest)


def _make_name_safe(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
