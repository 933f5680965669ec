"""What the routes of pass marks answer, as types: docs/schemas/openapi.json is made from them."""

from typing import Annotated, Any, TypedDict

from rig.school.standards.angoff import Angoff
from rig.school.standards.exam_columns import ExamColumns
from rig.store.standards.cuts import Method

Json = dict[str, Any]


class ScoredCriterionJson(TypedDict):
    """A criterion that a judge gives points for, and its weight."""

    name: str
    title: str
    weight: float


class StandardJson(TypedDict):
    """The pass mark of a protocol.

    Attributes:
        version: number of the version in use.
        pass_score: null: nobody passes or fails.
        standing: what the pass mark rests on, in words.
        cut: number of the accepted cut score it is; 0 where it is none.
    """

    id: str
    name: str
    version: int
    pass_score: float | None
    standing: str
    cut: int
    criteria: list[ScoredCriterionJson]


class AcceptedCutJson(TypedDict):
    """A cut score that was accepted.

    Attributes:
        low_points, high_points: of its interval; null without.
        sem_points: null where it is not known.
        n: learners, or judges of a panel.
        by: opaque id of who accepted it.
    """

    number: int
    protocol: str
    method: Method
    cut_points: float
    low_points: float | None
    high_points: float | None
    sem_points: float | None
    n: int
    reason: str
    by: str
    at_utc: str


class StandardsAnswer(TypedDict):
    """The pass marks of all protocols in use, and every cut score that was accepted.

    Attributes:
        cuts: the newest first.
        least_learners: of an exam whose cut score may be accepted.
        least_judges: of a panel, likewise.
    """

    protocols: list[StandardJson]
    cuts: list[AcceptedCutJson]
    least_learners: int
    least_judges: int
    most_reason_characters: int


class JudgementJson(TypedDict):
    """What one judge wrote down; `fits` not where the criteria have changed since."""

    judge: int
    points: dict[str, float]
    fits: bool
    at_utc: str


class PanelAnswer(TypedDict):
    """The judges of a protocol and their cut score.

    Attributes:
        cut: of those judgements that fit; null with too few of them.
        against: what stands against accepting it; empty where nothing does.
    """

    protocol: str
    judgements: list[JudgementJson]
    cut: Annotated[Json, Angoff] | None
    against: list[str]


class ExamColumnsAnswer(TypedDict):
    """What a released exam gives to be compared; neither ids nor names, rows sorted by value.

    Attributes:
        cut: examiner's mark and score, as `cut` takes them.
        agreement: marks of two examiners, as `agreement` takes them.
    """

    exam: str
    title: str
    protocol: str
    cut: Annotated[Json, ExamColumns]
    agreement: Annotated[Json, ExamColumns]
