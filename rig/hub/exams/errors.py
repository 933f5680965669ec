"""What an exam at work refuses, each with the way out."""

from rig.errors import SessionError


class SeatRefusedError(SessionError):
    """Somebody cannot begin, or go on, at their seat.

    Attributes:
        why: what is in the way, and what to do.
    """

    exit_code = 4

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
