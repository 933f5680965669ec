"""What learners are told of their exams, as types: docs/schemas/openapi.json is made from them."""

from typing import TypedDict

from rig.hub.exam_answers import AppealJson, AttemptResultJson, ChangedMarkJson
from rig.school.exams.attempt import AttemptState


class OwnExamJson(TypedDict):
    """An exam as one who takes it sees it.

    Attributes:
        state: of the own attempt on the pad.
        released: the own marks are to be seen.
        result: null before.
        changed: what counts in its place; null before, and where the result counts.
    """

    id: str
    title: str
    protocol_name: str
    repetitions: int
    state: AttemptState
    text: str
    pressed: int
    station: str
    station_name: str
    rule_words: str
    released: bool
    result: AttemptResultJson | None
    changed: ChangedMarkJson | None
    sessions: list[str]
    appeals: list[AppealJson]


class OwnExamsAnswer(TypedDict):
    """The own exams, the newest first."""

    exams: list[OwnExamJson]
