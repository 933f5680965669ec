"""What stands in a report: marks with what they rest on."""

from collections.abc import Iterable
from dataclasses import dataclass

from rig.engine.numbers import Engine
from rig.school.marks.change import Entry
from rig.school.marks.class_marks import MarkItem


@dataclass(frozen=True, slots=True)
class MarkSource:
    """What the session of a mark says of itself.

    Attributes:
        protocol_version: of the protocol it was pressed with.
        engine: what made its results.
        simulated: nobody pressed.
        use: the most its scores may be used for.
    """

    protocol_version: int
    engine: Engine
    simulated: bool
    use: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One mark of a report.

    Attributes:
        entry: the mark, with every change of it.
        item: what it is for.
        source: None where its session cannot be read.
    """

    entry: Entry
    item: MarkItem
    source: MarkSource | None

    @property
    def is_simulated(self) -> bool:
        """Whether a computer pressed."""
        return self.source is not None and self.source.simulated


@dataclass(frozen=True, slots=True)
class ReportLearner:
    """The marks of one learner, the newest first.

    Attributes:
        name: as the class calls the learner.
        rows: marks that the learner may see.
        practise: one thing to practise, after the newest mark; empty without one.
    """

    name: str
    rows: tuple[ReportRow, ...]
    practise: str


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What every report says of itself.

    Attributes:
        class_title: of the class.
        term: of the class; may be empty.
        made: day and time zone it was made, as it is to be read.
        software: what made it, with its version.
        chain_entries: changes of marks in the whole record.
        chain_sha256: digest of the last of them.
    """

    class_title: str
    term: str
    made: str
    software: str
    chain_entries: int
    chain_sha256: str


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """How a class did in one item; simulated marks are not in it.

    Attributes:
        item: what the marks are for.
        points: of everybody who has some, as they count, the lowest first.
        outcomes: word of an outcome and how many have it.
    """

    item: MarkItem
    points: tuple[float, ...]
    outcomes: tuple[tuple[str, int], ...]


def item_summaries(learners: Iterable[ReportLearner]) -> tuple[ItemSummary, ...]:
    """One summary for each item that somebody pressed, the newest day first."""
    by_item: dict[str, list[ReportRow]] = {}
    for learner in learners:
        for row in learner.rows:
            if not row.is_simulated:
                by_item.setdefault(row.item.id, []).append(row)
    found = [_summary(rows) for rows in by_item.values()]
    return tuple(sorted(found, key=lambda each: each.item.day, reverse=True))


def _summary(rows: list[ReportRow]) -> ItemSummary:
    entries = [row.entry for row in rows]
    counted: dict[str, int] = {}
    for each in entries:
        counted[each.outcome.value] = counted.get(each.outcome.value, 0) + 1
    return ItemSummary(
        item=rows[0].item,
        points=tuple(sorted(each.points for each in entries if each.points is not None)),
        outcomes=tuple(sorted(counted.items())),
    )
