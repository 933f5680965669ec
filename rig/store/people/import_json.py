"""What an import of a class list does, or did, as JSON of hub and terminal."""

from dataclasses import asdict
from typing import Annotated, Any, TypedDict

from rig.school.roster_import import ListedClass, RefusedRow
from rig.store.people.importing import ImportPlan, ImportStep

Json = dict[str, Any]


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
        refused=[asdict(each) for each in plan.refused],
        skipped=[asdict(each) for each in listed.skipped],
        missing=list(plan.missing),
        remarks=list(listed.remarks),
    )
