"""The data folder: where it is, whether it suits, and who may write into it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from rig.store.errors import FolderMissingError, FolderNotWritableError, StoreBusyError
from rig.store.private import close_to_others, is_held_by_others_only

if sys.platform != "win32":
    import fcntl

STORE_NAME = "steadyhold.db"
LOCK_NAME = "steadyhold.lock"

# A reader that asks whether the folder is claimed holds the lock for microseconds.
_LOCK_WAIT_S = 0.3
# On Windows two readers that ask at once are in each other's way, and neither of them records.
_GLANCE_S = 0.02
_SYNCED_FOLDERS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")
_NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "9p")


def data_folder() -> Path:
    """`STEADYHOLD_DATA` where set, else the place this system gives to programs' data."""
    chosen = os.environ.get("STEADYHOLD_DATA")
    if chosen:
        return Path(chosen).expanduser()
    return user_data_path("steadyhold", appauthor=False)


def existing_folder(named: Path | None) -> Path:
    """The data folder to read from; the usual one may still be missing, one named may not.

    Args:
        named: by a person; None for the usual one.

    Raises:
        FolderMissingError: it is a file, or was named and is not there.
    """
    folder = data_folder() if named is None else named
    is_fresh = named is None and not folder.exists()
    if not is_fresh and not folder.is_dir():
        raise FolderMissingError(folder)
    return folder


def store_path(folder: Path | None = None) -> Path:
    """The store of a folder, which need not be there; of the data folder where none is named."""
    return (data_folder() if folder is None else folder) / STORE_NAME


@contextmanager
def claimed(folder: Path, *, is_made: bool = True) -> Iterator[None]:
    """The only right to record into `folder`, until left.

    Args:
        folder: the data folder.
        is_made: it is made where it does not exist.

    Raises:
        FolderNotWritableError: the folder cannot be made or written.
        StoreBusyError: another program holds the right.
    """
    try:
        if is_made:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        close_to_others(folder)
        lock = _locked(folder / LOCK_NAME)
    except Timeout as error:
        raise StoreBusyError(folder) from error
    except OSError as error:
        raise FolderNotWritableError(folder, error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()


def _locked(path: Path) -> FileLock:
    # Not of one thread: what the recorder claims again is let go by whoever closes it.
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=_LOCK_WAIT_S)
    except Timeout:
        # Another account may have taken hold of it while the folder was open to all; it must not
        # stop the rig, and a fresh file it cannot reach.
        if not is_held_by_others_only(path):
            raise
        path.unlink()
        lock.acquire(timeout=_LOCK_WAIT_S)
    return lock


def is_lock_there(folder: Path) -> bool:
    """Whether the file that another program asks for the right is there."""
    return (folder / LOCK_NAME).exists()


def is_claimed(folder: Path) -> bool:
    """Whether a program records into `folder` at this moment."""
    path = folder / LOCK_NAME
    if not path.exists():
        return False
    try:
        if sys.platform == "win32":
            FileLock(path).acquire(timeout=_GLANCE_S, poll_interval=_GLANCE_S / 10).lock.release()
        else:
            with path.open("rb") as file:
                # Shared: two readers that ask at once are not in each other's way.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except (Timeout, BlockingIOError):
        return True
    except OSError:
        return False
    return False


def folder_warning(folder: Path) -> str:
    """A sentence when the folder is of a kind that loses recordings, else empty."""
    whole = folder.absolute()
    for part in whole.parts:
        if part.lower().startswith(_SYNCED_FOLDERS):
            return (
                f"{whole} is kept in step with a cloud by {part}, which can tear a recording "
                "under way; set STEADYHOLD_DATA to a folder outside of it"
            )
    if str(whole).startswith("\\\\") or _file_system(whole) in _NETWORK_FILE_SYSTEMS:
        return (
            f"{whole} is on a network share, where a cut of the network can tear a recording; "
            "set STEADYHOLD_DATA to a folder on a local disk"
        )
    return ""


def _file_system(folder: Path) -> str:
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, place, found, *_ = line.split(" ")
        if folder.is_relative_to(place.replace("\\040", " ")) and len(place) >= len(best):
            best, kind = place, found
    return kind
