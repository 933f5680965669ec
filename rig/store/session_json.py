"""A recorded session as JSON: the one shape of the page, the terminal and the export."""

import dataclasses
import json
import math
from pathlib import Path
from typing import Any, Final

from rig.basis import basis_of
from rig.results import basis_json, protocol_json
from rig.store.header import header_text
from rig.store.people import names
from rig.store.read import SessionRecord, list_sessions, load_session

SESSIONS_SCHEMA: Final = "steadyhold.sessions/2"

Json = dict[str, Any]


def sessions_document(store: Path, limit: int) -> Json:
    """The newest sessions first, each with the name of its learner where that is known.

    Raises:
        StoreError: the store cannot be read.
    """
    known = names(store)
    rows = [
        dataclasses.asdict(each) | {"learner_name": known.get(each.learner_id, "")}
        for each in list_sessions(store, limit)
    ]
    return {"schema": SESSIONS_SCHEMA, "sessions": rows}


def session_document(store: Path, session_id: str) -> Json:
    """One session with the name of its learner, empty where it is not known.

    Raises:
        SessionMissingError, DamagedRecordError, StoreError: the session cannot be read.
    """
    record = load_session(store, session_id)
    return {
        "schema": SESSIONS_SCHEMA,
        "session": session_json(record),
        "learner_name": names(store).get(record.header.learner_id, ""),
    }


def session_json(record: SessionRecord) -> Json:
    """A session without its samples and without a name; None in place of a NaN."""
    header, stop = record.header, record.interrupted_at
    told: Json = json.loads(header_text(header))
    return told | {
        "protocol": protocol_json(header.protocol),
        "basis": basis_json(basis_of(header.calibration, header.standing)),
        "samples": sum(block.raw.tick.size for block in record.blocks),
        "lost_samples": sum(block.raw.lost for block in record.blocks),
        "measured_rate_hz": measured_rate_hz(record),
        "holds": [json.loads(text) for text in record.holds],
        "sets": [json.loads(text) for text in record.sets],
        "events": [_without_nan(event) for event in record.events],
        "ended": None if record.ended is None else dataclasses.asdict(record.ended),
        "interrupted_at": None if stop is None else _without_nan(stop),
    }


def measured_rate_hz(record: SessionRecord) -> float | None:
    """Samples per second between the first and the last sample, None where there are too few."""
    if not record.blocks:
        return None
    first, last = record.blocks[0].raw, record.blocks[-1]
    count = last.first_index + last.raw.tick.size
    lasted_s = float(last.raw.t_s[-1] - first.t_s[0])
    return (count - 1) / lasted_s if lasted_s > 0.0 else None


def known(value: Any) -> Any:
    """The value; None in place of a NaN, which JSON has not."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _without_nan(value: Any) -> Json:
    return {key: known(each) for key, each in dataclasses.asdict(value).items()}
