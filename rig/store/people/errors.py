"""What is refused of learners, classes, accounts and codes, each with the way out."""

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


class LoginNameError(StoreError):
    """Nobody could log in under that.

    Attributes:
        login: what was asked for.
    """

    exit_code = 2

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(
            f"{login[:80]!r} cannot be a login: take 3 to 40 letters, digits, dots or hyphens"
        )


class LoginTakenError(StoreError):
    """Somebody has an account of that login.

    Attributes:
        login: what was asked for.
    """

    exit_code = 4

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(f"there is an account {login!r} already; take another login")


class AccountMissingError(StoreError):
    """Nobody has an account of that login.

    Attributes:
        login: what was asked for.
    """

    exit_code = 5

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(f"there is no account {login[:80]!r}; `steadyhold user list` shows all")


class LastInstructorError(StoreError):
    """The only instructor would be gone, and nobody could make another."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "this is the only instructor's account; make another one first "
            "(`steadyhold user add NAME --role instructor`)"
        )


class WeakPasswordError(StoreError):
    """A password that others guess.

    Attributes:
        why: half a sentence.
    """

    exit_code = 2

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"this password cannot be taken: {why}")


class NoConsentError(StoreError):
    """Somebody never agreed to be part of a study.

    Attributes:
        study: its name.
    """

    exit_code = 5

    def __init__(self, study: str) -> None:
        self.study = study
        super().__init__(
            f"this learner never agreed to be part of {study}; `steadyhold study list` has who did"
        )
