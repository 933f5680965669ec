"""What the doors answer to whoever may not come in, each with the way out."""

import math

from rig.errors import SessionError


class RoleError(SessionError):
    """Whoever asks has a role that this is not open to.

    Attributes:
        role: what they are.
    """

    exit_code = 3

    def __init__(self, role: str) -> None:
        self.role = role
        who = "nobody is logged in" if role == "anonymous" else f"you are here as {role}"
        super().__init__(f"{who}, and this is not open to you; log in as somebody it is open to")


class WrongSecretError(SessionError):
    """Login and password, or name and PIN, do not belong together."""

    exit_code = 3

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is not right; type it again")


class SecondFactorNeededError(SessionError):
    """The password is right, and the account needs a code of an authenticator app as well."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("type the six digits that your authenticator app shows now")


class FactorThereError(SessionError):
    """An account has a second factor already."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__("this account has a second factor already; end that one first")


class TooManyTriesError(SessionError):
    """Somebody guesses, or has forgotten.

    Attributes:
        wait_s: when the next try counts.
    """

    exit_code = 3

    def __init__(self, wait_s: float) -> None:
        self.wait_s = max(1, math.ceil(wait_s))
        many = f"{math.ceil(self.wait_s / 60)} min" if self.wait_s > 90 else f"{self.wait_s} s"
        super().__init__(
            f"that was wrong too often; wait {many} and try again, or ask the instructor for a "
            "new PIN or password"
        )


class CodeOverError(SessionError):
    """A class code or setup code that leads nowhere, or no longer."""

    exit_code = 3

    def __init__(self, what: str) -> None:
        super().__init__(f"this {what} is not good, or no longer; {_WAYS_OUT[what]}")


_WAYS_OUT = {
    "class code": "read it again from the instructor's screen",
    "setup code": "start `steadyhold run --lan` again for a new one",
}


class NotInClassError(SessionError):
    """Somebody was taken out of the class, or was never in it."""

    exit_code = 3

    def __init__(self) -> None:
        super().__init__("you are not on the list of this class; ask the instructor")


class PinFormError(SessionError):
    """A PIN is six digits, and not those that everybody takes first."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__(
            "a PIN is six digits that are neither all the same nor a row like 123456; take others"
        )


class LoginMissingError(SessionError):
    """There is no such login, or it is over."""

    exit_code = 5

    def __init__(self) -> None:
        super().__init__("this login is over already")


class NobodyLogsInError(SessionError):
    """This rig serves its own machine only, where nobody logs in."""

    exit_code = 4

    def __init__(self) -> None:
        super().__init__(
            "nobody logs in here: this rig serves its own machine only; start it with "
            "`steadyhold run --lan` for a class"
        )
