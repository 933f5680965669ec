"""What is wrong with a list of learners."""

from rig.errors import SessionError


class RosterFileError(SessionError):
    """A file is no list of learners, or not one that can be trusted.

    Attributes:
        name: of the file.
        why: what was seen, and what to do.
    """

    exit_code = 2

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(f"{name}: {why}")
