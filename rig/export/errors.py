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
