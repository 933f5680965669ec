"""What is refused of accounts and codes, each with the way out."""

from rig.errors import StoreError


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
