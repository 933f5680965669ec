"""What is wrong with marks that are to be compared, each with the way out."""

from rig.errors import SessionError


class ColumnsError(SessionError):
    """A text has not the columns of numbers that are asked for.

    Attributes:
        name: of the file, or what a page calls it.
        why: what was seen, and what to do.
    """

    exit_code = 2

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(f"{name}: {why}")


class NothingToCompareError(SessionError):
    """Marks that are too few, or all the same, for a figure.

    Attributes:
        what: the figure.
        needed: what it needs.
    """

    exit_code = 2

    def __init__(self, what: str, needed: str) -> None:
        self.what = what
        self.needed = needed
        super().__init__(f"{what} cannot be told: it needs {needed}")


class JudgementError(SessionError):
    """A judgement of a panel names other criteria than the protocol, or points nobody can have.

    Attributes:
        why: what was seen, and what belongs there.
    """

    exit_code = 2

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class CutNotAcceptableError(SessionError):
    """A cut score that may be looked at, not accepted.

    Attributes:
        reasons: all that stands against it.
    """

    exit_code = 4

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__(f"this cut score cannot be accepted: {'; '.join(reasons)}")
