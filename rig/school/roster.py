"""Classes and who is in them, as values."""

from dataclasses import dataclass
from typing import Final, Literal

EnrolmentState = Literal["asked", "in", "out"]

ID_TITLES: Final = {
    "canvas_id": "ID (Canvas)",
    "sis_user_id": "SIS User ID",
    "sis_login_id": "SIS Login ID",
    "integration_id": "Integration ID",
    "moodle_id_number": "ID number (Moodle)",
    "username": "Username",
    "email": "E-mail address",
    "number": "Number",
    "canvas_name": "Student (Canvas)",
    "section": "Section",
}
"""What a school's own system may say of a learner, and how a person calls it."""

TELLS_APART: Final = frozenset(ID_TITLES) - {"canvas_name", "section"}
"""Kinds of which no two people of a school have the same."""


@dataclass(frozen=True, slots=True)
class SchoolClass:
    """Learners who are taught together for a while.

    Attributes:
        id: opaque.
        title: what people call it.
        term: for example `Autumn 2026`; may be empty.
        ended_utc: None while it is taught.
        learners: how many are in it now.
    """

    id: str
    title: str
    term: str
    created_utc: str
    ended_utc: str | None
    learners: int


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One learner of a class.

    Attributes:
        learner_id: opaque.
        pseudonym: two words, for whoever may not see names.
        name: empty where it was never given, or is forgotten.
        state: asked to join, is in, or has left.
        since_utc: when that began.
        external: what the school's own system calls the learner: kind and value.
        merged: learners who turned out to be this one: ids and the names from before.
    """

    learner_id: str
    pseudonym: str
    name: str
    state: EnrolmentState
    since_utc: str
    external: tuple[tuple[str, str], ...]
    merged: tuple[tuple[str, str], ...]
