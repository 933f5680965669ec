"""Recorded sessions as the JSON API tells them."""

import dataclasses
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.force import force_of
from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.results import basis_json, protocol_json
from rig.engine.scoring.target import Protocol
from rig.store.people import names
from rig.store.read import SessionRecord, list_sessions, load_session


def session_list(
    store: Path, limit: int, protocols: Mapping[str, Protocol]
) -> list[dict[str, Any]]:
    """The newest sessions first, with names of learners and protocols where known."""
    known = names(store)
    rows = []
    for summary in list_sessions(store, limit):
        protocol = protocols.get(summary.protocol_id)
        rows.append(
            {
                "id": summary.session_id,
                "started_utc": summary.started_utc,
                "station": summary.station_id,
                "learner_id": summary.learner_id,
                "learner_name": known.get(summary.learner_id, ""),
                "protocol": summary.protocol_id,
                "protocol_name": protocol.name if protocol else summary.protocol_id,
                "state": summary.state,
                "how": summary.how,
                "samples": summary.samples,
                "holds": summary.holds,
                "mean_score": summary.mean_score,
                "expanded": summary.expanded,
                "use": summary.use,
                "simulated": summary.simulated,
            }
        )
    return rows


def recorded_session_json(store: Path, session_id: str) -> dict[str, Any]:
    """Header, holds, set result and events of one session.

    Raises:
        StoreError: it is not there, or damaged.
    """
    record = load_session(store, session_id)
    header = record.header
    return {
        "id": session_id,
        "header": {
            "started_utc": header.started_utc,
            "station": header.station_id,
            "learner_id": header.learner_id,
            "learner_name": names(store).get(header.learner_id, ""),
            "source": header.source_uri,
            "identity": header.identity,
            "device": header.traits.title,
            "simulated": header.traits.simulated,
            "unit": header.calibration.unit,
            "basis": basis_json(basis_of(header.calibration, header.standing)),
            "protocol": protocol_json(header.protocol),
            "rubric": header.rubric.id,
            "software": header.software,
            "mode": header.mode,
        },
        "holds": [json.loads(text) for text in record.holds],
        "set": json.loads(record.sets[-1]) if record.sets else None,
        "events": [
            {key: _known(value) for key, value in dataclasses.asdict(event).items()}
            for event in record.events
        ],
        "ended": dataclasses.asdict(record.ended) if record.ended else None,
        "interrupted_at_s": record.interrupted_at and _known(record.interrupted_at.t_s),
    }


def trace_json(store: Path, session_id: str, most: int) -> dict[str, Any]:
    """Force over time for a plot: minimum and maximum of each column of samples.

    Args:
        store: file of the record.
        session_id: which session.
        most: points at most; with fewer samples each is there.

    Raises:
        StoreError: it is not there, or damaged.
    """
    t_s, force_n = _force(load_session(store, session_id))
    t_s, force_n = _lows_and_highs(t_s, force_n, most)
    return {
        "session": session_id,
        "t_s": np.round(t_s, 4).tolist(),
        "force_n": [_known(value) for value in np.round(force_n, 4).tolist()],
    }


def _force(record: SessionRecord) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not record.blocks:
        return np.empty(0), np.empty(0)
    t_s = np.concatenate([block.raw.t_s for block in record.blocks])
    raw = np.concatenate([block.raw.raw for block in record.blocks])
    force_n = np.full(len(t_s), np.nan)
    zeros = [(event.index, event.value) for event in record.events if event.kind == "tared"]
    for index, zero in zeros:
        force_n[index:] = force_of(raw[index:], zero, record.header.calibration)
    return t_s, force_n


def _lows_and_highs(
    t_s: NDArray[np.float64], force_n: NDArray[np.float64], most: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    columns = max(1, most // 2)
    if len(t_s) <= most or len(t_s) < 2 * columns:
        return t_s, force_n
    starts = np.linspace(0, len(t_s), columns, endpoint=False).astype(np.intp)
    values = np.empty(2 * columns)
    values[0::2] = np.fmin.reduceat(force_n, starts)
    values[1::2] = np.fmax.reduceat(force_n, starts)
    return np.repeat(t_s[starts], 2), values


def _known(value: Any) -> Any:
    """The value; None in place of a NaN, which JSON has not."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
