"""What the routes of doors answer, as types: docs/schemas/openapi.json is made from them."""

from typing import Literal, TypedDict

from rig.school.roles import Role


class MeAnswer(TypedDict):
    """Who is asking.

    Attributes:
        id: of the account or the learner; what recordings keep as `by`.
        learner_id: whose sessions are their own; empty for whoever does not press.
        class_id: the class they joined; empty for all.
        logs_in: whether anybody logs in here; false where only this machine is served.
        needs_setup: whether the first instructor is still to be made.
    """

    id: str
    role: Role
    learner_id: str
    class_id: str
    logs_in: bool
    needs_setup: bool


class EntryAnswer(TypedDict):
    """Somebody came in, or left; the cookie is in the head of the answer.

    Attributes:
        home: the page to go to.
        needs_code: nobody came in yet: the account needs a code of an authenticator app as well.
    """

    role: Role
    home: str
    needs_code: bool


class SecondFactorAnswer(TypedDict):
    """Whether the own account needs a code of an authenticator app as well."""

    is_on: bool


class NewSecondFactorAnswer(TypedDict):
    """What an authenticator app is to know.

    Attributes:
        secret: to be typed there, base32.
        qr: the same as a picture to scan, an address that holds it whole.
    """

    secret: str
    qr: str


class AccountJson(TypedDict):
    """An account.

    Attributes:
        seen_utc: when somebody was last here with it; null for never.
        ended_utc: when it was removed; null while it is good.
    """

    id: str
    login: str
    role: Role
    created_utc: str
    seen_utc: str | None
    ended_utc: str | None


class AccountsAnswer(TypedDict):
    """Who logs in with a password, by login; those that were removed after them."""

    accounts: list[AccountJson]


class LoginJson(TypedDict):
    """Somebody who is logged in now.

    Attributes:
        id: of the login.
        who: login of an account, or name of a learner.
        class_title: the class a student joined; empty for others.
        begun_ago_s: how long ago they logged in.
        seen_ago_s: how long ago they last asked for something.
        is_own: whether it is the one that asks.
    """

    id: str
    who: str
    role: Role
    class_title: str
    begun_ago_s: float
    seen_ago_s: float
    is_own: bool


class LoginsAnswer(TypedDict):
    """Who is logged in now, whoever was here last first."""

    logins: list[LoginJson]


class AuditLineJson(TypedDict):
    """One line of the audit log: its ids as they are kept, and the same in words.

    Attributes:
        actor: id of who did it; empty for whoever was not logged in.
        about: id of whom or what it was done to.
        who: login of an account, or pseudonym of a learner; empty for whoever was not logged in.
        what: what they did, to be read after `who`.
    """

    at_utc: str
    actor: str
    role: str
    action: str
    about: str
    detail: str
    who: str
    what: str


class AuditAnswer(TypedDict):
    """Who did what at the doors, newest first.

    Attributes:
        total: how many lines there are like these.
    """

    lines: list[AuditLineJson]
    total: int


class ClassToJoinAnswer(TypedDict):
    """A class, to whoever has its code.

    Attributes:
        title: of the class.
        learners: who can be picked.
    """

    title: str
    learners: list["LearnerToPickJson"]


class LearnerToPickJson(TypedDict):
    """Somebody of the class.

    Attributes:
        has_pin: whether the own PIN is asked for; else it is taken now.
    """

    id: str
    name: str
    has_pin: bool


class JoinedAnswer(TypedDict):
    """How joining went.

    Attributes:
        state: `in`, with the cookie in the head of the answer; `asked` until the instructor says.
        learner_id: whom to ask as again.
        home: the page to go to; empty while it is only asked.
    """

    state: Literal["in", "asked"]
    learner_id: str
    home: str


class ClassCodeAnswer(TypedDict):
    """What a class types to come in; null without one."""

    code: str | None
    ends_utc: str | None
