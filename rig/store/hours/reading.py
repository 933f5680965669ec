"""Practice hours as the record has them: logins, sessions and presses of a learner."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from rig.school.hours.sheet import (
    HoursRecord,
    HoursSheet,
    PressTime,
    SittingTime,
    hours_sheet,
)
from rig.school.hours.spans import Span
from rig.school.marks.class_marks import shown_name
from rig.store.database import has_table, open_for_reading
from rig.store.errors import DamagedRecordError, LearnerMissingError, NewerFormatError
from rig.store.format import schema
from rig.store.format.door_tables import logins
from rig.store.format.sealed_rows import is_sealed
from rig.store.people.merging import all_ids_of, merged_into
from rig.store.people.roster import roster_of
from rig.store.rows import (
    checked_block,
    checked_header,
    checked_result,
    end_row,
    in_session,
    small_rows,
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are wanted, both included; None for no bound."""

    from_day: date | None = None
    to_day: date | None = None


EVER = Period()


def hours_of_class(
    path: Path, class_id: str, wanted: Period = EVER, only: str = ""
) -> dict[str, tuple[str, HoursSheet]]:
    """Name and sheet of everybody who is or was in a class, by id.

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
    with open_for_reading(path) as connection:
        roots = merged_into(connection, path)
        found = {
            each.learner_id: (
                shown_name(each),
                _record(connection, path, sorted(all_ids_of(each.learner_id, roots))),
            )
            for each in everybody
            if only in ("", each.learner_id)
        }
    return {
        learner_id: (
            name,
            hours_sheet(record, from_day=wanted.from_day, to_day=wanted.to_day),
        )
        for learner_id, (name, record) in found.items()
    }


def _record(connection: Connection, path: Path, ids: Sequence[str]) -> HoursRecord:
    unreadable = 0
    spans: list[Span] = []
    if has_table(connection, logins):
        for row in connection.execute(select(logins).where(logins.c.learner_id.in_(ids))).all():
            if is_sealed(logins, tuple(row)):
                spans.append(Span(_moment(row.begun_utc), _moment(row.seen_utc)))
            else:
                unreadable += 1
    sessions: list[SittingTime] = []
    rows = connection.execute(
        select(schema.sessions)
        .where(schema.sessions.c.learner_id.in_(ids))
        .order_by(schema.sessions.c.started_utc, schema.sessions.c.session_no)
    ).all()
    for row in rows:
        try:
            sessions.append(_session(connection, path, row))
        except (DamagedRecordError, NewerFormatError):
            # One damaged session must not take the sheet away: it says how many there are.
            unreadable += 1
    return HoursRecord(tuple(spans), tuple(sessions), unreadable)


def _session(connection: Connection, path: Path, row: Row[Any]) -> SittingTime:
    header = checked_header(row, path)
    begin = _moment(header.started_utc)
    first_s, last_s = _lasted(connection, path, row)

    def at(t_s: float) -> datetime:
        # Device time: a wall clock that was set in between does not move a press.
        return begin + timedelta(seconds=max(t_s - first_s, 0.0))

    starts = [
        each.at_index
        for each in small_rows(connection, schema.events, row, path)
        if each.kind == "set_started"
    ]
    presses = []
    for each in small_rows(connection, schema.holds, row, path):
        hold = json.loads(checked_result(schema.holds, each, row.session_id, path))
        until_s = hold["plateau_end_s"] if hold["release_s"] is None else hold["release_s"]
        number = sum(start <= each.at_index for start in starts)
        span = Span(at(hold["onset_s"]), at(until_s))
        presses.append(PressTime(span, number if hold["repetition"] else None))
    return SittingTime(
        span=Span(begin, at(last_s)),
        presses=tuple(presses),
        is_simulated=header.traits.simulated,
        is_interrupted=end_row(connection, row) is None,
    )


def _lasted(connection: Connection, path: Path, row: Row[Any]) -> tuple[float, float]:
    """Device seconds of the first and the last sample; 0 and 0 without any."""
    # Their numbers alone first: what lies between them is megabytes that nobody asked for.
    numbers = (
        connection.execute(in_session(connection, row, select(schema.blocks.c.block_no)))
        .scalars()
        .all()
    )
    if not numbers:
        return 0.0, 0.0
    ends = schema.blocks.c.block_no.in_((numbers[0], numbers[-1]))
    rows = connection.execute(
        select(schema.blocks).where(ends).order_by(schema.blocks.c.block_no)
    ).all()
    first, last = rows[0], rows[-1]
    begin = checked_block(first, 0, row.session_id, path)
    end = checked_block(last, last.first_index, row.session_id, path)
    return float(begin.raw.t_s[0]), float(end.raw.t_s[-1])


def _moment(utc: str) -> datetime:
    return datetime.fromisoformat(utc)
