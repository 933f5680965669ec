"""Which lines are rows: most cells of a column are data, and so are those of its first row."""

import itertools
from collections import Counter
from functools import cache

from firmware_bridge.tables.cells import is_datum, is_missing
from firmware_bridge.tables.form import RowForm


def kinds_of(rows: list[list[str]], form: RowForm) -> list[str]:
    """Of each column: `data`, `gaps` (data with empty cells), `empty` or `word`.

    Args:
        rows: cells of lines that are most likely rows.
        form: how they are written.
    """
    kinds = []
    for at in range(form.width):
        counted: Counter[str] = Counter()
        for row in rows:
            cell = row[at]
            missing = is_missing(cell)
            counted["empty" if missing else "data" if is_datum(cell, form.style) else "word"] += 1
        if counted["word"] > counted["data"]:
            kinds.append("word")
        elif not counted["data"]:
            kinds.append("empty")
        else:
            kinds.append("gaps" if counted["empty"] else "data")
    return kinds


def first_row(head: list[str], form: RowForm, kinds: list[str]) -> int | None:
    """Place of the first row in the head that others like it, or faulty ones, follow.

    Args:
        head: lines from the beginning of the text.
        form: how rows are written.
        kinds: of the columns, as `kinds_of` tells them.
    """

    @cache
    def share(at: int) -> float | None:
        line = head[at]
        return _data_frac(form.cells(line), form, kinds) if line.strip() else None

    for at in range(len(head)):
        if share(at) != 1.0:
            continue
        after = map(share, range(at + 1, min(at + 8, len(head))))
        following = list(itertools.islice((each for each in after if each is not None), 3))
        if not following or (following[0] and 2 * sum(map(bool, following)) >= len(following)):
            return at
    return None


def _data_frac(cells: list[str], form: RowForm, kinds: list[str]) -> float:
    """Share of the cells that should be data and are; 0 where the width is another."""
    if len(cells) != form.width:
        return 0.0
    data = wrong = 0
    for cell, kind in zip(cells, kinds, strict=True):
        if kind in ("word", "empty"):
            continue
        if is_missing(cell):
            wrong += kind == "data" and not cell
        elif is_datum(cell, form.style):
            data += 1
        else:
            wrong += 1
    return data / (data + wrong) if data else 0.0
