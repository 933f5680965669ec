"""What an exam gives to be compared: columns of numbers, sorted, so that no row is anybody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from firmware_bridge.rounding import fixed
from rig.school.standards.cut import LEAST_LEARNERS

MARK_AND_SCORE: Final = ("mark", "score")
TWO_EXAMINERS: Final = ("examiner 1", "examiner 2")
NO_PAIR: Final = (
    "Nobody in this exam has both a score and an examiner's mark that was given before the score "
    "was seen."
)
NO_TWO: Final = (
    "No two examiners have marked the same student of this exam before the score was seen. Both "
    "have to mark while the student presses."
)
BY_COMPUTER: Final = (
    "Some of it was pressed by a computer (simulated pads): fine to try this out, not for a pass "
    "mark."
)


@dataclass(frozen=True, slots=True)
class JudgedLearner:
    """One learner of an exam that is over.

    Attributes:
        points: the sensor's score; None where it is withheld or there is none.
        ratings: global marks that were given before the score was seen, by examiner, in the order
            in which they were given.
        is_simulated: nobody pressed.
    """

    points: float | None
    ratings: Mapping[str, int]
    is_simulated: bool


@dataclass(frozen=True, slots=True)
class ExamColumns:
    """Two columns as a text, and what is to be known of them.

    Attributes:
        text: with a heading, a tab between; empty where there is no row.
        rows: learners in it.
        words: sentences: who is not in it, and whether they are too few.
    """

    text: str
    rows: int
    words: str


def marks_and_scores(learners: Sequence[JudgedLearner]) -> ExamColumns:
    """The first examiner's mark of each learner, and the score it was given before."""
    pairs = [
        (next(iter(each.ratings.values())), each)
        for each in learners
        if each.ratings and each.points is not None
    ]
    rows = sorted((mark, each.points or 0.0) for mark, each in pairs)
    table = [(str(mark), fixed(points, 1)) for mark, points in rows]
    return _columns(MARK_AND_SCORE, table, learners, [each for _, each in pairs], NO_PAIR)


def two_examiners(learners: Sequence[JudgedLearner]) -> ExamColumns:
    """The marks of the two examiners who have marked most learners together."""
    together = Counter(pair for each in learners for pair in combinations(sorted(each.ratings), 2))
    if not together:
        return ExamColumns("", 0, NO_TWO)
    one, other = max(sorted(together), key=lambda pair: together[pair])
    marked = [each for each in learners if one in each.ratings and other in each.ratings]
    rows = sorted((each.ratings[one], each.ratings[other]) for each in marked)
    table = [(str(first), str(second)) for first, second in rows]
    return _columns(TWO_EXAMINERS, table, learners, marked, NO_TWO)


def _columns(
    head: tuple[str, str],
    table: Sequence[tuple[str, str]],
    learners: Sequence[JudgedLearner],
    taken: Iterable[JudgedLearner],
    none: str,
) -> ExamColumns:
    if not table:
        return ExamColumns("", 0, none)
    text = "".join("\t".join(row) + "\n" for row in (head, *table))
    return ExamColumns(text, len(table), _words(len(table), learners, taken))


def _words(rows: int, learners: Sequence[JudgedLearner], taken: Iterable[JudgedLearner]) -> str:
    said = [
        f"{rows} of {len(learners)} students. The rows are sorted by their numbers, so that none "
        "tells who it is."
    ]
    if rows < len(learners):
        said.append("The others lack a mark given before the score was seen, or a score.")
    if rows < LEAST_LEARNERS:
        said.append(f"That is few: below {LEAST_LEARNERS} the figures are rough.")
    if any(each.is_simulated for each in taken):
        said.append(BY_COMPUTER)
    return " ".join(said)
