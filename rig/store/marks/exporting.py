"""Files of marks made from the record; each one leaves a line in the audit log."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never, get_args

from rig.school.actor import Actor
from rig.school.marks.canvas import filled_canvas, new_canvas
from rig.school.marks.canvas_rubric import canvas_rubric
from rig.school.marks.class_marks import ClassMarks, MarkItem, MarksFile
from rig.school.marks.mark_table import csv_table, workbook
from rig.school.marks.moodle import moodle_file
from rig.store.marks.class_marks import class_marks, remember_columns
from rig.store.marks.errors import ItemMissingError, NoCanvasFileError
from rig.store.marks.trail import chain_head
from rig.store.people.audit import by, write_line

MarksFormat = Literal["canvas", "canvas-new", "canvas-rubric", "moodle", "csv", "xlsx"]
FORMATS: tuple[MarksFormat, ...] = get_args(MarksFormat)
OF_ALL_ITEMS: tuple[MarksFormat, ...] = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class MarksQuestion:
    """Which file of marks is wanted.

    Attributes:
        format: of the file; `canvas` fills in what Canvas exported.
        item_id: whose marks; empty for the formats that have all of them.
        with_criteria: points per criterion get columns of their own, where there is a choice.
        file: name of the file from Canvas.
        content: all of it.
        column: heading of its column to be filled in; empty to look for it.
    """

    format: MarksFormat
    item_id: str = ""
    with_criteria: bool = False
    file: str = ""
    content: bytes = b""
    column: str = ""


def export_marks(path: Path, class_id: str, wanted: MarksQuestion, actor: Actor) -> MarksFile:
    """The file, with its line in the log and the columns of Canvas remembered.

    Raises:
        ClassMissingError, ItemMissingError: there is none of that id.
        NoCanvasFileError: Canvas's own export is to be filled in, and there is none.
        LmsFileError: it cannot be filled in.
        StoreError: the store cannot be read or written.
    """
    made = _made(path, class_marks(path, class_id), wanted)
    if made.columns:
        remember_columns(path, class_id, wanted.item_id, made.columns)
    write_line(path, by(actor, "marks exported", class_id, f"{wanted.format}, {made.rows} rows"))
    return made


def _made(path: Path, marks: ClassMarks, wanted: MarksQuestion) -> MarksFile:
    head, criteria = chain_head(path), wanted.with_criteria
    match wanted.format:
        case "csv":
            return csv_table(marks)
        case "xlsx":
            return workbook(marks, (head.entries, head.sha256))
        case "canvas-rubric":
            return canvas_rubric(marks, _item(marks, wanted))
        case "moodle":
            return moodle_file(marks, _item(marks, wanted), with_criteria=criteria)
        case "canvas-new":
            return new_canvas(marks, _item(marks, wanted), with_criteria=criteria)
        case "canvas":
            if not wanted.content:
                raise NoCanvasFileError
            return filled_canvas(
                marks,
                _item(marks, wanted),
                wanted.file,
                wanted.content,
                with_criteria=criteria,
                column=wanted.column,
            )
        case _:
            assert_never(wanted.format)


def _item(marks: ClassMarks, wanted: MarksQuestion) -> MarkItem:
    if wanted.item_id not in marks.items:
        raise ItemMissingError(wanted.item_id, tuple(marks.items))
    return marks.items[wanted.item_id]
