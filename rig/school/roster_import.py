"""A list of learners understood: who is on it, and which rows are refused, each with its reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rig.school.errors import RosterFileError
from rig.school.roster import ID_TITLES, TELLS_APART
from rig.school.roster_columns import KIND_TITLES, RosterColumns, heading_columns, twice_claimed
from rig.school.roster_sheet import RosterSheet, SheetRow, roster_sheet
from rig.school.tidy_name import tidy_name

MOST_ID_CHARACTERS: Final = 200
# Excel turns a long number into this and forgets its last digits.
_SPOILT_NUMBER: Final = re.compile(r"[+-]?\d+[.,]\d+E\+\d+", re.IGNORECASE)
_E_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class ListedLearner:
    """Somebody on the list.

    Attributes:
        row: line of the file, or row of the workbook.
        name: to be shown.
        external: kinds and values of what the school's system calls them.
    """

    row: int
    name: str
    external: tuple[tuple[str, str], ...]

    @property
    def identities(self) -> frozenset[tuple[str, str]]:
        """What nobody else has, in a form that can be compared."""
        return frozenset(
            (kind, value.casefold()) for kind, value in self.external if kind in TELLS_APART
        )


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is not taken, and why, in half a sentence."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ListedClass:
    """What a file was understood to say.

    Attributes:
        file: its name.
        kind: what it was taken for, in words.
        columns: titles of columns and what they are, in words; those of no use are left out.
        learners: in the order of the file.
        refused: rows that are not taken.
        skipped: rows that name nobody: points possible, the test student.
        remarks: what had to be guessed.
    """

    file: str
    kind: str
    columns: tuple[tuple[str, str], ...]
    learners: tuple[ListedLearner, ...]
    refused: tuple[RefusedRow, ...]
    skipped: tuple[RefusedRow, ...]
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Sorted:
    learners: list[ListedLearner] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    skipped: list[RefusedRow] = field(default_factory=list)


def listed_class(file: str, content: bytes) -> ListedClass:
    """Everybody a file names.

    Args:
        file: its name, for sentences.
        content: CSV in any usual encoding, or XLSX.

    Raises:
        RosterFileError: it is no list of learners, or nobody can tell which column is whose.
    """
    sheet = roster_sheet(file, content)
    columns = heading_columns(sheet.rows[0].cells)
    rows = sheet.rows[1:]
    remarks = list(sheet.remarks)
    if columns is None:
        columns, remarks = _bare(file, sheet, remarks)
        rows = sheet.rows
    if not columns.has_names:
        raise RosterFileError(
            file,
            "no column has the names; call one of them Name, or two of them First name and "
            f"Last name (found: {', '.join(filter(None, columns.titles))[:200]})",
        )
    if twice := twice_claimed(columns.titles, columns):
        raise RosterFileError(file, f"two columns are called {twice[0]}; delete one of them")
    found = _sorted(rows, columns, sheet.separator)
    if not found.learners and not found.refused:
        raise RosterFileError(file, "it has a heading and nobody below it; export it again")
    return ListedClass(
        file=file,
        kind=KIND_TITLES[columns.kind],
        columns=tuple(
            (title, _meaning(columns.meanings[place]))
            for place, title in enumerate(columns.titles)
            if place in columns.meanings
        ),
        learners=tuple(found.learners),
        refused=tuple(found.refused),
        skipped=tuple(found.skipped),
        remarks=(*remarks, *_without_comma(found.learners), *_alike(found.learners)),
    )


def _meaning(meaning: str) -> str:
    return ID_TITLES.get(meaning, meaning.replace("_", " "))


def _bare(file: str, sheet: RosterSheet, remarks: list[str]) -> tuple[RosterColumns, list[str]]:
    """A list without a heading: one name a line, `First Last` or `Last, First`."""
    widths = {len(row.cells) for row in sheet.rows}
    if widths == {1}:
        return RosterColumns("bare", (), {0: "name"}), remarks
    if widths <= {1, 2} and sheet.separator == ",":
        told = "Lines with a comma were read as Last name, First name."
        return RosterColumns("bare", (), {0: "last_name", 1: "first_name"}), [*remarks, told]
    raise RosterFileError(
        file,
        "its first row names no column that we know; put a heading above it, for example "
        "First name, Last name, E-mail",
    )


def _sorted(rows: Sequence[SheetRow], columns: RosterColumns, separator: str) -> _Sorted:
    found = _Sorted()
    by_identity: dict[tuple[str, str], ListedLearner] = {}
    by_name: dict[str, list[ListedLearner]] = {}
    for row in rows:
        text = (separator or " ").join(row.cells)[:120]
        if reason := _nobody(row, columns):
            found.skipped.append(RefusedRow(row.number, text, reason))
            continue
        told = _learner(row, columns)
        if isinstance(told, ListedLearner):
            told = _unlike(told, by_identity, by_name)
        if isinstance(told, str):
            found.refused.append(RefusedRow(row.number, text, told))
            continue
        found.learners.append(told)
        by_identity |= dict.fromkeys(told.identities, told)
        by_name.setdefault(told.name.casefold(), []).append(told)
    return found


def _nobody(row: SheetRow, columns: RosterColumns) -> str:
    """Why a row of Canvas names nobody; empty where it may."""
    if columns.kind != "canvas":
        return ""
    of = {meaning: row.cells[place] for place, meaning in columns.meanings.items()
          if place < len(row.cells)}  # fmt: skip
    first = row.cells[0].strip().casefold()
    if first == "points possible":
        return "the points that can be had"
    if first in ("student, test", "test student", "test, student"):
        return "the test student of Canvas"
    is_blank = not of.get("canvas_name", of.get("last_name")) and not of.get("canvas_id")
    return "a row of Canvas about the columns" if is_blank else ""


def _learner(row: SheetRow, columns: RosterColumns) -> ListedLearner | str:
    """The learner of a row, or why there is none."""
    wide = len(columns.titles)
    if wide and len(row.cells) != wide:
        beyond = row.cells[wide:]
        if len(row.cells) < wide or any(beyond):
            return f"it has {len(row.cells)} cells and the heading {wide}; look for a missing quote"
    cells = {meaning: row.cells[place] for place, meaning in columns.meanings.items()
             if place < len(row.cells)}  # fmt: skip
    if any("\n" in cell or "\r" in cell for cell in cells.values()):
        return "it has a line break within a cell; look at its quotation marks"
    external: list[tuple[str, str]] = []
    for kind in ID_TITLES:
        value = cells.get(kind, "")
        if not value or value == "-":
            continue
        if reason := _no_id(kind, value):
            return reason
        external.append((kind, value))
    written = _written(cells)
    if not written:
        return "it has no name"
    name = tidy_name(written)
    if not name:
        return "its name is too long, or has characters that cannot be seen"
    if "@" in name or not any(each.isalpha() for each in name):
        return f"{name!r} is no name"
    return ListedLearner(row.number, name, tuple(external))


def _written(cells: dict[str, str]) -> str:
    """The name as it is to be shown: first name first."""
    if "last_name" in cells or "first_name" in cells:
        return f"{cells.get('first_name', '')} {cells.get('last_name', '')}".strip()
    whole = cells.get("canvas_name") or cells.get("name", "")
    last, comma, first = whole.partition(",")
    if comma and "," not in first and first.strip() and last.strip():
        return f"{first.strip()} {last.strip()}"
    return whole


def _no_id(kind: str, value: str) -> str:
    """Why a value cannot be what its column says; empty where it can."""
    title = ID_TITLES[kind]
    if len(value) > MOST_ID_CHARACTERS or not value.isprintable() or "\ufffd" in value:
        return f"its {title} is too long, or has characters that cannot be seen"
    if kind not in ("canvas_name", "section") and _SPOILT_NUMBER.fullmatch(value):
        return f"its {title} {value} was shortened by Excel; format the column as text"
    if kind == "canvas_id" and not (value.isascii() and value.isdigit()):
        return f"its {title} {value!r} is no number"
    if kind == "email" and not _E_MAIL.fullmatch(value):
        return f"{value!r} is no e-mail address"
    return ""


def _unlike(
    told: ListedLearner,
    by_identity: dict[tuple[str, str], ListedLearner],
    by_name: dict[str, list[ListedLearner]],
) -> ListedLearner | str:
    """The learner, or why the row is taken for a mistake or for one that is there already."""
    for identity in sorted(told.identities):
        other = by_identity.get(identity)
        if other is None:
            continue
        if other.name.casefold() == told.name.casefold():
            return f"it is row {other.row} again"
        return f"its {ID_TITLES[identity[0]]} is that of row {other.row} ({other.name})"
    for other in by_name.get(told.name.casefold(), ()):
        if not told.identities or not other.identities:
            return (
                f"{told.name} stands in row {other.row} already; give each a number or an e-mail "
                "address if they are two people"
            )
    return told


def _without_comma(learners: Sequence[ListedLearner]) -> list[str]:
    """A sentence about names of Canvas that are unlike the others, which say Last name, First."""
    written = {each.row: dict(each.external).get("canvas_name", "") for each in learners}
    bare = [str(row) for row, name in written.items() if name and "," not in name]
    if not bare or not any("," in name for name in written.values()):
        return []
    return [f"A name without a comma was read as it stands: row {', '.join(bare)}."]


def _alike(learners: Sequence[ListedLearner]) -> list[str]:
    """Sentences about people of one name, whom a teacher must be able to tell apart."""
    rows: dict[str, list[ListedLearner]] = {}
    for each in learners:
        rows.setdefault(each.name.casefold(), []).append(each)
    return [
        f"{len(same)} people are called {same[0].name}: rows "
        + ", ".join(str(each.row) for each in same)
        + "."
        for same in rows.values()
        if len(same) > 1
    ]
