"""What a walk over a store meets, sound or not."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Table

from rig.store.format.header import SessionHeader
from rig.store.rows import StoredBlock


@dataclass(frozen=True, slots=True)
class BadRecord:
    """Something of a store that cannot be trusted.

    Attributes:
        record: what, in words.
        reason: what is wrong with it.
    """

    record: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoodSession:
    """A session whose row is sound."""

    number: int
    header: SessionHeader


@dataclass(frozen=True, slots=True)
class GoodBlock:
    """A sound block of a sound session."""

    session_id: str
    block: StoredBlock


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A sound row of a small table, its columns as stored."""

    session_id: str
    table: Table
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class GoodEnd:
    """The end of a session, in step with what was found of it."""

    session_id: str
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class GoodName:
    """A learner, or the name of one, its columns as stored."""

    table: Table
    row: Row[Any]


@dataclass(frozen=True, slots=True)
class LooseBlock:
    """A sound block of a session whose own row is lost."""

    session_id: str
    block: StoredBlock


@dataclass(frozen=True, slots=True)
class LooseRow:
    """A sound row of a small table, of such a session."""

    session_id: str
    table: Table
    row: Row[Any]


Finding = BadRecord | GoodSession | GoodBlock | GoodRow | GoodEnd | GoodName | LooseBlock | LooseRow
