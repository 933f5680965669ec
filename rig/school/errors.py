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


class WordsError(SessionError):
    """A change comes without its reason, or with a novel.

    Attributes:
        what: what is missing: a reason, a note or an answer.
        characters: how many there are.
        most: how many are kept.
    """

    exit_code = 2

    def __init__(self, what: str, characters: int, most: int) -> None:
        self.what = what
        self.characters = characters
        self.most = most
        super().__init__(
            f"the {what} has {characters} characters; the most is {most}"
            if characters
            else f"there is no {what}; write why, in a few words"
        )


class PointsError(SessionError):
    """Points and outcome do not go together.

    Attributes:
        points: what was asked for.
        outcome: what it was to stand with.
    """

    exit_code = 2

    def __init__(self, points: float | None, outcome: str) -> None:
        self.points = points
        self.outcome = outcome
        given = "no points" if points is None else f"{points:g} points"
        super().__init__(
            f"{given} do not go with '{outcome}'; give 0 to 100 points with pass, repeat or fail, "
            "and none with void or missing"
        )


class LmsFileError(SessionError):
    """A file is no gradebook of Canvas, or not one that can be filled in.

    Attributes:
        name: of the file.
        why: what was seen, and what to do.
    """

    exit_code = 2

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        self.why = why
        super().__init__(f"{name}: {why}")
