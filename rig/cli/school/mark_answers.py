"""What the commands of marks answer with `--json`, as types."""

from typing import Literal, TypedDict

from rig.school.marks.change import ChangeKind
from rig.school.marks.mark import MarkOutcome


class MarkRow(TypedDict):
    """A mark, as it was measured and as it counts.

    Attributes:
        half_width: error bar of what counts (95 %), in points; null where there is none.
        version: to be named by whoever changes it; 0 before the first change.
        sessions: ids of those it was read from.
    """

    learner_id: str
    name: str
    item_id: str
    title: str
    day: str
    points: float | None
    half_width: float | None
    outcome: MarkOutcome
    reason: str
    version: int
    overridden: bool
    contested: bool
    measured_points: float | None
    measured_outcome: MarkOutcome
    criteria: dict[str, float]
    sessions: list[str]


class MarksListing(TypedDict):
    """`steadyhold marks list`: the gradebook of a class.

    Attributes:
        chain_entries: changes in the trail of the whole record.
        chain_sha256: digest of the last of them.
    """

    schema: Literal["steadyhold.marks/1"]
    class_id: str
    marks: list[MarkRow]
    chain_entries: int
    chain_sha256: str


class MarkChangeRow(TypedDict):
    """One entry of a history.

    Attributes:
        words: the reason, the note or the answer; null once its learner was forgotten.
        by: opaque id of who made it.
    """

    seq: int
    kind: ChangeKind
    points: float | None
    outcome: MarkOutcome
    old_points: float | None
    old_outcome: MarkOutcome
    words: str | None
    by: str
    role: str
    at_utc: str


class MarkHistoryListing(TypedDict):
    """`steadyhold marks history` and `override`: a mark and what was added to it, in order."""

    schema: Literal["steadyhold.mark-history/1"]
    mark: MarkRow
    history: list[MarkChangeRow]


class LeftOutRow(TypedDict):
    """A learner who is not in a file, and why."""

    name: str
    why: str


class MarksExportListing(TypedDict):
    """`steadyhold marks export`: the file that was written."""

    schema: Literal["steadyhold.marks-export/1"]
    path: str
    rows: int
    left_out: list[LeftOutRow]
    remarks: list[str]
