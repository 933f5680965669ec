"""What can go wrong with the record, each with the way out."""

from pathlib import Path

from rig.errors import StoreError


class StoreMissingError(StoreError):
    """There is no store at the path.

    Attributes:
        path: where it was looked for.
    """

    exit_code = 5

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"there are no recordings at {path}; record a session first, or set STEADYHOLD_DATA "
            "to the folder that holds steadyhold.db"
        )


class SessionMissingError(StoreError):
    """The store has no session of that id.

    Attributes:
        path: the store.
        session_id: what was asked for.
    """

    exit_code = 5

    def __init__(self, path: Path, session_id: str) -> None:
        self.path = path
        self.session_id = session_id
        super().__init__(
            f"session {session_id!r} is not in {path}; `steadyhold sessions list` shows what is"
        )


class SessionUnclearError(StoreError):
    """Several sessions have an id that begins so.

    Attributes:
        start: what was asked for.
        found: how many begin so.
    """

    exit_code = 2

    def __init__(self, start: str, found: int) -> None:
        self.start = start
        self.found = found
        many = f"{found}" if found < 100 else "100 or more"
        super().__init__(f"{many} sessions begin with {start}: write more of the id")


class FolderNotWritableError(StoreError):
    """The data folder cannot be written.

    Attributes:
        folder: the folder.
        reason: what the system said.
    """

    exit_code = 3

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        self.reason = reason
        super().__init__(
            f"cannot write into {folder} ({reason}); make the folder writable, or set "
            "STEADYHOLD_DATA to one that is"
        )


class FolderMissingError(StoreError):
    """The data folder that was named is not there, or is no folder.

    Attributes:
        path: as it was named.
    """

    exit_code = 5

    def __init__(self, path: Path) -> None:
        self.path = path
        found = "is a file, not a folder" if path.exists() else "does not exist"
        super().__init__(
            f"the data folder {path} {found}; name the folder that holds your recordings and "
            "passports with --data or STEADYHOLD_DATA"
        )


class StoreBusyError(StoreError):
    """Another program records into the same data folder.

    Attributes:
        folder: the folder.
    """

    exit_code = 4

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"another Steadyhold already records into {folder}; close that one, or set "
            "STEADYHOLD_DATA to another folder"
        )


class NewerStoreError(StoreError):
    """The store was written by a newer release.

    Attributes:
        path: the store.
        found: version of its schema.
        known: newest version this release knows.
    """

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} was written by a newer Steadyhold (store version {found}, this release knows "
            f"{known}) and was left untouched; install the newer release"
        )


class NewerFormatError(StoreError):
    """A document in the store was written by a newer release.

    Attributes:
        record: where it stands, for example `the header of session a1`.
        kind: what it is: `header`, `rubric`, `hold`, ...
        found: number of its format.
        known: newest format of that kind that this release knows.
    """

    def __init__(self, record: str, kind: str, found: int, known: int) -> None:
        self.record = record
        self.kind = kind
        self.found = found
        self.known = known
        super().__init__(
            f"{record} was written by a newer Steadyhold ({kind} format {found}, this release "
            f"knows {known}) and was left untouched; install the newer release"
        )


class NotAStoreError(StoreError):
    """The file is damaged beyond opening, or was never a store.

    Attributes:
        path: the file.
        reason: what the database said.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"{path} is not a readable Steadyhold store ({reason}) and was left untouched; run "
            "`steadyhold verify` on it, restore a backup, or move it away to start a new one"
        )


class NothingLeftError(StoreError):
    """No page of the file holds anything of a store.

    Attributes:
        path: the file.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"nothing of {path} can be read ({reason}), so there is nothing to save; restore a "
            f"backup, for example from {path.parent / 'backups'}, or move the file away to start a "
            "new one"
        )


class DamagedRecordError(StoreError):
    """One record does not match its checksum.

    Attributes:
        path: the store.
        record: which one, for example `block 17 of session ab12`.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, record: str, reason: str) -> None:
        self.path = path
        self.record = record
        self.reason = reason
        super().__init__(
            f"{record} in {path} is damaged ({reason}); `steadyhold verify --salvage FILE` saves "
            "everything else into a new file"
        )


class StoreWriteError(StoreError):
    """What was measured could not be written.

    Attributes:
        path: the store.
        reason: what the system said.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"recording into {path} failed: {reason}")


class LearnerMissingError(StoreError):
    """No learner has that id.

    Attributes:
        learner_id: what was asked for.
    """

    exit_code = 5

    def __init__(self, learner_id: str) -> None:
        self.learner_id = learner_id
        super().__init__(
            f"no learner has the id {learner_id!r}; `steadyhold learner list` names them"
        )


class BlankNameError(StoreError):
    """A learner was given a name without a visible character, or too long a one.

    Attributes:
        name: what was given.
    """

    exit_code = 2

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name[:40]!r} is no name for a learner; give one of 1 to 80 visible characters"
        )


class StudyKeyError(StoreError):
    """The key behind the names of participants is damaged.

    Attributes:
        path: its file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{path} is no key of studies; bring back a copy of it, or delete it: participants "
            "then get other names from the next export on"
        )
