"""Marks for Moodle: grade and feedback together, everybody known by one kind of id.

One learner that Moodle does not know stops its whole import, so whoever has not the id by which
the others are known is left out and named.
"""

from typing import Final

from rig.safe_table import Cell, csv_text
from rig.school.marks.canvas import points
from rig.school.marks.change import Entry
from rig.school.marks.class_marks import (
    ClassMarks,
    LeftOut,
    MarkItem,
    MarksFile,
    columns_of,
    file_stem,
    shown_name,
)

_FIELDS: Final = {"email": "Email address", "moodle_id_number": "ID number"}
_MAPS_TO: Final = {"email": "Email address", "moodle_id_number": "ID number (useridnumber)"}
_WORDS: Final = {
    "pass": "Passed",
    "repeat": "To be repeated",
    "fail": "Below the pass mark",
    "void": "Void",
    "missing": "Missing",
}


def moodle_file(marks: ClassMarks, item: MarkItem, *, with_criteria: bool) -> MarksFile:
    """The marks of one item, one row a learner."""
    kind = _kind(marks)
    columns = columns_of(marks, item, with_criteria=with_criteria)
    total, *criteria = columns
    heading = [*_FIELDS.values(), total.title, f"{total.title} (Feedback)"]
    heading += [each.title for each in criteria]
    entries = marks.of_item(item.id)
    left_out: list[LeftOut] = []
    rows: list[list[Cell]] = []
    for learner in marks.roster:
        ids, entry = dict(learner.external), entries.get(learner.learner_id)
        if not ids.get(kind):
            why = f"their {_FIELDS[kind]} is not known; import Moodle's list on the page Class"
            left_out.append(LeftOut(shown_name(learner), why))
        elif entry is None:
            left_out.append(LeftOut(shown_name(learner), "they have no mark for this"))
        else:
            rows.append(
                [
                    *(ids.get(each, "") for each in _FIELDS),
                    points(entry.points),
                    feedback(entry),
                    *(points(each.points.get(learner.learner_id)) for each in criteria),
                ]
            )
    return MarksFile(
        f"{file_stem(marks, item.title)}-moodle.csv",
        "text/csv; charset=utf-8",
        csv_text([heading, *rows]).encode(),
        len(rows),
        tuple(left_out),
        (
            f"In Moodle map the column {_FIELDS[kind]!r} to {_MAPS_TO[kind]!r}, and the mark and "
            "its feedback together: a mark without its feedback is lost.",
        ),
    )


def feedback(entry: Entry) -> str:
    """What a learner reads beside the mark, in a sentence or two."""
    parts = [_WORDS[entry.outcome]]
    if entry.points is not None and entry.half_width is not None:
        parts.append(f"error bar ± {points(entry.half_width):g} points")
    if entry.is_overridden:
        parts.append("the instructor's mark")
    elif entry.mark.reason:
        parts.append(entry.mark.reason)
    return "; ".join(parts) + "."


def _kind(marks: ClassMarks) -> str:
    """The id that most of the class have; the e-mail address where it is even."""
    have = {
        kind: sum(bool(dict(each.external).get(kind)) for each in marks.roster) for kind in _FIELDS
    }
    return max(_FIELDS, key=lambda kind: have[kind])
