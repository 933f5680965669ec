"""Columns of numbers out of a text: a file with commas, or what was pasted from a spreadsheet."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rig.school.standards.errors import ColumnsError
from rig.school.standards.interval import Floats

MOST_ROWS: Final = 2000
# No mark is beyond, and squares of what is within stay numbers.
_LARGEST: Final = 1e9
_SMALLEST: Final = 1e-9
_DIVIDERS: Final = "\t;,|"
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, one row for each person.

    Attributes:
        names: as the first line has them, else `column 1` and so on.
        marks: (people, columns), nothing missing.
        left_out: rows that lack a number in one of the columns.
    """

    names: tuple[str, ...]
    marks: Floats
    left_out: int


def mark_columns(said: str, text: str, wanted: Sequence[str] = ()) -> Columns:
    """The columns of a text.

    Args:
        said: what the text is called in refusals.
        text: all of it.
        wanted: names or numbers of columns, at least two; empty for every column of numbers.

    Raises:
        ColumnsError: there are no two such columns, or no row has all of them.
    """
    rows = _rows(said, text)
    if not rows:
        raise ColumnsError(said, "there is nothing in it; give two columns of numbers")
    if len(rows) > MOST_ROWS:
        raise ColumnsError(said, f"it has more than {MOST_ROWS} rows")
    is_headed = not any(_value(cell) is not None for cell in rows[0])
    width = max(map(len, rows))
    head = rows[0] if is_headed else []
    names = [head[at] if at < len(head) and head[at] else f"column {at + 1}" for at in range(width)]
    body = rows[1:] if is_headed else rows
    values = [[_value(row[at]) if at < len(row) else None for at in range(width)] for row in body]
    places = (
        [_place(said, each, names) for each in wanted]
        if wanted
        else [at for at in range(width) if _is_numbers([row[at] for row in values])]
    )
    if len(places) < 2:
        raise ColumnsError(said, "two columns of numbers are needed, side by side")
    if len(set(places)) < len(places):
        raise ColumnsError(said, "a column is named twice")
    picked = [[row[at] for at in places] for row in values]
    whole = [[each for each in row if each is not None] for row in picked]
    kept = [row for row in whole if len(row) == len(places)]
    if not kept:
        raise ColumnsError(said, "no row has a number in each of the columns")
    chosen = tuple(names[at] for at in places)
    return Columns(chosen, np.array(kept, dtype=np.float64), len(values) - len(kept))


def _rows(said: str, text: str) -> list[list[str]]:
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    # A comma is a decimal sign where another sign stands between the cells.
    divider = next((each for each in _DIVIDERS if all(each in line for line in lines)), "")
    if not divider:
        return [line.split() for line in lines]
    try:
        rows = list(csv.reader(lines, delimiter=divider, skipinitialspace=True))
    except csv.Error as error:
        raise ColumnsError(said, f"it is no table of text ({error})") from error
    return [[cell.strip() for cell in row] for row in rows]


def _value(cell: str) -> float | None:
    if not _NUMBER.fullmatch(cell):
        return None
    value = float(cell.replace(",", "."))
    if abs(value) > _LARGEST:
        return None
    return value if abs(value) >= _SMALLEST else 0.0


def _is_numbers(values: Sequence[float | None]) -> bool:
    return sum(each is not None for each in values) * 2 > len(values)


def _place(said: str, wanted: str, names: Sequence[str]) -> int:
    if wanted in names:
        return names.index(wanted)
    if wanted.isdecimal() and len(wanted) < 4 and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise ColumnsError(said, f"there is no column {wanted!r}; there are {', '.join(names)}")
