"""What can go wrong when recordings are taken out of the store."""

from pathlib import Path

from rig.errors import StoreError


class ExtraMissingError(StoreError):
    """A format needs a package that is not part of the plain installation.

    Attributes:
        form: the format asked for.
        extra: the extra that brings the package.
    """

    def __init__(self, form: str, extra: str) -> None:
        self.form = form
        self.extra = extra
        super().__init__(
            f"{form} files need the extra `{extra}`: run `pip install 'steadyhold[{extra}]'`, or "
            "export as csv"
        )


class ExportFileError(StoreError):
    """A file could not be written.

    Attributes:
        path: the file.
        reason: what the system said.
    """

    exit_code = 3

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"cannot write {path} ({reason}); choose a folder that is writable and has room"
        )


class NobodyAgreedError(StoreError):
    """No learner is part of a study.

    Attributes:
        study: its name.
    """

    exit_code = 5

    def __init__(self, study: str) -> None:
        self.study = study
        super().__init__(
            f"nobody agreed to be part of {study}; write down who does with "
            f"`steadyhold study consent {study} LEARNER`"
        )


class StudyFolderError(StoreError):
    """A folder for a study has files already, perhaps of somebody who withdrew.

    Attributes:
        folder: where the files were to go.
    """

    exit_code = 2

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} is not empty, and may hold what somebody has withdrawn; choose a new folder "
            "and delete the old one"
        )
