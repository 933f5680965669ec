"""What is answered of columns of marks, in the terminal and by the API: docs/schemas has it."""

from dataclasses import asdict
from typing import Annotated, Any, Final, Literal, TypedDict

from rig.school.standards.bland_altman import BlandAltman
from rig.school.standards.borderline import BorderlineRegression
from rig.school.standards.columns import Columns
from rig.school.standards.cut import GreyZone
from rig.school.standards.errors import ColumnsError
from rig.school.standards.kappa import Kappa
from rig.school.standards.reliability import Reliability
from rig.school.standards.report import agreement_report, cut_report

Json = dict[str, Any]
AGREEMENT: Final = "steadyhold.agreement/1"
CUT: Final = "steadyhold.cut/1"


class AgreementAnswer(TypedDict):
    """How far columns of marks agree.

    Attributes:
        columns: their names.
        n: people.
        left_out: rows without a number in each column.
        marks: a row for each person.
        bland_altman: of the first two columns, first minus second; null where it cannot be told.
        reliability: of all columns; likewise.
        kappas: of the first two, where they are whole numbers in a few steps.
        untold: why what is missing is missing.
    """

    schema: Literal["steadyhold.agreement/1"]
    source: str
    columns: list[str]
    n: int
    left_out: int
    marks: list[list[float]]
    bland_altman: Annotated[Json, BlandAltman] | None
    reliability: Annotated[Json, Reliability] | None
    kappas: list[Annotated[Json, Kappa]]
    untold: list[str]


class CutAnswer(TypedDict):
    """A cut score by borderline regression of the second column on the first.

    Attributes:
        columns: names of the examiner's marks and the scores.
        n: learners.
        left_out: rows without both.
        marks: examiner's mark and score of each learner.
        regression: null where it cannot be told.
        against: what stands against accepting it; empty where nothing does.
        sem_points: standard error of measurement that was given; null without.
        zone: the grey zone; null without.
        passed, repeated, failed: how these learners would fare; 0 without a zone.
    """

    schema: Literal["steadyhold.cut/1"]
    source: str
    columns: list[str]
    n: int
    left_out: int
    marks: list[list[float]]
    regression: Annotated[Json, BorderlineRegression] | None
    against: list[str]
    sem_points: float | None
    zone: Annotated[Json, GreyZone] | None
    passed: int
    repeated: int
    failed: int


def agreement_answer(source: str, columns: Columns) -> AgreementAnswer:
    """How far columns of marks in one unit agree."""
    found = agreement_report(columns)
    return AgreementAnswer(
        schema=AGREEMENT,
        source=source,
        columns=list(columns.names),
        n=len(columns.marks),
        left_out=columns.left_out,
        marks=columns.marks.tolist(),
        bland_altman=None if found.bland_altman is None else asdict(found.bland_altman),
        reliability=None if found.reliability is None else asdict(found.reliability),
        kappas=[asdict(each) for each in found.kappas],
        untold=list(found.untold),
    )


def cut_answer(
    source: str, columns: Columns, borderline_mark: float, sem_points: float | None
) -> CutAnswer:
    """The cut score of an exam: examiner's marks in the first column, scores in the second.

    Raises:
        ColumnsError: there are other than two columns, or scores beyond 0-100.
    """
    if columns.marks.shape[1] != 2:
        raise ColumnsError(source, "a cut score takes two columns: examiner's mark, then score")
    marks, scores = columns.marks[:, 0], columns.marks[:, 1]
    if scores.min() < 0.0 or scores.max() > 100.0:
        raise ColumnsError(source, f"{columns.names[1]} is no score: it leaves 0 to 100")
    found = cut_report(marks, scores, borderline_mark, sem_points)
    return CutAnswer(
        schema=CUT,
        source=source,
        columns=list(columns.names),
        n=len(columns.marks),
        left_out=columns.left_out,
        marks=columns.marks.tolist(),
        regression=None if found.regression is None else asdict(found.regression),
        against=list(found.against),
        sem_points=sem_points,
        zone=None if found.zone is None else asdict(found.zone),
        passed=found.passed,
        repeated=found.repeated,
        failed=found.failed,
    )
