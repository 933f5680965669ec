"""Tables for spreadsheets: numbers stay numbers, and no text is taken for a formula.

Every file of ours that a spreadsheet or a school's system opens is written through this module.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence

Cell = int | float | str | None

_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\0")


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; an apostrophe marks what was."""
    return f"'{text}" if text.startswith(_STARTS_OF_FORMULAS) else text


def written_cell(value: Cell) -> int | float | str:
    """A value as it is written: empty where there is none."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return safe_cell(value) if isinstance(value, str) else value


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV: comma, decimal point, quoted only where it must be."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([written_cell(value) for value in row] for row in rows)
    return file.getvalue()
