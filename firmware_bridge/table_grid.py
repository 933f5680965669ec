"""Lines of text found to be a grid: delimiter, decimal sign, header and where the numbers begin."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from firmware_bridge.errors import TableFormatError
from firmware_bridge.units import SECONDS, unit_of

SAMPLE_LINES = 60
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_NUMBER_COMMA = re.compile(r"[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?")
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d[T ])?\d\d?:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_NOT_A_NUMBER = {"nan", "-nan", "+nan", "inf", "-inf", "+inf", "infinity", "na", "null", "none"}
_LABELLED = re.compile(r"([A-Za-z][A-Za-z %/]*?)\s*[:=]?\s*([+-]?\d+(?:\.\d+)?)(?=\s|$|[,;])")
_COMMENT = ("#", "%", "//", "'")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as text.

    Attributes:
        header: name of each column, as written or made up.
        has_header: whether the file named them.
        delimiter: between cells; empty for one column; `labels` where names stand beside values.
        decimal_comma: numbers are written with a comma.
        lines: (n,) lines of data, comments and blank lines left out.
        numbers: (n,) their line numbers in the file, from 1.
    """

    header: tuple[str, ...]
    has_header: bool
    delimiter: str
    decimal_comma: bool
    lines: list[str]
    numbers: list[int]

    def rows(self) -> list[list[str]]:
        """The cells of every line, trimmed."""
        return [cells_of(line, self.delimiter) for line in self.lines]


def grid_of(name: str, text: str) -> Grid:
    """Find the table in a text.

    Args:
        name: the file, for messages.
        text: its content with line feeds.

    Raises:
        TableFormatError: there is no line of numbers.
    """
    lines, numbers = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare and not bare.startswith(_COMMENT) and bare.strip(",;\t |"):
            lines.append(line)
            numbers.append(number)
    delimiter, decimal_comma = _form(lines[:SAMPLE_LINES] + lines[len(lines) // 2 :][:SAMPLE_LINES])
    rows = [cells_of(line, delimiter) for line in lines[:SAMPLE_LINES]]
    first = next((at for at, row in enumerate(rows) if _is_data(row, decimal_comma)), None)
    if first is None:
        raise TableFormatError(name, why="no line of numbers was found; a table of text is needed")
    header = _header(rows[:first], rows[first])
    if delimiter == LABELS:
        header = tuple(label for label, _ in _LABELLED.findall(lines[first]))
    named = header or tuple(f"column {number}" for number in range(1, len(rows[first]) + 1))
    return Grid(named, bool(header), delimiter, decimal_comma, lines[first:], numbers[first:])


LABELS = "labels"


def cells_of(line: str, delimiter: str) -> list[str]:
    """The trimmed cells of a line."""
    if delimiter == LABELS:
        return [value for _, value in _LABELLED.findall(line)]
    if not delimiter:
        return [line.strip().strip('"')]
    if delimiter == " ":
        return line.split()
    if '"' in line:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
    return [cell.strip() for cell in line.split(delimiter)]


def is_number(cell: str, *, decimal_comma: bool) -> bool:
    """Whether a cell is written as a finite number."""
    return bool((_NUMBER_COMMA if decimal_comma else _NUMBER).fullmatch(cell))


def is_clock(cell: str) -> bool:
    """Whether a cell is a time of day or a date with one."""
    return bool(_CLOCK.fullmatch(cell))


def clock_s(cell: str) -> float | None:
    """Seconds of a time of day, or of a date since 1970; None if it is neither."""
    if not is_clock(cell):
        return None
    cell = cell.replace(",", ".")
    try:
        if "-" in cell[:8]:
            moment = datetime.fromisoformat(cell)
            start = datetime(1970, 1, 1, tzinfo=moment.tzinfo)
            return (moment - start).total_seconds()
        hours, minutes, seconds = [*cell.split(":"), "0"][:3]
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None


def _form(lines: list[str]) -> tuple[str, bool]:
    """Delimiter and decimal comma that make most cells numbers."""
    best: tuple[float, int, str, bool] = (-1.0, 0, "", False)
    for delimiter in (",", ";", "\t", "|", LABELS, " ", ""):
        rows = [cells_of(line, delimiter) for line in lines]
        width, agreeing = Counter(len(row) for row in rows).most_common(1)[0]
        if (width < 2 and delimiter) or agreeing < 0.5 * len(rows):
            continue
        for decimal_comma in (False, True) if delimiter != "," else (False,):
            # Lines of words above the numbers say nothing about the form of the numbers.
            data = [row for row in rows if any(_is_datum(cell, decimal_comma) for cell in row)]
            cells = [cell for row in data if len(row) == width for cell in row if cell]
            good = sum(_is_datum(cell, decimal_comma) for cell in cells)
            share = good / max(1, len(cells)) * len(data) / len(rows)
            share = round(share, 2) + (0.001 if delimiter else 0)
            if (share, width) > best[:2] and share > 0.25:
                best = (share, width, delimiter, decimal_comma)
    return best[2], best[3]


def _is_data(row: list[str], decimal_comma: bool) -> bool:
    cells = [cell for cell in row if cell]
    good = sum(_is_datum(cell, decimal_comma) for cell in cells)
    return good > 0 and 2 * good >= len(cells)


def _is_datum(cell: str, decimal_comma: bool) -> bool:
    return (
        is_number(cell, decimal_comma=decimal_comma)
        or is_clock(cell)
        or cell.lower() in _NOT_A_NUMBER
    )


def _header(before: list[list[str]], data: list[str]) -> tuple[str, ...]:
    """Names from the lines above the numbers; a line of units below them is joined on."""
    fitting = [row for row in before if len(row) == len(data)]
    if not fitting:
        return ()
    names = fitting[-1]
    if len(fitting) > 1 and all(_is_unit(cell) for cell in names):
        units = [cell.strip("[](){} ") for cell in names]
        names = [
            f"{name} [{unit}]" if unit else name
            for name, unit in zip(fitting[-2], units, strict=True)
        ]
    return tuple(name or f"column {at}" for at, name in enumerate(names, start=1))


def _is_unit(cell: str) -> bool:
    bare = cell.strip("[](){} ")
    return not bare or unit_of(bare) is not None or bare.lower() in SECONDS
