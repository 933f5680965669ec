"""A class, its marks and what they are for: what every file of marks is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rig.engine.scoring.criteria import CRITERIA
from rig.file_names import plain_stem
from rig.school.marks.change import Entry
from rig.school.roster import RosterEntry, SchoolClass

MOST_POINTS = 100.0
CRITERION_TITLES = {each.name: each.title for each in CRITERIA}


@dataclass(frozen=True, slots=True)
class MarkItem:
    """What learners have a mark for.

    Attributes:
        id: of the item.
        title: what people call it, here and in the school's system.
        protocol_id: what is pressed.
        day: ISO date; empty where it has no day.
        weights: the most points of each criterion; 100 together.
    """

    id: str
    title: str
    protocol_id: str
    day: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LmsColumn:
    """A column of the school's system that is known to be ours.

    Attributes:
        part: a criterion; empty for the total.
        title: as the system writes it, without its id.
        assignment_id: the system's own.
    """

    part: str
    title: str
    assignment_id: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A learner who is not in a file, and why, in half a sentence."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class MarksFile:
    """A file of marks, made but not yet written anywhere.

    Attributes:
        name: that it should have.
        media_type: of its content.
        content: all of it.
        rows: learners in it.
        left_out: learners who are not.
        remarks: what whoever takes it should know, in sentences.
        columns: of the school's system that were met in the file it is made from.
    """

    name: str
    media_type: str
    content: bytes
    rows: int
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()
    columns: tuple[LmsColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassMarks:
    """The gradebook of a class, with who is in it.

    Attributes:
        about: the class.
        roster: everybody who is or was in it.
        entries: their marks.
        items: what the marks are for, by id, the newest first.
        known: columns of the school's system that are remembered, by item.
    """

    about: SchoolClass
    roster: tuple[RosterEntry, ...]
    entries: tuple[Entry, ...]
    items: Mapping[str, MarkItem]
    known: Mapping[str, tuple[LmsColumn, ...]] = field(default_factory=dict)

    def of_item(self, item_id: str) -> dict[str, Entry]:
        """The marks for one item, by learner."""
        return {e.mark.learner_id: e for e in self.entries if e.mark.item_id == item_id}


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """One column of points for a school's system.

    Attributes:
        part: a criterion; empty for the total.
        title: of the column.
        most_points: the most points there are.
        points: by learner; those without any are not in it.
    """

    part: str
    title: str
    most_points: float
    points: Mapping[str, float]


def point_columns(marks: ClassMarks, item: MarkItem, *, with_criteria: bool) -> list[MarkColumn]:
    """The total of an item, and on request the points per criterion, which are as measured."""
    entries = marks.of_item(item.id)
    totals = {who: each.points for who, each in entries.items() if each.points is not None}
    found = [MarkColumn("", item.title, MOST_POINTS, totals)]
    if with_criteria:
        found += [
            MarkColumn(
                name,
                f"{item.title}: {CRITERION_TITLES.get(name, name)}",
                most,
                {
                    who: each.mark.criteria[name]
                    for who, each in entries.items()
                    if name in each.mark.criteria
                },
            )
            for name, most in item.weights.items()
        ]
    return found


def shown_name(learner: RosterEntry) -> str:
    """What an instructor calls a learner."""
    return learner.name or learner.pseudonym


def file_stem(marks: ClassMarks, what: str) -> str:
    """A name for a file that every system takes."""
    return plain_stem(f"{marks.about.title} {what}", "marks")
