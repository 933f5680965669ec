"""Sheets of practice hours of one learner, or of everybody in a class."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from rig.school.hours.sheet import HoursRecord, HoursSheet, hours_sheet
from rig.school.marks.class_marks import shown_name
from rig.store.database import open_for_reading
from rig.store.errors import LearnerMissingError
from rig.store.exams.withheld import withheld_sessions
from rig.store.format.roster_tables import pseudonyms
from rig.store.hours.corrections import check_known
from rig.store.hours.record import hours_record
from rig.store.people.merging import all_ids_of, merged_into, root_of
from rig.store.people.names import shown_names
from rig.store.people.roster import roster_of
from rig.store.people.sealed_table import checked_rows


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are wanted, both included; None for no bound."""

    from_day: date | None = None
    to_day: date | None = None


EVER = Period()


def hours_of_learner(
    path: Path, learner_id: str, wanted: Period, withheld: Collection[str]
) -> tuple[str, HoursSheet]:
    """Name and sheet of one learner, whatever the class.

    Args:
        path: the store.
        learner_id: whose.
        wanted: days.
        withheld: ids of sessions of exams whose presses are not to be told yet.

    Raises:
        LearnerMissingError: nobody has the id.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        raise LearnerMissingError(learner_id)
    with open_for_reading(path) as connection:
        check_known(connection, learner_id)
        roots = merged_into(connection, path)
        root = root_of(learner_id, roots)
        name = shown_names(connection, path).get(root) or _pseudonym(connection, path, root)
        ids = sorted(all_ids_of(root, roots))
        record = hours_record(connection, path, ids, withheld)
    return name, _sheet(record, wanted)


def hours_of_class(
    path: Path, class_id: str, wanted: Period = EVER, only: str = ""
) -> dict[str, tuple[str, HoursSheet]]:
    """Name and sheet of everybody who is or was in a class, by id.

    Presses of an exam are counted once its examiner has marked it.

    Args:
        path: the store.
        class_id: the class.
        wanted: days.
        only: id of one learner of it; empty for all.

    Raises:
        ClassMissingError: there is none of that id.
        LearnerMissingError: that learner was never in it.
        StoreError: the store cannot be read.
    """
    everybody = [each for each in roster_of(path, class_id) if each.state != "asked"]
    if only and only not in [each.learner_id for each in everybody]:
        raise LearnerMissingError(only)
    withheld = withheld_sessions(path).from_all
    with open_for_reading(path) as connection:
        roots = merged_into(connection, path)
        found = {
            each.learner_id: (
                shown_name(each),
                hours_record(
                    connection, path, sorted(all_ids_of(each.learner_id, roots)), withheld
                ),
            )
            for each in everybody
            if only in ("", each.learner_id)
        }
    return {
        learner_id: (name, _sheet(record, wanted)) for learner_id, (name, record) in found.items()
    }


def _sheet(record: HoursRecord, wanted: Period) -> HoursSheet:
    return hours_sheet(record, from_day=wanted.from_day, to_day=wanted.to_day)


def _pseudonym(connection: Connection, path: Path, learner_id: str) -> str:
    which = pseudonyms.c.learner_id == learner_id
    return next((row.pseudonym for row in checked_rows(connection, path, pseudonyms, which)), "")
