"""What the record knows of somebody's time: logins, sessions, presses and corrections."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from rig.school.hours.sheet import HoursRecord, PressTime, SittingTime
from rig.school.hours.spans import Span
from rig.store.database import has_table
from rig.store.errors import DamagedRecordError, NewerFormatError
from rig.store.folder import is_claimed
from rig.store.format import schema
from rig.store.format.door_tables import logins
from rig.store.format.sealed_rows import is_sealed
from rig.store.hours.corrections import corrections_of
from rig.store.read import newest_run
from rig.store.rows import (
    checked_block,
    checked_header,
    checked_result,
    end_row,
    in_session,
    small_rows,
)


def hours_record(
    connection: Connection, path: Path, ids: Sequence[str], withheld: Collection[str]
) -> HoursRecord:
    """Everything of one person.

    Args:
        connection: to the store.
        path: of the store.
        ids: under which they recorded.
        withheld: ids of sessions of exams whose presses are not to be told yet.

    Raises:
        DamagedRecordError: the trail of corrections is not as it was written.
    """
    unreadable = hidden = 0
    spans: list[Span] = []
    if has_table(connection, logins):
        for row in connection.execute(select(logins).where(logins.c.learner_id.in_(ids))).all():
            if is_sealed(logins, tuple(row)):
                spans.append(Span(_moment(row.begun_utc), _moment(row.seen_utc)))
            else:
                unreadable += 1
    sessions: list[SittingTime] = []
    run_now = newest_run(connection) if is_claimed(path.parent) else None
    rows = connection.execute(
        select(schema.sessions)
        .where(schema.sessions.c.learner_id.in_(ids))
        .order_by(schema.sessions.c.started_utc, schema.sessions.c.session_no)
    ).all()
    for row in rows:
        is_blind = row.session_id in withheld
        hidden += is_blind
        try:
            found = _session(connection, path, row, run_now)
            sessions.append(replace(found, presses=()) if is_blind else found)
        except (DamagedRecordError, NewerFormatError):
            # One damaged session must not take the sheet away: it says how many there are.
            unreadable += 1
    return HoursRecord(
        logins=tuple(spans),
        sessions=tuple(sessions),
        unreadable=unreadable,
        withheld=hidden,
        corrections=corrections_of(connection, path, ids),
    )


def _session(connection: Connection, path: Path, row: Row[Any], run_now: int | None) -> SittingTime:
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
        # What is under way has no ending either.
        is_interrupted=end_row(connection, row) is None and row.run_no != run_now,
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
