"""Which sessions of the record are wanted, and the same as SQL."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Connection

from rig.store.format import schema
from rig.store.people.merging import all_ids_of, merged_into
from rig.store.people.roster import learners_in


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """What a session must have to be on a list; what is empty or None is not asked.

    Attributes:
        learner_id: who pressed; whoever was merged with them counts.
        class_id: the learner is, or was, in this class.
        protocol_id: what was pressed.
        from_day, to_day: days of this machine's time zone, both included.
        but: ids of sessions that are not to be on it.
    """

    learner_id: str = ""
    class_id: str = ""
    protocol_id: str = ""
    from_day: date | None = None
    to_day: date | None = None
    but: frozenset[str] = frozenset()


EVERY_SESSION = SessionFilter()


def filter_conditions(
    connection: Connection, path: Path, wanted: SessionFilter
) -> tuple[ColumnElement[bool], ...]:
    """The filter over the table of sessions.

    Raises:
        ClassMissingError: there is no such class.
        DamagedRecordError: who is in it cannot be trusted.
    """
    columns = schema.sessions.c
    found: list[ColumnElement[bool]] = []
    if wanted.learner_id:
        ids = all_ids_of(wanted.learner_id, merged_into(connection, path))
        found.append(columns.learner_id.in_(sorted(ids)))
    if wanted.class_id:
        found.append(columns.learner_id.in_(sorted(learners_in(path, wanted.class_id))))
    if wanted.but:
        found.append(columns.session_id.not_in(sorted(wanted.but)))
    if wanted.protocol_id:
        found.append(columns.protocol_id == wanted.protocol_id)
    if wanted.from_day is not None:
        found.append(columns.started_utc >= begin_utc(wanted.from_day))
    if wanted.to_day is not None and wanted.to_day < date.max:
        found.append(columns.started_utc < begin_utc(wanted.to_day + timedelta(days=1)))
    return tuple(found)


def begin_utc(day: date) -> str:
    """When a day begins here, as sessions have it."""
    try:
        begins = datetime.combine(day, time.min).astimezone(UTC)
    except (OverflowError, OSError, ValueError):
        # The first and the last days that a calendar knows have no other zone.
        begins = datetime.combine(day, time.min, UTC)
    return begins.isoformat(timespec="milliseconds")
