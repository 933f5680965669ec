"""What the commands of classes and learners answer with `--json`, as types."""

from typing import Annotated, Any, Literal, TypedDict

from rig.school.roster import EnrolmentState, SchoolClass
from rig.store.people.import_json import ImportAnswer

Json = dict[str, Any]


class ClassesListing(TypedDict):
    """`steadyhold class list`: every class, those that are taught first."""

    schema: Literal["steadyhold.classes/1"]
    classes: list[Annotated[Json, SchoolClass]]


class RosterRow(TypedDict):
    """One learner of a class.

    Attributes:
        external: what the school's own system calls the learner, by kind.
        merged: ids of learners who turned out to be this one.
    """

    learner_id: str
    name: str
    pseudonym: str
    state: EnrolmentState
    since_utc: str
    external: dict[str, str]
    merged: list[str]


ClassAbout = Annotated[Json, SchoolClass]


class ClassListing(TypedDict):
    """`steadyhold class show`: one class and everybody who is, was or wants to be in it."""

    schema: Literal["steadyhold.class/1"]
    about: ClassAbout
    learners: list[RosterRow]


class ImportListing(ImportAnswer):
    """`steadyhold class import`: what was done, or with --dry-run would be.

    Attributes:
        columns: title and meaning of each column that is used.
        missing: names of learners of the class who are not on the list; they stay.
    """

    schema: Literal["steadyhold.class-import/1"]
    source: str


class LearnerRow(TypedDict):
    """A learner.

    Attributes:
        merged_into: id of who it turned out to be; null for most.
    """

    id: str
    name: str
    pseudonym: str
    merged_into: str | None


class LearnersListing(TypedDict):
    """`steadyhold learner list`: everybody in the record, forgotten ones without a name."""

    schema: Literal["steadyhold.learners/1"]
    learners: list[LearnerRow]


class ForgottenListing(TypedDict):
    """`steadyhold forget`: what it did.

    Attributes:
        is_scrubbed: no byte of the record tells of them; False while Steadyhold runs.
        copies: files in the data folder that may still hold the name.
    """

    schema: Literal["steadyhold.forgotten/1"]
    learner_ids: list[str]
    sessions_kept: int
    sessions_removed: int
    is_scrubbed: bool
    copies: list[str]


class RetentionListing(TypedDict):
    """`steadyhold retention`: what was removed, or with --dry-run would be.

    Attributes:
        before: first day that is kept, by kind of data; a kind that is missing was not asked.
        learners: ids of whoever is forgotten; their recordings are not in this list.
        logins: logins and codes.
        copies: files in the data folder that still hold some of it.
    """

    schema: Literal["steadyhold.retention/1"]
    is_dry_run: bool
    before: dict[str, str]
    sessions: list[str]
    learners: list[str]
    accounts: list[str]
    logins: int
    audit_lines: int
    copies: list[str]


class ConsentRow(TypedDict):
    """What one learner agreed to."""

    study: str
    learner_id: str
    given_utc: str
    withdrawn_utc: str | None


class ConsentsListing(TypedDict):
    """`steadyhold study list`: who agreed to be part of which study."""

    schema: Literal["steadyhold.consents/1"]
    consents: list[ConsentRow]


class UserRow(TypedDict):
    """An account."""

    id: str
    login: str
    role: str
    created_utc: str


class UsersListing(TypedDict):
    """`steadyhold user list`: who logs in with a password."""

    schema: Literal["steadyhold.users/1"]
    users: list[UserRow]
