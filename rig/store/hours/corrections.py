"""Corrections of practice hours: written beside the record, chained, never changed."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from rig.school.actor import Actor
from rig.school.hours.correction import HoursCorrection, checked_correction
from rig.school.marks.change import checked_words
from rig.store.database import changing
from rig.store.errors import LearnerMissingError
from rig.store.format import schema
from rig.store.format.hours_tables import hours_corrections, hours_words
from rig.store.format.sealed_rows import Sealable
from rig.store.trails.chained import Trail, add_entry, entries_where

_ACTION: Final = "hours corrected"
CORRECTIONS: Final = Trail(
    hours_corrections, hours_words, "the trail of corrections of hours", frozenset({_ACTION})
)


def correct_hours(
    path: Path, learner_id: str, day: date, added_s: int, reason: str, actor: Actor
) -> None:
    """Writes a correction beside what was measured.

    Args:
        path: the store.
        learner_id: whose hours.
        day: of the practice it is about.
        added_s: time to be added; negative to take some away.
        reason: why, in words.
        actor: who says so.

    Raises:
        HoursCorrectionError: of no time, of more than a day, or of a day that has not come.
        WordsError: it has no reason.
        LearnerMissingError: nobody has the id.
        StoreError: the store cannot be written.
    """
    today = datetime.now().astimezone().date()
    kept_day, kept_s = checked_correction(day, added_s, today)
    words = checked_words(reason, "reason")
    about: dict[str, Sealable] = {
        "learner_id": learner_id, "day": kept_day, "added_s": kept_s,
    }  # fmt: skip
    with changing(path) as connection:
        check_known(connection, learner_id)
        add_entry(connection, CORRECTIONS, about, words, actor, _ACTION)


def check_known(connection: Connection, learner_id: str) -> None:
    """Refuse where nobody has the id.

    Raises:
        LearnerMissingError: so it is.
    """
    known = select(schema.learners.c.learner_id).where(schema.learners.c.learner_id == learner_id)
    if connection.execute(known).scalar_one_or_none() is None:
        raise LearnerMissingError(learner_id)


def corrections_of(
    connection: Connection, path: Path, ids: Sequence[str]
) -> tuple[HoursCorrection, ...]:
    """Corrections of a learner under any of these ids, in the order they were written.

    Raises:
        DamagedRecordError: one is not as it was written.
    """
    found = entries_where(connection, path, CORRECTIONS, hours_corrections.c.learner_id.in_(ids))
    return tuple(_correction(row, reason) for row, reason in found)


def _correction(row: Row[Any], reason: str | None) -> HoursCorrection:
    return HoursCorrection(
        seq=row.seq,
        learner_id=row.learner_id,
        day=row.day,
        added_s=row.added_s,
        reason=reason,
        by=row.by,
        role=row.role,
        at_utc=row.at_utc,
    )
