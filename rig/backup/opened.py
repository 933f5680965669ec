"""A backup of a stranger, held against the rules before a byte of it is unpacked."""

import errno
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unicodedata import normalize

from rig.backup.errors import NotABackupError
from rig.backup.manifest import MANIFEST_NAME, Manifest, read_manifest
from rig.backup.names import is_part_name

MOST_PARTS: Final = 100_000
MOST_MANIFEST_BYTES: Final = 64_000_000
_IS_ENCRYPTED: Final = 0x1
# What Python's reader of zip files raises on torn ones.
_TORN: Final = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error,
)  # fmt: skip


@contextmanager
def opened_backup(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and what it says of itself; its parts have the names and sizes it says.

    Raises:
        NotABackupError: it is none, is torn, or would write anywhere but into a data folder.
        NewerBackupError: a newer release made it.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        with torn_told(path):
            archive = zipfile.ZipFile(file)
            manifest = _checked(path, archive)
        with archive:
            yield archive, manifest


@contextmanager
def torn_told(path: Path) -> Iterator[None]:
    """Turns what the reader of zip files says into a sentence with the way out."""
    try:
        yield
    except _TORN as error:
        raise NotABackupError(path, str(error) or "it is cut short") from error
    except OSError as error:
        # A torn address leads to a place that no file has.
        if error.errno != errno.EINVAL:
            raise
        raise NotABackupError(path, "it is torn") from error


def _checked(path: Path, archive: zipfile.ZipFile) -> Manifest:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise NotABackupError(path, f"it has {len(entries)} parts, of {MOST_PARTS} at most")
    for entry in entries:
        if fault := _fault(entry):
            raise NotABackupError(path, f"{entry.filename!r:.120} {fault}")
    by_name = {entry.filename: entry for entry in entries}
    # Names that differ in their case, or in how an accent is written, are one file on some systems.
    if len({normalize("NFC", name).casefold() for name in by_name}) != len(entries):
        raise NotABackupError(path, "two parts have one name")
    if sum(entry.file_size for entry in entries) > path.stat().st_size:
        raise NotABackupError(path, "its parts are larger than the file")
    if MANIFEST_NAME not in by_name:
        raise NotABackupError(path, f"it has no {MANIFEST_NAME}")
    if by_name[MANIFEST_NAME].file_size > MOST_MANIFEST_BYTES:
        raise NotABackupError(path, f"{MANIFEST_NAME} is too large")
    manifest = read_manifest(path, archive.read(MANIFEST_NAME))
    told = {part.name: part.size_bytes for part in manifest.parts}
    found = {name: by_name[name].file_size for name in by_name if name != MANIFEST_NAME}
    differing = sorted(told.items() ^ found.items())
    if differing or len(told) != len(manifest.parts):
        name = differing[0][0] if differing else "a name"
        raise NotABackupError(path, f"{name!r:.120} is not as {MANIFEST_NAME} says")
    return manifest


def _fault(entry: zipfile.ZipInfo) -> str:
    """Why an entry is none of ours, half a sentence; empty where it may be one."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    # zipfile cuts a name at a NUL and turns the separator of Windows; neither is ours.
    if entry.orig_filename != entry.filename or not is_part_name(entry.filename):
        return "is no name in a data folder"
    if kind not in (0, stat.S_IFREG):
        return "is no plain file"
    if entry.flag_bits & _IS_ENCRYPTED:
        return "is encrypted"
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        return "is compressed, which no part of a backup is"
    return ""
