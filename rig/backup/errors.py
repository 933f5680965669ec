"""What can go wrong with a backup, each with the way out."""

from pathlib import Path

from rig.errors import StoreError


class NothingToBackUpError(StoreError):
    """The data folder holds nothing that a backup would keep.

    Attributes:
        folder: the folder.
    """

    exit_code = 5

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"there is nothing to back up in {folder}; record a session first, or name the folder "
            "that holds steadyhold.db with --data"
        )


class BackupExistsError(StoreError):
    """There is a file of that name already.

    Attributes:
        path: the file.
    """

    exit_code = 2

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} exists and was left as it is; choose a new name, or write over it with "
            "--overwrite"
        )


class NotABackupError(StoreError):
    """The file is no backup, cut short, or not as it was made; nothing of it was restored.

    Attributes:
        path: the file.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path} is not a whole backup of Steadyhold ({reason}), so nothing was restored; "
            "copy it again from where it was kept, or take another backup"
        )


class NewerBackupError(StoreError):
    """The backup was made by a newer release, in a format this one does not know.

    Attributes:
        path: the file.
        found: number of its format.
        known: newest this release knows.
    """

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} was made by a newer Steadyhold (backup format {found}, this release knows "
            f"{known}), so nothing was restored; install the newer release"
        )


class FolderNotEmptyError(StoreError):
    """A backup is only restored into a folder that holds nothing.

    Attributes:
        folder: the folder.
        holds: one name found in it.
    """

    def __init__(self, folder: Path, holds: str) -> None:
        self.folder = folder
        self.holds = holds
        super().__init__(
            f"{folder} is not empty (it holds {holds}) and was left as it is; name a new folder "
            "with --data, or move this one away first"
        )


class NoRoomError(StoreError):
    """What the backup holds does not fit on the disk.

    Attributes:
        folder: where it was to go.
        needed_bytes: size of what the backup holds.
        free_bytes: what is free.
    """

    def __init__(self, folder: Path, needed_bytes: int, free_bytes: int) -> None:
        self.folder = folder
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes
        super().__init__(
            f"the backup needs {needed_bytes} bytes at {folder} and {free_bytes} are free; make "
            "room, or name a folder on another disk with --data"
        )


class RestoredRecordError(StoreError):
    """The record in a backup has damage that it did not have when it was made.

    Attributes:
        path: the backup.
        record: the first record that is bad.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, record: str, reason: str) -> None:
        self.path = path
        self.record = record
        self.reason = reason
        super().__init__(
            f"the record in {path} does not pass its check ({record}: {reason}), so nothing was "
            "restored; take another backup"
        )
