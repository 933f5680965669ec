"""A backup brought back: checked beside the folder, then moved into place as a whole."""

import errno
import hashlib
import os
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from rig.atomic_file import make_names_safe
from rig.backup.errors import (
    FolderNotEmptyError,
    NoRoomError,
    NotABackupError,
    RestoredRecordError,
)
from rig.backup.manifest import BackupPart, Manifest
from rig.backup.opened import opened_backup, torn_told
from rig.backup.take import CHUNK_BYTES
from rig.store.errors import NothingLeftError, StoreBusyError
from rig.store.folder import LOCK_NAME, STORE_NAME, is_claimed
from rig.store.people.closing import close_every_way_in
from rig.store.private import make_private
from rig.store.verifying.rules import foreign_rules
from rig.store.verifying.verify import Report, verify_store


@dataclass(frozen=True, slots=True)
class RestoredBackup:
    """A data folder that was brought back.

    Attributes:
        folder: where it is.
        manifest: what was in the backup.
        record: what the check of the record found; None where there is no record.
    """

    folder: Path
    manifest: Manifest
    record: Report | None


def restore_backup(backup: Path, folder: Path) -> RestoredBackup:
    """The data folder of a backup, at `folder`, which is not there yet or empty.

    Raises:
        StoreBusyError: a hub records into the folder.
        FolderNotEmptyError: the folder holds something.
        NotABackupError, NewerBackupError: the file cannot be trusted, or not be understood.
        NoRoomError: the disk is too small.
        RestoredRecordError: the record does not pass its check.
        OSError: the system refused. After every error the folder is as it was.
    """
    folder = folder.resolve()
    if is_claimed(folder):
        raise StoreBusyError(folder)
    _refuse_full(folder)
    with opened_backup(backup) as (archive, manifest):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _refuse_small(folder.parent, manifest)
        # Beside the folder: what is moved into place must lie on the same disk.
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-restored-", dir=folder.parent))
        try:
            for part in manifest.parts:
                _unpack(backup, archive, part, staged)
            report = _examined(backup, manifest, staged / STORE_NAME)
            _move_into_place(staged, folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return RestoredBackup(folder, manifest, report)


def _refuse_full(folder: Path) -> None:
    held = next(folder.iterdir(), None) if folder.exists() else None
    if held is not None:
        raise FolderNotEmptyError(folder, held.name)


def _refuse_small(place: Path, manifest: Manifest) -> None:
    needed_bytes = sum(part.size_bytes for part in manifest.parts)
    free_bytes = shutil.disk_usage(place).free
    if needed_bytes > free_bytes:
        raise NoRoomError(place, needed_bytes, free_bytes)


def _unpack(backup: Path, archive: zipfile.ZipFile, part: BackupPart, staged: Path) -> None:
    path = staged / part.name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_private(path)
    digest = hashlib.sha256()
    with path.open("wb") as target, torn_told(backup), archive.open(part.name) as content:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != part.sha256:
        raise NotABackupError(backup, f"{part.name} does not fit its checksum")


def _examined(backup: Path, manifest: Manifest, store: Path) -> Report | None:
    """What `verify` finds; damage that the record had when it was copied is no news."""
    if not store.exists():
        return None
    try:
        report = verify_store(store)
    except NothingLeftError as error:
        raise RestoredRecordError(backup, "the file", error.reason) from error
    news = [bad for bad in report.bad if bad not in manifest.damage]
    if news:
        raise RestoredRecordError(backup, news[0].record, news[0].reason)
    # A manifest may call anything old damage; this is never any.
    for name in foreign_rules(store):
        raise RestoredRecordError(backup, f"the rule {name!r:.80}", "another program put it there")
    # A cookie of the day of the backup must not be good again, nor a code that was on a wall.
    close_every_way_in(store)
    return report


def _move_into_place(staged: Path, folder: Path) -> None:
    # Left where the check brought an older record up to date.
    (staged / LOCK_NAME).unlink(missing_ok=True)
    for place, _, _ in os.walk(staged):
        make_names_safe(Path(place))
    try:
        if folder.exists():
            folder.rmdir()
        staged.rename(folder)
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        raise FolderNotEmptyError(folder, "what another program put there just now") from error
    make_names_safe(folder.parent)
