"""What the routes of classes answer, as types: docs/schemas/openapi.json is made from them."""

import dataclasses
from typing import Annotated, Any, Literal, TypedDict

from rig.school.roster import EnrolmentState, RosterEntry, SchoolClass
from rig.store.people.forgetting import Forgotten

Json = dict[str, Any]


class ClassesAnswer(TypedDict):
    """Every class, those that are taught first."""

    classes: list[Annotated[Json, SchoolClass]]


class MergedJson(TypedDict):
    """A learner who turned out to be another, and the name from before."""

    id: str
    name: str


class RosterLearnerJson(TypedDict):
    """One learner of a class.

    Attributes:
        name: empty where it was never given, or is forgotten.
        external: what the school's own system calls the learner, by kind.
    """

    id: str
    name: str
    pseudonym: str
    state: EnrolmentState
    since_utc: str
    external: dict[str, str]
    merged: list[MergedJson]


ClassJson = Annotated[Json, SchoolClass]


class RosterAnswer(TypedDict):
    """A class and everybody who is, was or wants to be in it."""

    about: ClassJson
    learners: list[RosterLearnerJson]


class ForgottenAnswer(TypedDict):
    """What forgetting a learner did.

    Attributes:
        copies: names of files in the data folder that may still hold the name.
    """

    forgotten: Literal[True]
    sessions_kept: int
    sessions_removed: int
    is_scrubbed: bool
    copies: list[str]


class DoneAnswer(TypedDict):
    """It was done."""

    done: Literal[True]


def roster_json(about: SchoolClass, entries: tuple[RosterEntry, ...]) -> RosterAnswer:
    """A class with its learners."""
    return RosterAnswer(
        about=class_json(about),
        learners=[
            RosterLearnerJson(
                id=each.learner_id,
                name=each.name,
                pseudonym=each.pseudonym,
                state=each.state,
                since_utc=each.since_utc,
                external=dict(each.external),
                merged=[MergedJson(id=one, name=name) for one, name in each.merged],
            )
            for each in entries
        ],
    )


def class_json(about: SchoolClass) -> Json:
    """One class."""
    return dataclasses.asdict(about)


def forgotten_json(done: Forgotten) -> ForgottenAnswer:
    """What forgetting did, without a place on this machine."""
    return ForgottenAnswer(
        forgotten=True,
        sessions_kept=done.sessions_kept,
        sessions_removed=done.sessions_removed,
        is_scrubbed=done.is_scrubbed,
        copies=[each.name for each in done.copies],
    )
