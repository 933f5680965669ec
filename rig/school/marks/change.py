"""A change of a mark: what is added to the trail, and what stands after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rig.school.errors import PointsError, WordsError
from rig.school.marks.mark import Mark, MarkOutcome
from rig.visible_text import visible_text

ChangeKind = Literal["override", "withdrawn", "contest", "answer"]
"""Another mark, that mark taken back, a learner's note, and what is answered to it."""

MOST_WORDS: Final = 500
MOST_UNANSWERED: Final = 5
"""Notes of a learner that wait for an answer: what is added to the trail is never taken out."""
_CHANGES_A_MARK: Final = ("override", "withdrawn")
_NOTES: Final = ("contest", "answer", "override")


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One entry of the trail; none is ever changed.

    Attributes:
        seq: counted over the whole record, from 1.
        kind: what it is.
        points, outcome: what stands after it.
        old_points, old_outcome: what stood before it.
        words: the reason, the note or the answer; None once its learner was forgotten.
        by: opaque id of who made it.
        role: what they were.
    """

    seq: int
    kind: ChangeKind
    class_id: str
    item_id: str
    learner_id: str
    points: float | None
    outcome: MarkOutcome
    old_points: float | None
    old_outcome: MarkOutcome
    words: str | None
    by: str
    role: str
    at_utc: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark with what people made of it.

    Attributes:
        mark: as the sensor has it.
        points, outcome: what counts.
        version: number of the newest change of what counts; 0 without any.
        is_overridden: what counts is an instructor's.
        is_contested: the learner wrote a note that nobody has answered yet.
        changes: everything that was added, in order.
    """

    mark: Mark
    points: float | None
    outcome: MarkOutcome
    version: int
    is_overridden: bool
    is_contested: bool
    changes: tuple[MarkChange, ...]

    @property
    def half_width(self) -> float | None:
        """Error bar of what counts; an instructor's own mark has none."""
        return None if self.is_overridden else self.mark.half_width

    @property
    def unanswered(self) -> int:
        """How many notes of the learner wait for an answer."""
        notes = [each.kind for each in self.changes if each.kind in _NOTES]
        return next((n for n, kind in enumerate(reversed(notes)) if kind != "contest"), len(notes))

    @property
    def reason(self) -> str:
        """Why the sensor's mark is as it is; an instructor's own has its reason in its change."""
        return "" if self.is_overridden else self.mark.reason


def entry_of(mark: Mark, changes: Iterable[MarkChange]) -> Entry:
    """What counts of a mark after the changes that were made to it, in their order."""
    own = tuple(changes)
    newest = newest_change(own)
    is_overridden = newest is not None and newest.kind == "override"
    notes = [each.kind for each in own if each.kind in _NOTES]
    return Entry(
        mark=mark,
        points=newest.points if newest and is_overridden else mark.points,
        outcome=newest.outcome if newest and is_overridden else mark.outcome,
        version=newest.seq if newest else 0,
        is_overridden=is_overridden,
        is_contested=bool(notes) and notes[-1] == "contest",
        changes=own,
    )


def newest_change(changes: Sequence[MarkChange]) -> MarkChange | None:
    """The last change of what counts; None without any."""
    return next((each for each in reversed(changes) if each.kind in _CHANGES_A_MARK), None)


def checked_words(words: str, what: str) -> str:
    """Words as they are kept, on one line.

    Args:
        words: as they were written.
        what: what they are, for the sentence.

    Raises:
        WordsError: there are none, or too many.
    """
    kept = " ".join(visible_text(words).split())
    if not kept or len(kept) > MOST_WORDS:
        raise WordsError(what, len(kept), MOST_WORDS)
    return kept


def checked_points(points: float | None, outcome: MarkOutcome) -> float | None:
    """Points that may stand with an outcome.

    Raises:
        PointsError: they are outside 0 to 100, or there are none where there must be some.
    """
    has_points = outcome in (MarkOutcome.PASS, MarkOutcome.REPEAT, MarkOutcome.FAIL)
    if has_points != (points is not None) or (points is not None and not 0 <= points <= 100):
        raise PointsError(points, outcome)
    return points
