"""What the routes of marks answer, as types: docs/schemas/openapi.json is made from them."""

import base64
from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypedDict

from rig.hub.class_answers import ClassJson
from rig.school.marks.change import ChangeKind, Entry, MarkChange
from rig.school.marks.class_marks import LeftOut, LmsColumn, MarkItem, MarksFile
from rig.school.marks.mark import MarkOutcome
from rig.school.marks.practice import is_practice_item

Json = dict[str, Any]


class MarkItemJson(TypedDict):
    """What learners have a mark for.

    Attributes:
        exam: of an exam, not of the practice of a day.
        canvas: heading of its column in Canvas, once it was seen; else empty.
    """

    id: str
    title: str
    protocol: str
    day: str
    exam: bool
    canvas: str


class MarkJson(TypedDict):
    """One mark, as it was measured and as it counts.

    Attributes:
        name: of the learner.
        half_width: error bar of what counts (95 %), in points; null where there is none.
        reason: in words, for what is void, missing or to be repeated.
        version: to be named by whoever changes it; 0 before the first change.
        contested: the learner wrote a note that nobody has answered yet.
        changes: how many entries its history has.
        criteria: points per criterion as measured.
    """

    learner_id: str
    name: str
    item_id: str
    points: float | None
    half_width: float | None
    outcome: MarkOutcome
    reason: str
    version: int
    overridden: bool
    contested: bool
    changes: int
    measured_points: float | None
    measured_outcome: MarkOutcome
    criteria: dict[str, float]
    sessions: list[str]


class ChainJson(TypedDict):
    """Where the trail of all changes ends."""

    entries: int
    sha256: str


class MarksAnswer(TypedDict):
    """The gradebook of a class."""

    about: ClassJson
    items: list[MarkItemJson]
    marks: list[MarkJson]
    chain: ChainJson


class MarkChangeJson(TypedDict):
    """One entry of the history of a mark.

    Attributes:
        who: a login, or a word for whoever it was.
        words: the reason, the note or the answer; null once its learner was forgotten.
    """

    seq: int
    kind: ChangeKind
    points: float | None
    outcome: MarkOutcome
    old_points: float | None
    old_outcome: MarkOutcome
    words: str | None
    who: str
    at_utc: str


class MarkHistoryAnswer(TypedDict):
    """A mark and everything that was added to it, in order."""

    mark: MarkJson
    history: list[MarkChangeJson]


class MarkHistoriesAnswer(TypedDict):
    """Marks, each with everything that was added to it."""

    marks: list[MarkHistoryAnswer]


class OwnMarksAnswer(TypedDict):
    """The own marks of a learner, each with its history."""

    items: list[MarkItemJson]
    marks: list[MarkHistoryAnswer]


class MarksFileAnswer(TypedDict):
    """A file of marks to be saved.

    Attributes:
        content: in base64.
        rows: learners, or marks, in it.
    """

    name: str
    media_type: str
    content: str
    rows: int
    left_out: list[Annotated[Json, LeftOut]]
    remarks: list[str]


def item_json(item: MarkItem, known: Iterable[LmsColumn]) -> MarkItemJson:
    """One item."""
    found = next((each for each in known if not each.part), None)
    return MarkItemJson(
        id=item.id,
        title=item.title,
        protocol=item.protocol_id,
        day=item.day,
        exam=not is_practice_item(item.id),
        canvas=f"{found.title} ({found.assignment_id})" if found else "",
    )


def mark_json(entry: Entry, name: str) -> MarkJson:
    """One mark."""
    mark = entry.mark
    return MarkJson(
        learner_id=mark.learner_id,
        name=name,
        item_id=mark.item_id,
        points=entry.points,
        half_width=entry.half_width,
        outcome=entry.outcome,
        reason=entry.reason,
        version=entry.version,
        overridden=entry.is_overridden,
        contested=entry.is_contested,
        changes=len(entry.changes),
        measured_points=mark.points,
        measured_outcome=mark.outcome,
        criteria=dict(mark.criteria),
        sessions=list(mark.session_ids),
    )


def history_json(entry: Entry, name: str, called: Callable[[MarkChange], str]) -> MarkHistoryAnswer:
    """A mark with its history.

    Args:
        entry: the mark.
        name: of its learner.
        called: what whoever made a change is called here.
    """
    return MarkHistoryAnswer(
        mark=mark_json(entry, name),
        history=[
            MarkChangeJson(
                seq=each.seq,
                kind=each.kind,
                points=each.points,
                outcome=each.outcome,
                old_points=each.old_points,
                old_outcome=each.old_outcome,
                words=each.words,
                who=called(each),
                at_utc=each.at_utc,
            )
            for each in entry.changes
        ],
    )


def file_json(made: MarksFile) -> MarksFileAnswer:
    """A file."""
    return MarksFileAnswer(
        name=made.name,
        media_type=made.media_type,
        content=base64.b64encode(made.content).decode(),
        rows=made.rows,
        left_out=[{"name": each.name, "why": each.why} for each in made.left_out],
        remarks=list(made.remarks),
    )
