"""A backup taken: one file, whole or not there, while a hub may record."""

import errno
import hashlib
import sqlite3
import stat
import tempfile
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from rig.atomic_file import write_atomically
from rig.backup.contents import Contents, contents_of
from rig.backup.errors import BackupExistsError, NothingToBackUpError
from rig.backup.manifest import MANIFEST_NAME, SCHEMA, BackupPart, Manifest, manifest_text
from rig.store.backup import copy_open_store
from rig.store.database import connect_to_read, explained, software_id
from rig.store.errors import NothingLeftError
from rig.store.folder import STORE_NAME
from rig.store.private import make_private
from rig.store.verifying.verify import Report, verify_store

CHUNK_BYTES: Final = 1 << 20
_SCRATCH: Final = ".steadyhold-backup-"
_DISK_FAULTS: Final = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}


@dataclass(frozen=True, slots=True)
class TakenBackup:
    """A backup as it stands on the disk.

    Attributes:
        path: the file.
        manifest: what is in it.
        record: what the check of the copied record found; None where there is no record.
        left_out: what of the data folder is not in it.
    """

    path: Path
    manifest: Manifest
    record: Report | None
    left_out: tuple[str, ...]


def default_name(now_utc: datetime) -> str:
    """The name of a backup that was given none."""
    return f"steadyhold-backup-{now_utc:%Y%m%dT%H%M%SZ}.zip"


def take_backup(folder: Path, target: Path, *, overwrite: bool) -> TakenBackup:
    """Everything of a data folder that another machine needs, as one file of this account only.

    Raises:
        BackupExistsError: `target` exists, and is not to be overwritten.
        NothingToBackUpError: the folder holds nothing to keep.
        StoreError: the record cannot be read.
        OSError: the file cannot be written; nothing is left behind.
    """
    if target.exists() and not overwrite:
        raise BackupExistsError(target)
    found = contents_of(folder)
    store = folder / STORE_NAME
    if not found.files and not store.is_file():
        raise NothingToBackUpError(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Beside the backup, not beside the record: the copy must not fill the disk of a hub.
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=target.parent) as scratch:
        copy = Path(scratch) / STORE_NAME
        report = _copied(store, copy, target) if store.is_file() else None
        made: list[Manifest] = []
        write_atomically(target, partial(_fill, copy, report, found, made))
    return TakenBackup(target, made[0], report, found.left_out)


def _copied(store: Path, copy: Path, target: Path) -> Report:
    try:
        with closing(connect_to_read(store)) as source:
            copy_open_store(source, copy)
    except sqlite3.Error as error:
        fault = _DISK_FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if fault is not None:
            raise OSError(fault, str(error), str(target)) from error
        with explained(store):
            raise
    try:
        return verify_store(copy)
    except NothingLeftError as error:
        raise NothingLeftError(store, error.reason) from error


def _fill(
    copy: Path, report: Report | None, found: Contents, made: list[Manifest], fresh: Path
) -> None:
    make_private(fresh)
    now_utc = datetime.now(UTC)
    # Stored as it is: what is unpacked can never be more than the file itself, so that no backup
    # fills a disk; samples are compressed in the record already.
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_STORED) as archive:
        parts = []
        if report is not None:
            with copy.open("rb") as content:
                parts.append(_added(archive, STORE_NAME, content, now_utc))
        parts += [
            _added(archive, name, BytesIO(content), now_utc)
            for name, content in found.files.items()
        ]
        manifest = Manifest(
            SCHEMA,
            now_utc.isoformat(timespec="seconds"),
            software_id(),
            tuple(parts),
            report.bad if report is not None else (),
        )
        text = manifest_text(manifest).encode()
        _added(archive, MANIFEST_NAME, BytesIO(text), now_utc)
    made.append(manifest)


def _added(archive: zipfile.ZipFile, name: str, content: BinaryIO, now_utc: datetime) -> BackupPart:
    entry = zipfile.ZipInfo(name, now_utc.timetuple()[:6])
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | stat.S_IRUSR | stat.S_IWUSR) << 16
    digest, size_bytes = hashlib.sha256(), 0
    with archive.open(entry, "w", force_zip64=True) as target:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            size_bytes += len(chunk)
            target.write(chunk)
    return BackupPart(name, size_bytes, digest.hexdigest())
