"""What can go wrong between a command and the archive."""

from rig.errors import SessionError


class NotRemovedError(SessionError):
    """Removing what cannot be brought back was not confirmed."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("nothing was removed; answer yes, or give --yes")
