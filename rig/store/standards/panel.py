"""What the judges of a panel wrote down: read, and added to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, insert, select

from rig.store.database import changing, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.sealed_rows import Sealable, sealed_values
from rig.store.format.standard_tables import angoff_judgements
from rig.store.people.audit import Audited, note
from rig.store.people.sealed_table import checked_rows


@dataclass(frozen=True, slots=True)
class PanelJudgement:
    """What one judge holds a learner to be worth who only just passes.

    Attributes:
        judge: their number.
        points: 0-100 for each criterion.
        by: opaque id of who typed it in.
        at_utc: when.
    """

    judge: int
    points: Mapping[str, float]
    by: str
    at_utc: str


def judgements_of(path: Path, protocol_id: str) -> tuple[PanelJudgement, ...]:
    """The newest judgement of each judge, by number; without those that were taken back.

    Raises:
        DamagedRecordError: one does not match its checksum, or cannot be read.
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        which = angoff_judgements.c.protocol_id == protocol_id
        rows = checked_rows(connection, path, angoff_judgements, which)
    newest = {row.judge: row for row in sorted(rows, key=lambda row: row.judgement_no)}
    return tuple(
        PanelJudgement(judge, _points(path, row.judgement_no, row.points), row.by, row.at_utc)
        for judge, row in sorted(newest.items())
        if row.points is not None
    )


def add_judgement(
    path: Path, protocol_id: str, judge: int, points: Mapping[str, float] | None, by: str
) -> None:
    """Keep a judgement; the one before stays in the record and counts no more.

    Args:
        path: the store.
        protocol_id: what is judged.
        judge: their number.
        points: None takes it back.
        by: opaque id of who types it in.

    Raises:
        StoreError: the store cannot be written.
    """
    with changing(path) as connection:
        newest = select(func.coalesce(func.max(angoff_judgements.c.judgement_no), 0))
        row: dict[str, Sealable] = {
            "judgement_no": int(connection.execute(newest).scalar_one()) + 1,
            "protocol_id": protocol_id,
            "judge": judge,
            "points": None if points is None else json.dumps(dict(points), sort_keys=True),
            "by": by,
            "at_utc": now_utc(),
        }
        connection.execute(insert(angoff_judgements).values(sealed_values(angoff_judgements, row)))
        action = "judgement taken back" if points is None else "judgement kept"
        note(connection, Audited(by, "instructor", action, protocol_id, f"judge {judge}"))


def _points(path: Path, number: int, text: str) -> dict[str, float]:
    try:
        return {str(name): float(value) for name, value in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise DamagedRecordError(path, f"judgement {number}", f"it cannot be read: {error}") from (
            error
        )
