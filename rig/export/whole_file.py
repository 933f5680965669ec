"""A file of an export: whole or not at all, with its checksum."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rig import atomic_file as whole_file
from rig.export.errors import ExportFileError


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it stands on the disk."""

    path: Path
    size_bytes: int
    sha256: str


def write_export(path: Path, fill: Callable[[Path], None]) -> Written:
    """Lets `fill` write a file, and gives it its name when it is complete.

    Raises:
        ExportFileError: the system refused; nothing is left behind.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole_file.write_atomically(path, fill)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Written(path, path.stat().st_size, digest)
    except OSError as error:
        raise ExportFileError(path, error.strerror or str(error)) from error
