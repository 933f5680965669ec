"""A gradebook as Canvas exports it, read so that it can be given back unchanged otherwise."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Final

from rig.school.errors import LmsFileError
from rig.school.roster_columns import heading_columns
from rig.school.roster_sheet import MOST_BYTES
from rig.school.roster_workbook import MOST_COLUMNS, MOST_ROWS

POINTS_POSSIBLE: Final = "    Points Possible"
_READ_ONLY: Final = "(read only)"
_MARK: Final = b"\xef\xbb\xbf"
_TITLED: Final = re.compile(r"(?P<title>.*\S)\s+\((?P<id>\d+)\)\s*")
# Neither `nan` nor `1e308`, of which marks would be made.
_POINTS: Final = re.compile(r"[0-9]{1,6}(\.[0-9]{0,6})?")
_EXPORT: Final = "export it from Canvas again (Grades, Export Entire Gradebook)"


@dataclass(slots=True)
class CanvasFile:
    """The cells of a gradebook, and how they were written.

    Attributes:
        rows: every row, the heading first, all of one width.
        separator: comma, or semicolon where the system's language asks for it.
        newline: between lines.
        has_mark: the file began with a byte order mark.
        meanings: by place, what the columns about the learner are.
        possible: number of the row with the points possible; 0 without one.
    """

    rows: list[list[str]]
    separator: str
    newline: str
    has_mark: bool
    meanings: dict[int, str]
    possible: int

    @property
    def heading(self) -> list[str]:
        """Titles of the columns."""
        return self.rows[0]

    def learners(self) -> list[tuple[int, dict[str, str]]]:
        """Rows of learners: number and what Canvas calls them, by kind."""
        found = []
        for number, row in enumerate(self.rows):
            named = {what: row[place].strip() for place, what in self.meanings.items()}
            if (
                number
                and number != self.possible
                and any(named.get(kind) for kind in ("canvas_id", "sis_user_id", "sis_login_id"))
            ):
                found.append((number, named))
        return found

    def most_points(self, place: int) -> float | None:
        """The points possible of a column; None where the file says no number of points."""
        told = self.rows[self.possible][place].strip() if self.possible else ""
        return float(told) if _POINTS.fullmatch(told) else None

    def add_column(self, title: str, most: float) -> int:
        """A new column before those that Canvas alone writes; its place."""
        places = range(len(self.heading))
        possible = self.rows[self.possible] if self.possible else []
        place = next((at for at in places if possible[at:] and _is_closed(possible[at])), None)
        at = len(self.heading) if place is None else place
        for number, row in enumerate(self.rows):
            row.insert(at, title if number == 0 else "")
        if self.possible:
            self.rows[self.possible][at] = f"{most:g}"
        return at

    def written(self) -> bytes:
        """The file with its cells as they are now."""
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=self.separator, lineterminator=self.newline).writerows(self.rows)
        return (_MARK if self.has_mark else b"") + file.getvalue().encode()


def read_canvas(name: str, content: bytes) -> CanvasFile:
    """The gradebook in a file.

    Raises:
        LmsFileError: it is none, or damaged.
    """
    if len(content) > MOST_BYTES:
        raise LmsFileError(name, "this is larger than 15 MB, which no gradebook of a class is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LmsFileError(
            name, f"it is not in UTF-8, as Canvas writes it (Excel may have); {_EXPORT}"
        ) from error
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = [row for row in reader if row]
    except csv.Error as error:
        raise LmsFileError(name, f"it cannot be read as CSV ({error}); {_EXPORT}") from error
    columns = heading_columns(rows[0]) if rows else None
    if columns is None or columns.kind != "canvas" or len(rows[0]) <= len(("Student", "ID", "S")):
        raise LmsFileError(name, f"its first row is not the heading of Canvas; {_EXPORT}")
    wide = len(rows[0])
    if wide > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise LmsFileError(name, f"it has {len(rows)} rows and {wide} columns; a class has fewer")
    for number, row in enumerate(rows, start=1):
        if len(row) > wide:
            raise LmsFileError(name, f"row {number} has more cells than the heading; {_EXPORT}")
        row += [""] * (wide - len(row))
    possible = next((n for n, row in enumerate(rows) if n and _is_possible(row[0])), 0)
    newline = "\r\n" if head.endswith("\r") else "\n"
    meanings = dict(columns.meanings)
    return CanvasFile(rows, separator, newline, content.startswith(_MARK), meanings, possible)


def title_and_id(heading: str) -> tuple[str, str]:
    """The title of an assignment and its id; the id is empty where the heading has none."""
    found = _TITLED.fullmatch(heading)
    return (found["title"].strip(), found["id"]) if found else (heading.strip(), "")


def _is_possible(cell: str) -> bool:
    return cell.strip().casefold() == POINTS_POSSIBLE.strip().casefold()


def _is_closed(cell: str) -> bool:
    return cell.strip().casefold() == _READ_ONLY
