"""How the rows of a table are written: what divides the cells, and how numbers look."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from firmware_bridge.tables.cells import NumberStyle, is_datum, is_missing, is_unit
from firmware_bridge.tables.labels import labelled_cells, labels_of
from firmware_bridge.tables.moments import STAMP

DELIMITERS = ("\t", ";", ",", "|", " ", "")
COMMENT = re.compile(r"\s*(?:#|%|//|'|;+(?=\s*[A-Za-z]))\s*")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,' \u202f\xa0])\d{3})(?:\1\d{3})*(?:[.,]\d*)?")
HUNDREDS = re.compile(r"[+-]?[1-9]\d\d")
_BLANKS = " \u202f\xa0"
_HALVES = re.compile(r"(?P<whole>[+-]?\d+),(?P<part>\d+)\s*(?P<unit>[A-Za-zµ°%]*)")
_NEARLY = 0.02


@dataclass(frozen=True, slots=True)
class RowForm:
    """How rows are written.

    Attributes:
        delimiter: between cells; a blank for any white space; empty for one cell a line.
        style: of the numbers.
        names: the names that stand before the numbers in every line; empty where none do.
        stamped: a terminal has put a time before each line; it is the first cell.
        width: cells in a row.
        doubtful: a remark where the signs of a number can be read in two ways.
    """

    delimiter: str
    style: NumberStyle
    names: tuple[str, ...]
    stamped: bool
    width: int
    doubtful: str

    def cells(self, line: str) -> list[str]:
        """The trimmed cells of a line."""
        if not self.stamped:
            return self._cells(line)
        stamp = STAMP.match(line)
        if stamp is None:
            return ["", *self._cells(line)]
        return [stamp["in"] or stamp["bare"], *self._cells(line[stamp.end() :])]

    def _cells(self, line: str) -> list[str]:
        return labelled_cells(line, self.names) if self.names else split(line, self.delimiter)


def split(line: str, delimiter: str) -> list[str]:
    """The trimmed cells of a line without names in it."""
    if not delimiter:
        return [line.strip().strip('"').strip()]
    if delimiter == " ":
        return [cell.strip('"') for cell in line.split()]
    if '"' in line:
        try:
            return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        except csv.Error:
            return line.split(delimiter)
    return [cell.strip() for cell in line.split(delimiter)]


def form_of(lines: list[str], above: list[str]) -> RowForm | None:
    """The form in which most cells of most lines are numbers; None where there are none.

    Args:
        lines: from the body of the file, not from its head.
        above: lines of words at its beginning.
    """
    lines = [line for line in lines if any(c.isdigit() for c in line) and not _is_comment(line)]
    if not lines:
        return None
    stamps = [STAMP.match(line) for line in lines]
    stamped = sum(stamp is not None for stamp in stamps) > 0.8 * len(lines)
    if stamped:
        lines = [line[s.end() :] for line, s in zip(lines, stamps, strict=True) if s]
    lines = [line for line in lines if any(c.isdigit() for c in line)] or lines
    best: tuple[float, int, RowForm] | None = None
    for candidate in _candidates(lines):
        good, width = _worth(lines, candidate)
        if good < 0.3:
            continue
        # Nearly as good and wider wins: a date with a blank is one cell, two numbers are two.
        if (
            best is None
            or good > best[0] + _NEARLY
            or (good > best[0] - _NEARLY and width > best[1])
        ):
            best = (max(good, best[0]) if best else good, width, replace(candidate, width=width))
    if best is None:
        return None
    form = _with_decimal_comma(best[2], lines, above)
    return replace(form, stamped=stamped, width=form.width + stamped)


def _candidates(lines: list[str]) -> Iterator[RowForm]:
    text = "\n".join(lines)
    points = [".", ","] if "," in text else ["."]
    for point in points:
        style = NumberStyle(point, "")
        names = labels_of(lines, style)
        if names:
            yield RowForm(LABELS, style, names, stamped=False, width=len(names), doubtful="")
    for delimiter in DELIMITERS:
        # Blanks before a row are its margin; another sign there ends an empty first cell.
        if delimiter and not any(delimiter in line.rstrip().lstrip(" ") for line in lines):
            continue
        for point in points:
            if delimiter == "," and point == "," and '"' not in text:
                continue
            plain = RowForm(delimiter, NumberStyle(point, ""), (), False, 0, "")
            grouped = _grouped(lines, plain)
            yield from (grouped,) if grouped else (plain,)


LABELS = "labels"


def _worth(lines: list[str], form: RowForm) -> tuple[float, int]:
    """Share of cells that are data in the lines of the usual width, and that width."""
    rows = [form.cells(line) for line in lines]
    rows = [row for row in rows if any(is_datum(cell, form.style) for cell in row)]
    if not rows:
        return 0.0, 0
    width, agreeing = Counter(len(row) for row in rows).most_common(1)[0]
    if width < 2 and form.delimiter and not form.names:
        return 0.0, 0
    if form.delimiter in ("\t", ";", ",", "|"):
        # A cell may be missing at the end of a row that a longer one shows to be short.
        longest = max(Counter(len(row) for row in rows).items(), key=lambda each: each[0])
        if longest[1] > 0.2 * len(rows):
            width = longest[0]
        agreeing = sum(len(row) <= width for row in rows)
    fitting = [row for row in rows if len(row) <= width]
    cells = [cell for row in fitting for cell in row]
    data = sum(is_datum(cell, form.style) for cell in cells)
    empty = sum(is_missing(cell) for cell in cells)
    if form.delimiter == " " and agreeing < 0.9 * len(rows):
        return 0.0, 0
    good = data / max(1, len(cells) - empty) * agreeing / len(rows) * len(rows) / len(lines)
    # Empty cells speak a little against a divider: two tabs between numbers are one gap.
    return good - 0.02 * empty / max(1, len(cells)), width


def _grouped(lines: list[str], form: RowForm) -> RowForm | None:
    """The form with the sign between thousands that its cells show; None where none is shown."""
    point = form.style.point
    columns: dict[int, list[str]] = {}
    for line in lines:
        for at, cell in enumerate(form.cells(line)):
            columns.setdefault(at, []).append(cell)
    pointed = [
        any(re.fullmatch(rf"[+-]?\d+[{point}]\d+", cell) for cell in cells)
        and not any(sign in cell for cell in cells for sign in ".," if sign != point)
        for cells in columns.values()
    ]
    for at, cells in columns.items():
        found = [(cell, _THOUSANDS.fullmatch(cell)) for cell in cells]
        signs = {match[1] for _, match in found if match}
        if len(signs) != 1:
            continue
        sign = signs.pop()
        style = NumberStyle(point, " " if sign in _BLANKS else sign)
        if sign == point:
            continue
        plain = sum(is_datum(cell, form.style) for cell in cells)
        grouped = sum(is_datum(cell, style) for cell in cells)
        # Where another column shows which sign is decimal, this one is between thousands.
        shown = form.delimiter != "," and any(pointed[:at] + pointed[at + 1 :])
        if grouped > plain and (shown or any(_shows_groups(cell, sign) for cell in cells)):
            return replace(form, style=style)
    return None


def _shows_groups(cell: str, sign: str) -> bool:
    """Whether a cell cannot be read without the sign between thousands: two of them, or a point."""
    return cell.count(sign) > 1 or (
        sign in cell
        and bool(re.search(r"\d[.,]\d+$", cell))
        and (("." in cell and "," in cell) or sign in _BLANKS + "'")
    )


def _with_decimal_comma(form: RowForm, lines: list[str], above: list[str]) -> RowForm:
    """One column with decimal commas rather than two of whole numbers, where the digits say so.

    Whole numbers have no zeros in front, and not all the same number of digits; a first number
    that does not rise is no clock before a reading with its unit; two names are of two columns.
    """
    if form.delimiter != "," or form.width != 2:
        return form
    names = above[-1].split(",") if above else []
    if len(names) == 2 and all(name.strip() for name in names):
        return form
    found = [_HALVES.fullmatch(line.strip()) for line in lines if "," in line]
    halves = [each for each in found if each is not None]
    if len(halves) < len(found) or not halves:
        return form
    parts = [each["part"] for each in halves]
    wholes = [int(each["whole"]) for each in halves]
    # Lines of two places in the file: once they may go back.
    rises = sum(a >= b for a, b in pairwise(wholes)) <= 1
    has_zeros = any(len(part) > 1 and part[0] == "0" for part in parts)
    has_unit = all(is_unit(each["unit"]) for each in halves)
    lengths = set(map(len, parts))
    same = len(lengths) == 1 and lengths != {1} and len(set(parts)) > 1
    if has_zeros or ((same or has_unit) and not rises):
        doubtful = "a comma is read as the decimal sign of one column"
        return replace(form, delimiter="", style=NumberStyle(",", ""), width=1, doubtful=doubtful)
    return form


def doubtful_thousands(cells: list[str], form: RowForm) -> bool:
    """Whether the decimal signs of a column could all be between thousands: `12,345`.

    A decimal point is doubted only beside semicolons: there they divide what commas do elsewhere.
    """
    point = form.style.point
    written = [cell for cell in cells if not is_missing(cell)]
    return (
        (point == "," or form.delimiter == ";")
        and not form.style.group
        and bool(written)
        and all(
            point in cell and ".,".replace(point, "") not in cell and _THOUSANDS.fullmatch(cell)
            for cell in written
        )
    )


def _is_comment(line: str) -> bool:
    return bool(COMMENT.match(line)) and not line.lstrip()[0].isdigit()


def mixed_thousands(cells: list[str], style: NumberStyle) -> bool:
    """Whether a column's decimal signs are rather between thousands: `999`, then `1,234`."""
    if style.group:
        return False
    written = [cell for cell in cells if cell and not is_missing(cell)]
    marked = [cell for cell in written if style.point in cell]
    other = ".,".replace(style.point, "")
    if not marked or not all(_THOUSANDS.fullmatch(cell) and other not in cell for cell in marked):
        return False
    below = [cell for cell in written if style.point not in cell]
    # Decimals that happen to have three places have no neighbours of three digits without any.
    return bool(below) and (style.point == "," or any(HUNDREDS.fullmatch(cell) for cell in below))


def has_decimals(cells: list[str], style: NumberStyle) -> bool:
    """Whether a column's decimal signs can be nothing else: not three digits behind, a zero before.

    Args:
        cells: of one column.
        style: of the numbers as they are read so far.
    """
    return any(style.point in cell and not _THOUSANDS.fullmatch(cell) for cell in cells)


def as_thousands(form: RowForm) -> RowForm:
    """The same form with its decimal signs read as signs between thousands."""
    point = form.style.point
    return replace(form, style=NumberStyle(".,".replace(point, ""), point))
