"""What the routes of doors answer, as types: docs/schemas/openapi.json is made from them."""

from typing import Annotated, Any, Literal, TypedDict

from rig.school.roles import Role
from rig.store.people.audit import Audited

Json = dict[str, Any]


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
    """

    role: Role
    home: str


class AccountJson(TypedDict):
    """An account."""

    id: str
    login: str
    role: Role
    created_utc: str


class AccountsAnswer(TypedDict):
    """Who logs in with a password, by login."""

    accounts: list[AccountJson]


class AuditAnswer(TypedDict):
    """Who did what at the doors, newest first."""

    lines: list[Annotated[Json, Audited]]


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
