"""The log of who did what at the doors; it only grows."""

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from rig.school.actor import Actor
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import FolderNotWritableError
from rig.store.format.door_tables import audit
from rig.store.format.sealed_rows import Sealable, sealed_values

MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Audited:
    """One line of the log: ids and words of ours, never a name, a PIN or a token.

    Attributes:
        actor: id of who did it; empty for whoever was not logged in.
        role: what they were.
        action: what was done, for example `login`.
        about: id of whom or what it was done to.
        detail: a word or two of ours.
        at_utc: wall clock; empty before it is written.
    """

    actor: str
    role: str
    action: str
    about: str = ""
    detail: str = ""
    at_utc: str = ""


def by(actor: Actor, action: str, about: str = "", detail: str = "") -> Audited:
    """A line about what an actor did."""
    return Audited(actor.id, actor.role, action, about, detail)


def note(connection: Connection, line: Audited) -> None:
    """Write a line within a change, so that both are there or neither."""
    number = connection.execute(select(func.coalesce(func.max(audit.c.seq), 0) + 1)).scalar_one()
    values: dict[str, Sealable] = {
        "seq": int(number),
        "at_utc": now_utc(),
        "monotonic_s": time.monotonic(),
        **{
            name: _one_line(getattr(line, name))
            for name in ("actor", "role", "action", "about", "detail")
        },
    }
    connection.execute(insert(audit).values(sealed_values(audit, values)))


def write_line(path: Path, line: Audited) -> None:
    """Write a line of its own.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        note(connection, line)


def write_where_kept(path: Path, line: Audited) -> None:
    """Write a line about reading; a record that only reads, or knows no log yet, stays as it is.

    Raises:
        StoreError: the store cannot be read, or its disk refuses.
    """
    with open_for_reading(path) as connection:
        if not has_table(connection, audit):
            return
    with suppress(FolderNotWritableError):
        write_line(path, line)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted.

    Attributes:
        actions: one of these; None for every action.
        actor: of this account or learner, or about it; empty for anybody.
    """

    actions: frozenset[str] | None = None
    actor: str = ""


def audit_page(
    path: Path, wanted: AuditFilter, most: int, skip: int
) -> tuple[tuple[Audited, ...], int]:
    """Lines that are wanted, the newest first, and how many there are in all.

    Raises:
        StoreError: the store cannot be read.
    """
    which: list[ColumnElement[bool]] = []
    if wanted.actions is not None:
        which.append(audit.c.action.in_(sorted(wanted.actions)))
    if wanted.actor:
        which.append((audit.c.actor == wanted.actor) | (audit.c.about == wanted.actor))
    with open_for_reading(path) as connection:
        if not has_table(connection, audit):
            return (), 0
        total = connection.execute(select(func.count()).where(*which).select_from(audit))
        rows = connection.execute(
            select(audit).where(*which).order_by(audit.c.seq.desc()).limit(most).offset(skip)
        )
        return tuple(_line(row) for row in rows), int(total.scalar_one())


def _line(row: Row[Any]) -> Audited:
    return Audited(row.actor, row.role, row.action, row.about, row.detail, row.at_utc)


def _one_line(text: str) -> str:
    """No text of a sender can begin a line of its own, or fill the log."""
    return "".join(each if each.isprintable() else "?" for each in text[:MAX_CHARACTERS])
