"""Tables for spreadsheets: numbers stay numbers, and no text is taken for a formula.

Every file of ours that a spreadsheet or a school's system opens is written through this module.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Final

Cell = int | float | str | None

# In Japanese and Chinese the wide signs begin a formula too; blanks and quotes are passed over.
_SIGN: Final = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_BEGINS: Final = re.compile(rf'[\t\r\n\0]|[\s"]*{_SIGN}')
# Where the decimal sign is a comma, a double click parts the line at semicolons, within texts too.
_BEGINS_LATER: Final = re.compile(rf'([;\t\r\n][\t\r\n"]*)(?={_SIGN})')


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; an apostrophe marks what was."""
    parted = _BEGINS_LATER.sub(r"\1'", text)
    return f"'{parted}" if _BEGINS.match(text) else parted


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
