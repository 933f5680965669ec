"""What can go wrong between a word on the command line and a class or a learner."""

from rig.errors import SessionError


class AmbiguousNameError(SessionError):
    """Several classes or learners are called what was typed.

    Attributes:
        asked: what was typed.
        ids: of all that are called so.
    """

    exit_code = 2

    def __init__(self, asked: str, ids: tuple[str, ...]) -> None:
        self.asked = asked
        self.ids = ids
        super().__init__(f"{len(ids)} are called {asked}; give an id: {', '.join(ids)}")


class NotConfirmedError(SessionError):
    """Something that cannot be undone was not confirmed.

    Attributes:
        name: whom it is about.
    """

    exit_code = 2

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} was not forgotten; answer yes, or give --yes")
