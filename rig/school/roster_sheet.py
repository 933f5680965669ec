"""The rows of a list of learners, from CSV in any encoding a school writes, or from XLSX."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from rig.school.errors import RosterFileError
from rig.school.roster_workbook import MOST_COLUMNS, MOST_ROWS, workbook_rows

MOST_BYTES: Final = 15_000_000
MOST_CELL_CHARACTERS: Final = 10_000
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_SEPARATORS: Final = ",;\t|"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row.

    Attributes:
        number: the line of the file on which it begins, or the row of the workbook, from 1.
        cells: without blanks around them.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A table of text.

    Attributes:
        rows: those with anything in them.
        separator: what stood between cells; empty in a workbook.
        remarks: what had to be guessed.
    """

    rows: tuple[SheetRow, ...]
    separator: str
    remarks: tuple[str, ...]


def roster_sheet(name: str, content: bytes) -> RosterSheet:
    """What a file says, as rows.

    Args:
        name: of the file, for sentences.
        content: all of it.

    Raises:
        RosterFileError: it is too large, no table, or damaged.
    """
    if len(content) > MOST_BYTES:
        raise RosterFileError(name, "this is larger than 15 MB, which no list of learners is")
    if content[:4] == b"PK\x03\x04":
        rows = [
            SheetRow(number, cells)
            for number, cells in enumerate(workbook_rows(name, content), start=1)
            if any(cells)
        ]
        remarks: tuple[str, ...] = ()
        separator = ""
    else:
        text, remarks = _decoded(name, content)
        separator, rows = _parsed(name, text)
    if not rows:
        raise RosterFileError(name, "there is nothing in it; export the list again")
    return RosterSheet(tuple(rows), separator, remarks)


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    encoding = next((each for mark, each in _MARKS if content.startswith(mark)), "utf-8")
    remarks: tuple[str, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise RosterFileError(
                name, f"cannot be read as {encoding} text; save it as CSV in UTF-8"
            ) from error
        text = content.decode("cp1252", "replace")
        remarks = (
            "The file is not in UTF-8; it was read as Windows text (cp1252). "
            "Look at the names with accents.",
        )
    if encoding == "utf-8" and "\x00" in text[:2000]:
        odd = content[1:2000:2].count(0) >= content[0:2000:2].count(0)
        try:
            text = content.decode("utf-16-le" if odd else "utf-16-be")
        except UnicodeDecodeError as error:
            raise RosterFileError(name, _BINARY) from error
    if _CONTROLS.search(text):
        raise RosterFileError(name, _BINARY)
    return text, remarks


_BINARY: Final = "this is no table of text; export the list as CSV or as an Excel workbook (.xlsx)"


def _parsed(name: str, text: str) -> tuple[str, list[SheetRow]]:
    head, _, rest = text.partition("\n")
    if found := re.fullmatch(r"sep=(.)\r?", head):
        # A line for Excel alone.
        return found[1], _rows(name, rest, found[1], 1)
    while rest and not head.strip():
        head, _, rest = rest.partition("\n")
    unquoted = re.sub(r'"[^"]*"', "", head)
    counts = {each: unquoted.count(each) for each in _SEPARATORS}
    separator = max(counts, key=lambda each: counts[each])
    return separator, _rows(name, text, separator, 0)


def _rows(name: str, text: str, separator: str, before: int) -> list[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[SheetRow] = []
    begins = before + 1
    try:
        for cells in reader:
            if len(cells) > MOST_COLUMNS:
                raise RosterFileError(
                    name, f"line {begins} has {len(cells)} cells; at most {MOST_COLUMNS} are read"
                )
            if any(len(cell) > MOST_CELL_CHARACTERS for cell in cells):
                raise RosterFileError(
                    name, f"line {begins} has a cell of more than {MOST_CELL_CHARACTERS} characters"
                )
            tidy = tuple(cell.strip(" \t\r\n\xa0") for cell in cells)
            if any(tidy):
                rows.append(SheetRow(begins, tidy))
            if len(rows) > MOST_ROWS:
                raise RosterFileError(name, f"it has more than {MOST_ROWS} rows; a class has fewer")
            begins = before + reader.line_num + 1
    except csv.Error as error:
        raise RosterFileError(
            name, f"line {begins} cannot be read ({error}); look at its quotation marks"
        ) from error
    return rows
