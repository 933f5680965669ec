"""What the numbers of a column say of themselves: a counter, a clock, a quantity, words."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.tables.cells import is_missing, number_with_unit
from firmware_bridge.tables.form import RowForm
from firmware_bridge.tables.moments import has_time, is_moment, is_month_first

FEW_WORDS = 20
RISING_FRAC = 0.9
EVEN_FRAC = 0.25


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sample of a column's cells shows.

    Attributes:
        kind: what most of its cells are.
        counts: whole numbers, one step all the way.
        rises: nearly every cell is above the one before.
        climbs: nearly none is below.
        is_even: its steps are alike.
        step_raw: the typical step.
        low_raw, high_raw: its 2nd and 98th percentile.
        is_whole: no number has a fraction.
        units: units written behind its numbers, empty text for none where others have one.
        words: its different texts, at most `FEW_WORDS`; empty where there are more.
        turns_frac: share of cells that differ from the one before.
        first: its first cells.
        month_first: its dates begin with the month.
    """

    kind: Literal["numbers", "moments", "dates", "words", "empty"]
    counts: bool
    rises: bool
    climbs: bool
    is_even: bool
    step_raw: float
    low_raw: float
    high_raw: float
    is_whole: bool
    units: tuple[str, ...]
    words: tuple[str, ...]
    turns_frac: float
    first: tuple[str, ...]
    month_first: bool

    @property
    def is_constant(self) -> bool:
        """Whether it stays where it is."""
        return self.kind == "numbers" and self.low_raw == self.high_raw


def facts_of(parts: tuple[tuple[list[str], ...], ...], at: int, form: RowForm) -> Facts:
    """What a column shows.

    Args:
        parts: runs of rows without a break.
        at: position of the column.
        form: how the rows are written.
    """
    texts = [[row[at] for row in part] for part in parts]
    flat = [cell for part in texts for cell in part]
    written = [cell for cell in flat if not is_missing(cell)]
    found = [[number_with_unit(cell, form.style) for cell in part] for part in texts]
    values = [np.array([pair[0] for pair in part if pair]) for part in found]
    units = tuple(dict.fromkeys(pair[1] for part in found for pair in part if pair))
    kind = _kind(written, sum(map(len, values)))
    different = dict.fromkeys(written)
    steps = _joined([np.diff(part) for part in values])
    every = _joined(values)
    median = float(np.median(steps)) if len(steps) else 0.0
    whole = bool(len(every)) and bool((every == np.rint(every)).all())
    low, high = np.percentile(every, (2.0, 98.0)).tolist() if len(every) else (0.0, 0.0)
    if len(every) and low == high and every.min() != every.max():
        low, high = float(every.min()), float(every.max())
    return Facts(
        kind=kind,
        counts=len(steps) > 2
        and whole
        and median >= 1
        and _share(np.abs(steps - median) < 0.01) > 0.95,
        rises=median > 0 and _share(steps > 0) > RISING_FRAC,
        climbs=_share(steps >= 0) > RISING_FRAC and bool((steps > 0).any()),
        is_even=_is_even(steps, median),
        step_raw=median,
        low_raw=low,
        high_raw=high,
        is_whole=whole,
        units=units if any(units) else (),
        words=tuple(different) if len(different) <= FEW_WORDS else (),
        turns_frac=_turns_frac(texts),
        first=tuple(flat[:3]),
        month_first=kind == "moments" and is_month_first(flat),
    )


def _kind(
    written: list[str], numbers: int
) -> Literal["numbers", "moments", "dates", "words", "empty"]:
    if not written:
        return "empty"
    if 2 * numbers > len(written):
        return "numbers"
    if 2 * sum(map(has_time, written)) > len(written):
        return "moments"
    return "dates" if 2 * sum(map(is_moment, written)) > len(written) else "words"


def _is_even(steps: NDArray[np.float64], median: float) -> bool:
    if len(steps) < 2 or not median > 0:
        return False
    low, high = np.percentile(steps, (10.0, 90.0))
    return bool(high - low <= EVEN_FRAC * median)


def _turns_frac(parts: list[list[str]]) -> float:
    pairs = [(a, b) for part in parts for a, b in pairwise(part)]
    return sum(a != b for a, b in pairs) / max(1, len(pairs))


def _joined(parts: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.concatenate(parts) if parts else np.zeros(0)


def _share(marks: NDArray[np.bool_]) -> float:
    return float(marks.mean()) if len(marks) else 0.0
