"""What the routes of classes answer, as types: docs/schemas/openapi.json is made from them."""

import dataclasses
from typing import Annotated, Any, Literal, TypedDict

from rig.school.roster import EnrolmentState, RosterEntry, SchoolClass
from rig.school.roster_import import ListedClass, RefusedRow
from rig.store.people.forgetting import Forgotten
from rig.store.people.importing import ImportPlan, ImportStep

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


class PlannedJson(TypedDict):
    """What becomes of somebody on a list.

    Attributes:
        row: line of the file, or row of the workbook.
        step: a new learner; one who is known and joins the class; one who is in it already.
        remark: what a person should look at, else empty.
    """

    row: int
    name: str
    step: ImportStep
    remark: str


class ImportAnswer(TypedDict):
    """What an import does, or did.

    Attributes:
        written: it was done; False for a preview.
        kind: what the file was taken for.
        columns: title and meaning of each column that is used.
        refused: rows that are not taken.
        skipped: rows that name nobody.
        missing: names of learners of the class who are not on the list; they stay.
        remarks: what had to be guessed.
    """

    written: bool
    kind: str
    columns: list[list[str]]
    learners: list[PlannedJson]
    refused: list[Annotated[Json, RefusedRow]]
    skipped: list[Annotated[Json, RefusedRow]]
    missing: list[str]
    remarks: list[str]


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


def import_json(listed: ListedClass, plan: ImportPlan, *, written: bool) -> ImportAnswer:
    """A list, and what becomes of everybody on it."""
    return ImportAnswer(
        written=written,
        kind=listed.kind,
        columns=[list(each) for each in listed.columns],
        learners=[
            PlannedJson(
                row=each.listed.row, name=each.listed.name, step=each.step, remark=each.remark
            )
            for each in plan.learners
        ],
        refused=[dataclasses.asdict(each) for each in plan.refused],
        skipped=[dataclasses.asdict(each) for each in listed.skipped],
        missing=list(plan.missing),
        remarks=list(listed.remarks),
    )


def forgotten_json(done: Forgotten) -> ForgottenAnswer:
    """What forgetting did, without a place on this machine."""
    return ForgottenAnswer(
        forgotten=True,
        sessions_kept=done.sessions_kept,
        sessions_removed=done.sessions_removed,
        is_scrubbed=done.is_scrubbed,
        copies=[each.name for each in done.copies],
    )
