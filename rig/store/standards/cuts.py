"""Cut scores that an instructor accepted: read, and added to; none changes a mark by itself."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import Row, func, insert, select

from rig.protocols.versions import MOST_REASON_CHARACTERS
from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.sealed_rows import Sealable, sealed_values
from rig.store.format.standard_tables import accepted_cuts
from rig.store.people.audit import Audited, note
from rig.store.people.sealed_table import checked_rows
from rig.visible_text import visible_text

Method = Literal["borderline", "angoff"]


@dataclass(frozen=True, slots=True)
class NewCut:
    """A cut score that is to be kept.

    Attributes:
        protocol_id: for which it is.
        method: by which it was made.
        cut_points: the cut score.
        low_points, high_points: of its interval; None without.
        sem_points: standard error of measurement; None where it is not known.
        n: learners or judges.
        basis: rows of numbers it was made from, without ids.
    """

    protocol_id: str
    method: Method
    cut_points: float
    low_points: float | None
    high_points: float | None
    sem_points: float | None
    n: int
    basis: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class AcceptedCut:
    """One that is kept.

    Attributes:
        number: counted up.
        cut: what was accepted.
        reason: why, in the words of who did.
        by: opaque id of who accepted it.
        at_utc: when.
    """

    number: int
    cut: NewCut
    reason: str
    by: str
    at_utc: str


def accepted_cut_scores(path: Path) -> tuple[AcceptedCut, ...]:
    """Every cut score that was accepted, the newest first.

    Raises:
        DamagedRecordError: one does not match its checksum, or cannot be read.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        rows = checked_rows(connection, path, accepted_cuts)
    kept = [_accepted(path, row) for row in rows]
    return tuple(sorted(kept, key=lambda each: -each.number))


def accept_cut(path: Path, cut: NewCut, *, reason: str, by: str) -> AcceptedCut:
    """Keep a cut score.

    Raises:
        StoreError: the store cannot be written.
    """
    why = " ".join(visible_text(reason).split())[:MOST_REASON_CHARACTERS]
    with changing(path) as connection:
        newest = select(func.coalesce(func.max(accepted_cuts.c.cut_no), 0))
        number = int(connection.execute(newest).scalar_one()) + 1
        at_utc = now_utc()
        row: dict[str, Sealable] = {
            "cut_no": number,
            "protocol_id": cut.protocol_id,
            "method": cut.method,
            "cut_points": cut.cut_points,
            "low_points": cut.low_points,
            "high_points": cut.high_points,
            "sem_points": cut.sem_points,
            "n": cut.n,
            "basis": json.dumps([list(each) for each in cut.basis], allow_nan=False),
            "reason": why,
            "by": by,
            "at_utc": at_utc,
        }
        connection.execute(insert(accepted_cuts).values(sealed_values(accepted_cuts, row)))
        # The reason is free text, and stays with the cut score.
        line = Audited(by, "instructor", "cut score accepted", cut.protocol_id, f"{number}")
        note(connection, line)
    return AcceptedCut(number, cut, why, by, at_utc)


def _accepted(path: Path, row: Row[Any]) -> AcceptedCut:
    try:
        basis = tuple(tuple(map(float, each)) for each in json.loads(row.basis))
    except (ValueError, TypeError) as error:
        record = f"cut score {row.cut_no}"
        raise DamagedRecordError(path, record, f"it cannot be read: {error}") from error
    cut = NewCut(
        row.protocol_id,
        row.method,
        row.cut_points,
        row.low_points,
        row.high_points,
        row.sem_points,
        row.n,
        basis,
    )
    return AcceptedCut(row.cut_no, cut, row.reason, row.by, row.at_utc)
