"""All marks of a class as one table: a row a mark, for spreadsheets, as CSV or as a workbook."""

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter

from rig.safe_table import Cell, csv_text, written_cell
from rig.school.marks.canvas import points
from rig.school.marks.change import Entry, newest_change
from rig.school.marks.class_marks import ClassMarks, MarksFile, file_stem, shown_name
from rig.school.roster import ID_TITLES, RosterEntry

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BASE: Final = (
    "learner_id", "name", "pseudonym", "item", "title", "protocol", "day", "points", "half_width",
    "outcome", "changed", "reason", "measured_points", "measured_outcome",
)  # fmt: skip
_WIDEST: Final = 40
_METHOD: Final = (
    "A mark of practice is the mean over the prescribed repetitions of the last finished set of "
    "its day. half_width is the error bar of the sensor (95 %, k = 2), in points; empty where it "
    "is not known, and where the instructor's own mark stands. Within it of the pass mark the "
    "outcome is repeat. measured_points is what the pad measured, whatever counts. No learned "
    "model takes part in any of these numbers."
)


def csv_table(marks: ClassMarks) -> MarksFile:
    """Every mark as CSV."""
    rows = table_rows(marks)
    name = f"{file_stem(marks, 'marks')}.csv"
    content = csv_text(rows).encode()
    return MarksFile(name, "text/csv; charset=utf-8", content, len(rows) - 1)


def workbook(marks: ClassMarks, head: tuple[int, str]) -> MarksFile:
    """Every mark as a workbook for Excel, with the method on a sheet of its own.

    Args:
        marks: of the class.
        head: entries of the trail of changes, and the digest of the last.
    """
    rows = table_rows(marks)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        sheet = book.add_worksheet("Marks")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                cell = written_cell(value)
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell, None if number else bold)
                else:
                    sheet.write_number(number, place, cell)
        for place, width in enumerate(_widths(rows)):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
        method = book.add_worksheet("Method")
        method.set_column(0, 0, 100, wrapped)
        entries, digest = head
        for number, text in enumerate(
            (
                f"{marks.about.title} {marks.about.term}".strip(),
                _METHOD,
                f"Trail of changes: {entries} entries; SHA-256 of the last: {digest}",
            )
        ):
            method.write_string(number, 0, str(written_cell(text)))
    name = f"{file_stem(marks, 'marks')}.xlsx"
    return MarksFile(name, XLSX, file.getvalue(), len(rows) - 1)


def table_rows(marks: ClassMarks) -> list[list[Cell]]:
    """The heading and a row a mark."""
    people = {each.learner_id: each for each in marks.roster}
    kinds = [
        kind for kind in ID_TITLES if any(kind in dict(each.external) for each in marks.roster)
    ]
    criteria = list(dict.fromkeys(name for e in marks.entries for name in e.mark.criteria))
    heading: list[Cell] = [*_BASE, *kinds, *(f"{name}_points" for name in criteria), "sessions"]
    return [
        heading,
        *(
            _row(marks, people[each.mark.learner_id], each, kinds, criteria)
            for each in marks.entries
            if each.mark.learner_id in people
        ),
    ]


def _row(
    marks: ClassMarks,
    learner: RosterEntry,
    entry: Entry,
    kinds: Sequence[str],
    criteria: Sequence[str],
) -> list[Cell]:
    mark, ids = entry.mark, dict(learner.external)
    newest = newest_change(entry.changes) if entry.is_overridden else None
    reason = (newest.words or "") if newest else mark.reason
    return [
        mark.learner_id, shown_name(learner), learner.pseudonym, mark.item_id,
        marks.items[mark.item_id].title, mark.protocol_id, mark.day, points(entry.points),
        points(entry.half_width), str(entry.outcome), "yes" if entry.is_overridden else "no",
        reason, points(mark.points), str(mark.outcome),
        *(ids.get(kind, "") for kind in kinds),
        *(points(mark.criteria.get(name)) for name in criteria),
        "; ".join(mark.session_ids),
    ]  # fmt: skip


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [
        min(_WIDEST, 2 + max(len(str(row[place] or "")) for row in rows))
        for place in range(len(rows[0]))
    ]
