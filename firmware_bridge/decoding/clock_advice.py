"""Which numbers of lines are a clock or a count, told from how they go on, and what to say then."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

FEWEST_ROWS: Final = 4
EVEN_FRAC: Final = 0.5
"""Steps of a clock are alike; those of a press that rises by chance are not."""


def advice(rows: Sequence[Sequence[float]]) -> tuple[str, str] | None:
    """What is seen in the numbers of some lines, and what to say; None where nothing rises.

    Args:
        rows: numbers of lines in order, as many in each, no clock taken out.
    """
    if len(rows) < FEWEST_ROWS:
        return None
    columns = list(zip(*rows, strict=True))
    rising = [at for at, column in enumerate(columns) if _rises_evenly(column)]
    others = [at for at in range(len(columns)) if at not in rising]
    if not rising or not others:
        return None
    if 0 in rising and not _counts(columns[0]):
        clock = f"time={_unit(columns[0])}"
        if len(others) == 1:
            way = f"{clock}&column={others[0]}, or column={others[0] + 1} to leave it aside"
            return "whose first number only rises", f"this looks like a clock: say {way}"
        ways = " or ".join(f"{clock}&column={at}" for at in others)
        way = f"{ways}, whichever is the force"
        return "whose first number only rises", f"this looks like a clock: say {way}"
    seen = " and ".join(str(at + 1) for at in rising)
    ways = " or ".join(f"column={at + 1}" for at in others)
    number, looks = ("numbers", "look") if len(rising) > 1 else ("number", "looks")
    return (
        f"whose {number} {seen} only {'rise' if len(rising) > 1 else 'rises'}",
        f"{number} {seen} {looks} like a clock or a count: say {ways}",
    )


def _rises_evenly(column: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(column)]
    typical = median(steps)
    near = sum(abs(step - typical) <= EVEN_FRAC * typical for step in steps)
    return min(steps) > 0 and near >= 0.8 * len(steps)


def _counts(column: Sequence[float]) -> bool:
    return all(after - before == 1.0 for before, after in pairwise(column))


def _unit(column: Sequence[float]) -> str:
    if not all(each.is_integer() for each in column):
        return "s"
    return "us" if median([b - a for a, b in pairwise(column)]) >= 1000 else "ms"
