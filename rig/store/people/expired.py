"""What of a record is older than it should be, by what was last done with it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, func, select

from rig.store.database import has_table
from rig.store.format import schema
from rig.store.format.door_tables import accounts, audit, class_codes, logins, pins, setup_codes
from rig.store.format.roster_tables import classes, enrolments, pseudonyms
from rig.store.people.forgetting import PERSONAL
from rig.store.people.merging import root_of
from rig.store.session_filter import begin_utc

_TOLD: Final = tuple(table for table in PERSONAL if table is not pseudonyms)
"""Tables that say more of a person than a pseudonym drawn by chance."""
_SEEN: Final = (
    schema.learners.c.created_utc,
    enrolments.c.since_utc,
    pins.c.since_utc,
    logins.c.seen_utc,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSince:
    """The first day that is kept of each class of data; None keeps everything.

    Days are those of this machine's time zone. What was last used on that day or later stays.
    """

    recordings: date | None = None
    names: date | None = None
    logins: date | None = None
    audit: date | None = None


@dataclass(frozen=True, slots=True)
class Expired:
    """What is older.

    Attributes:
        sessions: ids of recordings that ended before the day.
        learners: ids of whoever neither pressed, joined nor logged in since, and is in no class
            that is taught.
        accounts: ids of accounts that were ended before the day; they go with the names.
        logins: logins and codes that were over before the day.
        audit_lines: of the log, written before the day.
    """

    sessions: tuple[str, ...]
    learners: tuple[str, ...]
    accounts: tuple[str, ...]
    logins: int
    audit_lines: int

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to take away."""
        return not (
            self.sessions or self.learners or self.accounts or self.logins or self.audit_lines
        )


def expired(connection: Connection, since: KeptSince, merged: dict[str, str]) -> Expired:
    """What is older than each day; an older store lacks tables.

    Args:
        connection: to the store.
        since: what stays.
        merged: ids of merged learners, and the id each was merged into.
    """
    return Expired(
        sessions=_sessions(connection, since.recordings),
        learners=_learners(connection, since.names, merged),
        accounts=_accounts(connection, since.names),
        logins=sum(_count(connection, table, which) for table, which in over_before(since.logins)),
        audit_lines=sum(
            _count(connection, table, which) for table, which in lines_before(since.audit)
        ),
    )


def over_before(day: date | None) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Logins and codes that were over before a day, table by table."""
    if day is None:
        return ()
    before = begin_utc(day)
    over = func.coalesce(logins.c.ended_utc, logins.c.ends_utc)
    return (
        (logins, over < before),
        (setup_codes, setup_codes.c.ends_utc < before),
        (class_codes, class_codes.c.ends_utc < before),
    )


def lines_before(day: date | None) -> tuple[tuple[Table, ColumnElement[bool]], ...]:
    """Lines of the log from before a day."""
    return () if day is None else ((audit, audit.c.at_utc < begin_utc(day)),)


def _sessions(connection: Connection, day: date | None) -> tuple[str, ...]:
    if day is None:
        return ()
    before = begin_utc(day)
    sessions, ends, runs = schema.sessions.c, schema.ends.c, schema.runs.c
    # One that was cut off has no end of its own: it was over when the rig was started again.
    next_run = select(func.min(runs.started_utc)).where(runs.run_no > sessions.run_no)
    over = func.coalesce(ends.ended_utc, next_run.scalar_subquery())
    return tuple(
        connection.execute(
            select(sessions.session_id)
            .select_from(schema.sessions.outerjoin(schema.ends))
            .where(sessions.started_utc < before, over < before)
            .order_by(sessions.session_no)
        ).scalars()
    )


def _learners(connection: Connection, day: date | None, merged: dict[str, str]) -> tuple[str, ...]:
    if day is None:
        return ()
    known = set(connection.execute(select(schema.learners.c.learner_id)).scalars())
    told = {each for table in _TOLD for each in _ids_in(connection, table)}
    last: dict[str, str] = defaultdict(str)
    for learner_id, moment in _moments(connection):
        root = root_of(learner_id, merged)
        last[root] = max(last[root], moment)
    taught = {root_of(each, merged) for each in _ids_taught(connection)}
    before = begin_utc(day)

    def is_old(learner_id: str) -> bool:
        root = root_of(learner_id, merged)
        return root not in taught and last[root] < before

    return tuple(sorted(each for each in known & told if is_old(each)))


def _moments(connection: Connection) -> Iterator[tuple[str, str]]:
    """Whenever somebody did something, or something was done for them."""
    for moment in _SEEN:
        if has_table(connection, moment.table):
            yield from _pairs(connection, moment.table.c.learner_id, moment)
    over = func.coalesce(schema.ends.c.ended_utc, schema.sessions.c.started_utc)
    rows = connection.execute(
        select(schema.sessions.c.learner_id, over).select_from(
            schema.sessions.outerjoin(schema.ends)
        )
    )
    yield from ((row[0], row[1]) for row in rows)


def _pairs(
    connection: Connection, who: ColumnElement[str], when: ColumnElement[str]
) -> Iterator[tuple[str, str]]:
    yield from ((row[0], row[1]) for row in connection.execute(select(who, when)))


def _ids_in(connection: Connection, table: Table) -> frozenset[str]:
    if not has_table(connection, table):
        return frozenset()
    return frozenset(connection.execute(select(table.c.learner_id).distinct()).scalars())


def _ids_taught(connection: Connection) -> frozenset[str]:
    """Whoever is in a class that is not over, or wants to be."""
    if not has_table(connection, enrolments):
        return frozenset()
    is_taught = classes.c.ended_utc.is_(None) & (enrolments.c.state != "out")
    rows = select(enrolments.c.learner_id).join(classes).where(is_taught)
    return frozenset(connection.execute(rows).scalars())


def _accounts(connection: Connection, day: date | None) -> tuple[str, ...]:
    if day is None or not has_table(connection, accounts):
        return ()
    over = select(accounts.c.account_id).where(accounts.c.ended_utc < begin_utc(day))
    return tuple(connection.execute(over.order_by(accounts.c.account_id)).scalars())


def _count(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    if not has_table(connection, table):
        return 0
    rows = connection.execute(select(func.count()).select_from(table).where(which))
    return int(rows.scalar_one())
