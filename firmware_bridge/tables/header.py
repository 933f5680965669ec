"""The names and units of the columns, found in the lines above the numbers."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from firmware_bridge.tables.cells import is_datum, is_unit
from firmware_bridge.tables.form import COMMENT, RowForm, split
from firmware_bridge.tables.moments import STAMP
from firmware_bridge.tables.names import column_name, guess_word, is_time_name

ROWS_ABOVE = 14
_KEY = re.compile(r"^[\w .()#/]{1,40}[:=]$")
_NAME_KEY = re.compile(
    r"(?:channel ?|column ?|signal ?)?(?:titles?|names?|labels?|channels?)\s*[:=]", re.I
)
_UNIT_KEY = re.compile(r"(?:y_)?units?(?: ?names?|_label)?\s*[:=]?", re.I)
_REMARKS = ("comment", "comments", "kommentar", "remarks", "notes")
"""Names of a last column that most rows leave out, its divider too."""
_GAPS = re.compile(r"\s{2,}|\t+")
_BRACKET_PART = re.compile(r"[\[(][^\])]*[\])]")


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns are called.

    Attributes:
        names: of every column, as written or made up.
        units: of every column as a row of its own says, bare; empty where none does.
        named: whether the file named any.
    """

    names: tuple[str, ...]
    units: tuple[str, ...]
    named: bool


def table_header(above: list[str], form: RowForm, filled: tuple[int, ...]) -> Header:
    """Names and units from the lines above the first row of numbers.

    Args:
        above: those lines, in order.
        form: of the rows.
        filled: positions of columns that are not empty all the way.
    """
    made_up = tuple(f"column {at}" for at in range(1, form.width + 1))
    if form.names:
        labels = ("stamp", *form.names) if form.stamped else form.names
        return Header(labels, ("",) * form.width, named=True)
    names: list[str] | None = None
    units: list[str] | None = None
    rows = [row for line in above[-ROWS_ABOVE:] if (row := _row(line, form, filled)) is not None]
    rows.reverse()
    for at, row in enumerate(rows):
        kind = _kind(row, form)
        if kind == "units" and units is None and (names is None or not any(map(_said, names))):
            units = _unit_cells(row)
        elif kind == "names":
            upper = next(
                (each for each in rows[at + 1 : at + 3] if _kind(each, form) == "names"), None
            )
            names = _without_key(row)
            if upper is not None and _are_symbols(names) and not _are_symbols(upper):
                names = _without_key(upper)
            elif upper is not None and len(set(filter(None, names))) < len([*filter(None, names)]):
                names = _with_group(upper, names)
            if units is None and at + 1 < len(rows) and _kind(rows[at + 1], form) == "units":
                units = _unit_cells(rows[at + 1])
            break
    if names is None:
        return Header(made_up, tuple(units or [""] * form.width), named=False)
    if form.stamped:
        names[0] = "stamp"
    return Header(
        tuple(name or made for name, made in zip(names, made_up, strict=True)),
        tuple(units or [""] * form.width),
        named=True,
    )


def _row(line: str, form: RowForm, filled: tuple[int, ...]) -> list[str] | None:
    """The cells of a line, one for each column; None where it has another number of them."""
    stamp = STAMP.match(line) if form.stamped else None
    is_comment = COMMENT.match(line) and not line.lstrip().startswith(form.delimiter or "\n")
    bare = COMMENT.sub("", line, count=1) if is_comment else line
    bare = bare[stamp.end() :] if stamp else bare
    if not bare.strip():
        return None
    width = form.width - form.stamped
    for way, cells in enumerate(_splits(bare, form.delimiter)):
        if len(cells) != width:
            cells = _widened(cells, width, form.delimiter, [at - form.stamped for at in filled])
        # Words that fit only when divided in another way than the rows have to be known as names.
        is_names = (
            way == 0
            or 2 * sum(_said(cell) or is_unit(cell) for cell in cells) > len(cells)
            or _are_units(cells)
        )
        if len(cells) == width and is_names:
            return ["", *cells] if form.stamped else cells
    return None


def _splits(line: str, delimiter: str) -> list[list[str]]:
    blanks: list[Callable[[str], list[str]]] = [lambda text: _GAPS.split(text.strip()), _by_blanks]
    ways = [split(line, delimiter)] if delimiter != " " else []
    ways += [split(line, other) for other in ("\t", ";", ",", "|") if other in line]
    if delimiter == " ":
        ways = [way(line) for way in blanks] + ways
    elif not delimiter:
        ways = [split(line, "")]
    else:
        ways += [way(line) for way in blanks]
    return ways


def _by_blanks(line: str) -> list[str]:
    """Words, a unit in brackets joined to the word before it."""
    joined: list[str] = []
    for word in line.split():
        if joined and _BRACKET_PART.fullmatch(word):
            joined[-1] += f" {word}"
        else:
            joined.append(word.strip('"'))
    return joined


def _widened(cells: list[str], width: int, delimiter: str, filled: list[int]) -> list[str]:
    """Cells brought to the width of the rows: empty ones at the end, or at columns without data."""
    if delimiter in ("", " "):
        return cells
    while len(cells) > width and (not cells[-1] or cells[-1].lower() in _REMARKS):
        cells = cells[:-1]
    if len(cells) == len(filled) < width and all(cells):
        spread = [""] * width
        for at, cell in zip(filled, cells, strict=True):
            spread[at] = cell
        return spread
    if 1 < len(cells) == width - 1:
        return [*cells, ""]
    return cells


def _kind(row: list[str], form: RowForm) -> str:
    written = [cell for cell in row if cell]
    if not written:
        return ""
    if _KEY.match(row[0]) and len(row) > 1:
        if _NAME_KEY.fullmatch(row[0]):
            return "names"
        return "units" if _UNIT_KEY.fullmatch(row[0]) else ""
    bare = [_bare(cell) for cell in written]
    if _are_units(written):
        return "units"
    if _UNIT_KEY.fullmatch(row[0]) and any(map(is_unit, bare[1:])):
        return "units"
    if len(written) > 2 and is_time_name(column_name(row[0])) and _are_units(written[1:]):
        # The time says its unit in its name and repeats it where the others have theirs.
        return "units"
    data = sum(is_datum(cell, form.style) for cell in written)
    if 2 * data >= len(written):
        return ""
    if form.delimiter in ("", " ") and not any(map(_said, written)):
        return ""
    return "names"


def _are_units(cells: list[str]) -> bool:
    bare = [_bare(cell) for cell in cells]
    return all(is_unit(cell) or cell in ("*", "-", "") for cell in bare) and any(map(is_unit, bare))


def _without_key(row: list[str]) -> list[str]:
    """A row without the key at its head, units without their brackets."""
    first = "" if _KEY.match(row[0]) or _UNIT_KEY.fullmatch(row[0]) else row[0]
    return [first, *row[1:]]


def _unit_cells(row: list[str]) -> list[str]:
    """A row of units, empty where the time repeats its name."""
    bare = _without_key(row)
    return ["" if is_time_name(column_name(bare[0])) and not is_unit(_bare(bare[0])) else bare[0],
            *bare[1:]]  # fmt: skip


def unit_text(cell: str) -> str:
    """The unit in a cell of a row of units; empty where it says nothing."""
    bare = _bare(cell)
    return "" if bare in ("*", "-") else bare


def _bare(cell: str) -> str:
    return cell.strip("[](){} ")


def _said(cell: str) -> bool:
    """Whether a cell is known to be a name: it says time, force, or carries a unit."""
    name = column_name(cell)
    return bool(name.unit or is_time_name(name) or guess_word(name) or name.is_never)


def _are_symbols(row: list[str]) -> bool:
    written = [cell for cell in row if cell]
    return len(written) > 1 and all(len(cell) <= 2 for cell in written)


def _with_group(groups: list[str], names: list[str]) -> list[str]:
    """Names that repeat, each with the name of its group before it."""
    group, joined = "", []
    for above, name in zip(groups, names, strict=True):
        group = above or group
        joined.append(f"{group}: {name}" if group and name and names.count(name) > 1 else name)
    return joined
