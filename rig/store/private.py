"""The data folder closed to other accounts, also one that an older release made open."""

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# What the rig itself keeps; a folder may hold other things of the person who named it.
_OURS = (
    "steadyhold*",
    "assignments*.json",
    "checks.*",
    "backups",
    "calibrations",
    "certificates",
    "passports",
    "studies.key",
    "tls",
)
_LOCK = re.compile(r"^\d+: FLOCK .* (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) ", re.MULTILINE)
_LOCKS = Path("/proc/locks")


def close_to_others(folder: Path) -> None:
    """Take from other accounts whatever they may do in `folder`, where it is ours to give.

    A folder that cannot be closed (a memory stick without rights) stays as it is.
    """
    if sys.platform == "win32" or folder.stat().st_uid != os.geteuid():
        return
    _close(folder)
    for pattern in _OURS:
        for found in folder.glob(pattern):
            for each in (found, *found.rglob("*")):
                _close(each)


def make_private(path: Path) -> None:
    """An empty file that nobody else may read, where there is none yet."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE_MODE))


def is_held_by_others_only(lock: Path) -> bool:
    """Whether every program that locks the file belongs to another account than the file.

    Where the system does not tell (other than Linux), nobody is accused.
    """
    if sys.platform == "win32" or not _LOCKS.exists():
        return False
    file = lock.stat()
    holders = [
        Path("/proc", pid)
        for pid, inode in _LOCK.findall(_LOCKS.read_text(encoding="utf-8", errors="replace"))
        if int(inode) == file.st_ino
    ]
    owners = []
    for holder in holders:
        with suppress(OSError):
            owners.append(holder.stat().st_uid)
    return bool(owners) and not {file.st_uid, 0} & set(owners)


def _close(path: Path) -> None:
    with suppress(OSError):
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not found.st_mode & _OPEN_TO_OTHERS:
            return
        path.chmod(_FOLDER_MODE if stat.S_ISDIR(found.st_mode) else _FILE_MODE)
