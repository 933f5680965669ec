"""What can go wrong with classes and with learners who are one person."""

from rig.errors import StoreError


class MergedAlreadyError(StoreError):
    """Two learners are one person already.

    Attributes:
        learner_id: the one that was to be merged.
        into_id: who it is shown as.
    """

    exit_code = 2

    def __init__(self, learner_id: str, into_id: str) -> None:
        self.learner_id = learner_id
        self.into_id = into_id
        super().__init__(
            f"learner {learner_id} is shown as {into_id} already; undo that merge first, or leave "
            "it as it is"
        )


class NotMergedError(StoreError):
    """A learner was not merged into anybody.

    Attributes:
        learner_id: the learner.
    """

    exit_code = 5

    def __init__(self, learner_id: str) -> None:
        self.learner_id = learner_id
        super().__init__(
            f"learner {learner_id} is not merged into another; the class page names those that are"
        )


class ClassMissingError(StoreError):
    """No class has that id.

    Attributes:
        class_id: what was asked for.
    """

    exit_code = 5

    def __init__(self, class_id: str) -> None:
        self.class_id = class_id
        super().__init__(f"there is no class {class_id!r}; `steadyhold class list` names them")


class ClassEndedError(StoreError):
    """A class that is over takes nobody in.

    Attributes:
        title: of the class.
    """

    exit_code = 2

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"the class {title} is over; start it again first, or choose another class"
        )


class ClassTitleError(StoreError):
    """A class was given a title or a term that nobody could read, or too long a one.

    Attributes:
        title: what was given.
    """

    exit_code = 2

    def __init__(self, title: str) -> None:
        self.title = title
        super().__init__(
            f"{title[:40]!r} is no title for a class; give one of 1 to 80 visible characters"
        )
