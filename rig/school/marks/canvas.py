"""Marks for Canvas: its own export filled in, or a gradebook of one column made new.

Canvas takes an unknown title for a new assignment, so a column is found by the assignment's id
where that is remembered, else by its title. Cells that were in the file stay as they were.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from firmware_bridge.rounding import fixed
from rig.file_names import plain_stem
from rig.safe_table import csv_text, safe_cell
from rig.school.errors import LmsFileError
from rig.school.marks.canvas_file import POINTS_POSSIBLE, CanvasFile, read_canvas, title_and_id
from rig.school.marks.class_marks import (
    ClassMarks,
    LeftOut,
    LmsColumn,
    MarkColumn,
    MarkItem,
    MarksFile,
    file_stem,
    point_columns,
    shown_name,
)
from rig.school.roster import RosterEntry

_MEDIA: Final = "text/csv; charset=utf-8"
# In the order in which Canvas itself looks for a learner; a name is never taken for one.
_IDS: Final = ("canvas_id", "sis_user_id", "sis_login_id")
_NO_ID: Final = "no id of Canvas is known of them; import Canvas's own export on the page Class"


def filled_canvas(
    marks: ClassMarks,
    item: MarkItem,
    name: str,
    content: bytes,
    *,
    with_criteria: bool,
    column: str = "",
) -> MarksFile:
    """Canvas's own export with the marks of one item in it.

    Args:
        marks: of the class.
        item: whose marks are filled in.
        name: of the file.
        content: as Canvas exported it.
        with_criteria: points per criterion get columns of their own.
        column: heading of the column for the total; empty to look for it.

    Raises:
        LmsFileError: it is no such export, or has the column not or twice.
    """
    file = read_canvas(name, content)
    rows, left_out = _matched(marks, file)
    remarks: list[str] = []
    met: list[LmsColumn] = []
    for each in point_columns(marks, item, with_criteria=with_criteria):
        known = [one for one in marks.known.get(item.id, ()) if one.part == each.part]
        place = _place(name, file, each, known, column if not each.part else "")
        if place is None:
            place = file.add_column(safe_cell(each.title), each.most_points)
            remarks.append(f"Canvas will ask whether to make the assignment {each.title!r}.")
        title, assignment_id = title_and_id(file.heading[place])
        if assignment_id:
            met.append(LmsColumn(each.part, title, assignment_id))
        remarks += _fill(file, place, each, rows)
    stem = plain_stem(name.rpartition(".")[0] or name, "gradebook")
    return MarksFile(
        f"{stem}-filled.csv", _MEDIA, file.written(), len(rows), left_out, tuple(remarks),
        tuple(met),
    )  # fmt: skip


def new_canvas(marks: ClassMarks, item: MarkItem, *, with_criteria: bool) -> MarksFile:
    """A gradebook of one item, for a class whose ids Canvas gave us."""
    columns = point_columns(marks, item, with_criteria=with_criteria)
    known = {one.part: one for one in marks.known.get(item.id, ())}
    titles = [_heading(each, known.get(each.part)) for each in columns]
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *titles]
    possible = [
        POINTS_POSSIBLE,
        "",
        "",
        "",
        "",
        *(hundredths(each.most_points) for each in columns),
    ]
    left_out: list[LeftOut] = []
    rows = []
    for learner in marks.roster:
        ids = dict(learner.external)
        if not any(ids.get(kind) for kind in _IDS):
            left_out.append(LeftOut(shown_name(learner), _NO_ID))
            continue
        rows.append(
            [
                ids.get("canvas_name") or shown_name(learner),
                *(ids.get(kind, "") for kind in _IDS),
                ids.get("section", ""),
                *(hundredths(each.points.get(learner.learner_id)) for each in columns),
            ]
        )
    return MarksFile(
        f"{file_stem(marks, item.title)}-canvas.csv",
        _MEDIA,
        csv_text([head, possible, *rows]).encode(),
        len(rows),
        tuple(left_out),
        tuple(f"Canvas will ask whether to make the assignment {each.title!r}."
              for each in columns if each.part not in known),
    )  # fmt: skip


def hundredths(value: float | None) -> float | None:
    """Points with the two decimals that Canvas keeps."""
    return None if value is None else float(fixed(value, 2))


def _heading(column: MarkColumn, known: LmsColumn | None) -> str:
    return column.title if known is None else f"{known.title} ({known.assignment_id})"


def _place(
    name: str, file: CanvasFile, column: MarkColumn, known: Sequence[LmsColumn], asked: str
) -> int | None:
    """Where a column stands in the file; None where it does not.

    Raises:
        LmsFileError: it stands there twice, or what was asked for does not.
    """
    titled = {place: title_and_id(text) for place, text in enumerate(file.heading)
              if place not in file.meanings}  # fmt: skip
    if asked:
        found = [place for place in titled if file.heading[place].strip() == asked.strip()]
        if not found:
            raise LmsFileError(name, f"no column is called {asked!r}; look at its first row")
    else:
        ids = {one.assignment_id for one in known}
        titles = {column.title.casefold(), *(one.title.casefold() for one in known)}
        found = [place for place, (_, own) in titled.items() if own and own in ids] or [
            place for place, (title, _) in titled.items() if title.casefold() in titles
        ]
    if len(found) > 1:
        raise LmsFileError(
            name, f"two columns are called {title_and_id(file.heading[found[0]])[0]!r}; rename one "
            "in Canvas and export again"
        )  # fmt: skip
    return found[0] if found else None


def _fill(file: CanvasFile, place: int, column: MarkColumn, rows: Mapping[str, int]) -> list[str]:
    """Puts the points into a column; what is to be known of it, in sentences."""
    most = file.most_points(place)
    share = 1.0 if not most else most / column.most_points
    replaced = 0
    for learner_id, number in rows.items():
        value = column.points.get(learner_id)
        if value is None:
            continue
        told = fixed(value * share, 2)
        before = file.rows[number][place].strip()
        replaced += _differs(before, told)
        file.rows[number][place] = told
    remarks = []
    if share != 1.0:
        remarks.append(
            f"{column.title}: Canvas counts {most:g} points where we count "
            f"{column.most_points:g}; ours were multiplied by {share:g}."
        )
    if replaced:
        remarks.append(
            f"{column.title}: {replaced} marks that stood in the file otherwise were replaced."
        )
    return remarks


def _differs(before: str, told: str) -> bool:
    if before in ("", "-"):
        return False
    try:
        return float(before) != float(told)
    except ValueError:
        return True


def _matched(marks: ClassMarks, file: CanvasFile) -> tuple[dict[str, int], tuple[LeftOut, ...]]:
    """The row of each learner who stands in the file, and who does not."""
    rows: dict[str, int] = {}
    left_out: list[LeftOut] = []
    there = file.learners()
    for learner in marks.roster:
        found = _row_of(learner, there)
        if found is None or found in rows.values():
            why = "they are not in this file" if _has_id(learner) else _NO_ID
            left_out.append(LeftOut(shown_name(learner), why))
        else:
            rows[learner.learner_id] = found
    return rows, tuple(left_out)


def _has_id(learner: RosterEntry) -> bool:
    return any(kind in _IDS for kind, _ in learner.external)


def _row_of(learner: RosterEntry, there: list[tuple[int, dict[str, str]]]) -> int | None:
    ids = dict(learner.external)
    for kind in _IDS:
        found = [
            number for number, named in there if ids.get(kind) and named.get(kind) == ids[kind]
        ]
        if len(found) == 1:
            return found[0]
    return None
