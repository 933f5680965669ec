"""A recorded session as JSON: the one shape of the page, the terminal and the export."""

import dataclasses
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypedDict

from rig.engine.scoring.basis import basis_of
from rig.engine.scoring.results import basis_json, hold_json, protocol_json, set_json
from rig.engine.step import Event, EventKind
from rig.store.format.header import SessionHeader, header_text
from rig.store.people.shown import names_of_all
from rig.store.read import Ending, SessionRecord, SessionState, load_session, state_of
from rig.store.session_filter import EVERY_SESSION, SessionFilter
from rig.store.session_list import SessionSummary, count_sessions, list_sessions

SESSIONS_SCHEMA: Final = "steadyhold.sessions/2"

Json = dict[str, Any]


class EventJson(TypedDict):
    """Something that happened at a known sample; null in place of what is not known."""

    index: int
    t_s: float | None
    kind: EventKind
    value: float | None
    text: str


class InterruptionJson(TypedDict):
    """Where a session without an ending stops: samples that are safe, time of the last of them."""

    index: int
    t_s: float | None


class SessionFactsJson(TypedDict):
    """What is told of a session beside its header.

    Attributes:
        basis: what its scores rest on.
        samples: samples recorded.
        lost_samples: samples known to be missing.
        measured_rate_hz: samples a second between the first and the last; null with too few.
        sets: results of sets, in order.
        ended: null while it goes on, and where it was interrupted.
        interrupted_at: null where it ended in good order.
    """

    protocol: Annotated[Json, protocol_json]
    basis: Annotated[Json, basis_json]
    samples: int
    lost_samples: int
    measured_rate_hz: float | None
    holds: list[Annotated[Json, hold_json]]
    sets: list[Annotated[Json, set_json]]
    events: list[EventJson]
    ended: Annotated[Json, Ending] | None
    interrupted_at: InterruptionJson | None


class LearnerNameJson(TypedDict):
    """The name of a learner, empty where it is not known."""

    learner_name: str


SessionJson = Annotated[Json, SessionHeader, SessionFactsJson]
"""A session: the fields of its header, then the facts."""


class SessionDocument(TypedDict):
    """One session, with the name of its learner beside it."""

    schema: Literal["steadyhold.sessions/2"]
    state: SessionState
    session: SessionJson
    learner_name: str


class SessionsDocument(TypedDict):
    """Recorded sessions, newest first.

    Attributes:
        total: how many there are of those that were asked for, on this page or not.
        skipped: how many newer ones were left out.
    """

    schema: Literal["steadyhold.sessions/2"]
    total: int
    skipped: int
    sessions: list[Annotated[Json, SessionSummary, LearnerNameJson]]


def sessions_document(
    store: Path,
    limit: int,
    *,
    skip: int = 0,
    wanted: SessionFilter = EVERY_SESSION,
    called: Callable[[Path], Mapping[str, str]] = names_of_all,
) -> SessionsDocument:
    """The newest sessions first, each with the name of its learner where that is known.

    Args:
        store: the store.
        limit: how many at most.
        skip: how many of the newest to leave out.
        wanted: which ones.
        called: what learners are called for whoever asks.

    Raises:
        ClassMissingError: there is no such class.
        StoreError: the store cannot be read.
    """
    known = called(store)
    rows = [
        dataclasses.asdict(each) | {"learner_name": known.get(each.learner_id, "")}
        for each in list_sessions(store, limit, skip=skip, wanted=wanted)
    ]
    total = count_sessions(store, wanted)
    return {"schema": SESSIONS_SCHEMA, "total": total, "skipped": skip, "sessions": rows}


def no_sessions() -> SessionsDocument:
    """The answer to whoever may see none."""
    return {"schema": SESSIONS_SCHEMA, "total": 0, "skipped": 0, "sessions": []}


def session_document(store: Path, session_id: str) -> SessionDocument:
    """One session with the name of its learner, empty where it is not known.

    Raises:
        SessionMissingError, DamagedRecordError, StoreError: the session cannot be read.
    """
    record = load_session(store, session_id)
    return {
        "schema": SESSIONS_SCHEMA,
        "state": state_of(store, session_id),
        "session": session_json(record),
        "learner_name": names_of_all(store).get(record.header.learner_id, ""),
    }


def session_json(record: SessionRecord) -> Json:
    """A session without its samples and without a name; None in place of a NaN."""
    header, stop = record.header, record.interrupted_at
    told: Json = json.loads(header_text(header))
    facts: SessionFactsJson = {
        "protocol": protocol_json(header.protocol),
        "basis": basis_json(basis_of(header.calibration, header.standing)),
        "samples": sum(block.raw.tick.size for block in record.blocks),
        "lost_samples": sum(block.raw.lost for block in record.blocks),
        "measured_rate_hz": measured_rate_hz(record),
        "holds": [json.loads(text) for text in record.holds],
        "sets": [json.loads(text) for text in record.sets],
        "events": [_event_json(event) for event in record.events],
        "ended": None if record.ended is None else dataclasses.asdict(record.ended),
        "interrupted_at": None if stop is None else {"index": stop.index, "t_s": known(stop.t_s)},
    }
    return told | facts


def measured_rate_hz(record: SessionRecord) -> float | None:
    """Samples per second between the first and the last sample, None where there are too few."""
    if not record.blocks:
        return None
    first, last = record.blocks[0].raw, record.blocks[-1]
    count = last.first_index + last.raw.tick.size
    lasted_s = float(last.raw.t_s[-1] - first.t_s[0])
    return (count - 1) / lasted_s if lasted_s > 0.0 else None


def known(value: float) -> float | None:
    """The value; None in place of a NaN, which JSON has not."""
    return value if math.isfinite(value) else None


def _event_json(event: Event) -> EventJson:
    return {
        "index": event.index,
        "t_s": known(event.t_s),
        "kind": event.kind,
        "value": known(event.value),
        "text": event.text,
    }
