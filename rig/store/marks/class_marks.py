"""The marks of a class as files need them, and the columns of the school's system it remembers."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from rig.engine.scoring.target import Protocol
from rig.school.marks.class_marks import ClassMarks, LmsColumn, MarkItem
from rig.school.marks.mark import Mark
from rig.school.marks.practice import is_practice_item
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError, NewerFormatError, SessionMissingError
from rig.store.exams.plans import planned
from rig.store.format.header import SessionHeader
from rig.store.format.mark_tables import lms_columns
from rig.store.marks.gradebook import entries_of, marks_of_class
from rig.store.people.roster import class_of, roster_of
from rig.store.people.sealed_table import checked_rows, put_sealed
from rig.store.rows import checked_header, session_row


def class_marks(path: Path, class_id: str) -> ClassMarks:
    """Everything a file of marks is made from.

    Raises:
        ClassMissingError: there is none of that id.
        StoreError: the store cannot be read.
    """
    marks = marks_of_class(path, class_id)
    return ClassMarks(
        about=class_of(path, class_id),
        roster=tuple(each for each in roster_of(path, class_id) if each.state != "asked"),
        entries=entries_of(path, class_id, marks),
        items=mark_items(path, marks),
        known=_remembered(path, class_id),
    )


def mark_items(path: Path, marks: Iterable[Mark]) -> dict[str, MarkItem]:
    """What the marks are for, in their order.

    Raises:
        StoreError: the store cannot be read.
    """
    found: dict[str, MarkItem] = {}
    with open_for_reading(path) as connection:
        for mark in marks:
            if mark.item_id not in found:
                found[mark.item_id] = _item(connection, path, mark)
    return found


def remember_columns(path: Path, class_id: str, item_id: str, columns: Iterable[LmsColumn]) -> None:
    """Keeps where the school's system has the marks of an item, for the next file.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        for each in columns:
            put_sealed(
                connection,
                lms_columns,
                {
                    "class_id": class_id,
                    "item_id": item_id,
                    "part": each.part,
                    "title": each.title,
                    "assignment_id": each.assignment_id,
                    "seen_utc": now_utc(),
                },
            )


def _remembered(path: Path, class_id: str) -> dict[str, tuple[LmsColumn, ...]]:
    with open_for_reading(path) as connection:
        rows = checked_rows(connection, path, lms_columns, lms_columns.c.class_id == class_id)
    found: dict[str, tuple[LmsColumn, ...]] = {}
    for row in rows:
        column = LmsColumn(row.part, row.title, row.assignment_id)
        found[row.item_id] = (*found.get(row.item_id, ()), column)
    return found


def _item(connection: Connection, path: Path, mark: Mark) -> MarkItem:
    if not is_practice_item(mark.item_id):
        exam = planned(connection, path, mark.item_id)
        return _item_of(mark, exam.title, exam.protocol, "")
    header = _header(connection, path, mark)
    if header is None:
        title = f"{mark.protocol_id} {mark.day}"
        return MarkItem(mark.item_id, title, mark.protocol_id, mark.day, {})
    title = f"{header.protocol.name} {mark.day}"
    return _item_of(mark, title, header.protocol, mark.day)


def _item_of(mark: Mark, title: str, protocol: Protocol, day: str) -> MarkItem:
    total = sum(weight for _, weight in protocol.weights)
    most = {name: weight * 100.0 / total for name, weight in protocol.weights if weight > 0.0}
    return MarkItem(mark.item_id, title, mark.protocol_id, day, most)


def _header(connection: Connection, path: Path, mark: Mark) -> SessionHeader | None:
    """The header of a session of a mark; None where none can be read."""
    for session_id in mark.session_ids:
        try:
            row: Row[Any] = session_row(connection, path, session_id)
            return checked_header(row, path)
        except (DamagedRecordError, NewerFormatError, SessionMissingError):
            continue
    return None
