"""Routes of learners and recorded sessions (docs/api.md)."""

import asyncio
from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from rig.hub.answers import LearnerJson, LearnersAnswer, TraceAnswer
from rig.hub.http.archive import trace_json
from rig.hub.http.json_route import Call, Count, QueryDay, QueryText, changes, reads
from rig.hub.live.channel import StationDescription
from rig.school.exams.withheld import ScoreWithheldError
from rig.school.roles import INSTRUCTORS, READERS_OF_SESSIONS
from rig.store.errors import (
    BlankNameError,
    DamagedRecordError,
    NewerFormatError,
    SessionMissingError,
)
from rig.store.exams.withheld import withheld_sessions
from rig.store.people.errors import ClassMissingError
from rig.store.people.session_owner import owner_of
from rig.store.people.shown import names_of_all, pseudonyms_of_all
from rig.store.session_filter import SessionFilter
from rig.store.session_json import (
    SessionDocument,
    SessionsDocument,
    no_sessions,
    session_document,
    sessions_document,
)

LIMIT = Count("limit", usual=50, most=1000)
SKIP = Count("skip", usual=0, most=10_000_000, least=0)
LEARNER, CLASS, PROTOCOL = QueryText("learner"), QueryText("class"), QueryText("protocol")
FROM, TO = QueryDay("from"), QueryDay("to")
MAX_POINTS = Count("max_points", usual=4000, most=100_000)
SESSION = "/api/sessions/{session}"
REFUSALS = (SessionMissingError, ScoreWithheldError, DamagedRecordError, NewerFormatError)


async def _learners(call: Call) -> LearnersAnswer:
    found = await asyncio.to_thread(call.hub.learners)
    return LearnersAnswer(learners=[LearnerJson(id=one.id, name=one.name) for one in found])


async def _add_learner(call: Call) -> LearnerJson:
    learner = await asyncio.to_thread(call.hub.add_learner, call.text("name"))
    await call.doors.note(call.actor, "learner added", learner.id)
    return LearnerJson(id=learner.id, name=learner.name)


async def _sessions(call: Call) -> SessionsDocument:
    wanted = SessionFilter(
        learner_id=call.query_text(LEARNER),
        class_id=call.query_text(CLASS),
        protocol_id=call.query_text(PROTOCOL),
        from_day=call.day(FROM),
        to_day=call.day(TO),
    )
    own = call.actor.learner_id
    withheld = await asyncio.to_thread(withheld_sessions, call.hub.store)
    if call.actor.role == "student":
        # Of others there are none for them, and of an exam none before its marks are released.
        if not own or wanted.learner_id not in ("", own):
            return no_sessions()
        wanted = replace(wanted, learner_id=own, class_id="", but=withheld.from_students)
    found = await asyncio.to_thread(
        sessions_document,
        call.hub.store,
        call.count(LIMIT),
        skip=call.count(SKIP),
        wanted=wanted,
        called=pseudonyms_of_all if call.actor.role == "researcher" else names_of_all,
    )
    hidden = withheld.from_all | {about.session for about in _in_exams(call)}
    found["sessions"] = [_shown_row(each, hidden) for each in found["sessions"]]
    return found


def _shown_row(row: Mapping[str, Any], hidden: Container[object]) -> dict[str, Any]:
    """A line of the list, without the score where that is withheld."""
    if row["session_id"] not in hidden:
        return dict(row)
    return {**row, "mean_score": None, "expanded": None}


def _in_exams(call: Call) -> list[StationDescription]:
    return [each.about for each in call.hub.channels if each.about.exam is not None]


async def _session(call: Call) -> SessionDocument:
    session_id = await _own_session(call)
    document = await asyncio.to_thread(session_document, call.hub.store, session_id)
    if call.actor.may_read_names or call.actor.role == "student":
        return document
    called = await asyncio.to_thread(pseudonyms_of_all, call.hub.store)
    return {**document, "learner_name": called.get(document["session"]["learner_id"], "")}


async def _own_session(call: Call) -> str:
    """The id of the session that is named, once it is in the record.

    Raises:
        SessionMissingError: it is somebody else's, or of an exam whose marks are not released,
            which is answered like one that is not there.
        ScoreWithheldError: it is of an exam, and the examiner's own mark comes first.
    """
    store, session_id = call.hub.store, call.path_part("session")
    await call.hub.until_recorded(session_id)
    if call.actor.role == "student":
        owner = await asyncio.to_thread(owner_of, store, session_id)
        if not call.actor.may_see_presses_of(owner):
            raise SessionMissingError(store, session_id)
    await _refuse_if_withheld(call, session_id)
    return session_id


async def _refuse_if_withheld(call: Call, session_id: str) -> None:
    withheld = await asyncio.to_thread(withheld_sessions, call.hub.store)
    is_pressed = any(about.session == session_id for about in _in_exams(call))
    if call.actor.role == "student":
        if is_pressed or session_id in withheld.from_students:
            raise SessionMissingError(call.hub.store, session_id)
    elif is_pressed or session_id in withheld.from_all:
        raise ScoreWithheldError


async def _trace(call: Call) -> TraceAnswer:
    return await _trace_of(call, call.count(MAX_POINTS))


async def _trace_of(call: Call, most: int) -> TraceAnswer:
    session_id = await _own_session(call)
    return await asyncio.to_thread(trace_json, call.hub.store, session_id, most)


async def _download(call: Call) -> TraceAnswer:
    found = await _trace_of(call, MAX_POINTS.most)
    await call.doors.note(call.actor, "session downloaded", call.path_part("session"), "force")
    return found


ROUTES = (
    reads("/api/learners", _learners, LearnersAnswer, "Every learner", open_to=INSTRUCTORS),
    changes(
        "/api/learners",
        _add_learner,
        LearnerJson,
        "Add a learner",
        refusals=(BlankNameError,),
        asked={"name": str},
        status=201,
        open_to=INSTRUCTORS,
    ),
    reads(
        "/api/sessions",
        _sessions,
        SessionsDocument,
        "Recorded sessions, newest first",
        refusals=(ClassMissingError,),
        query=(LIMIT, SKIP, LEARNER, CLASS, PROTOCOL, FROM, TO),
        open_to=READERS_OF_SESSIONS,
    ),
    reads(
        SESSION,
        _session,
        SessionDocument,
        "One session",
        refusals=REFUSALS,
        open_to=READERS_OF_SESSIONS,
    ),
    reads(
        f"{SESSION}/trace",
        _trace,
        TraceAnswer,
        "Its force over time",
        refusals=REFUSALS,
        query=(MAX_POINTS,),
        open_to=READERS_OF_SESSIONS,
    ),
    changes(
        f"{SESSION}/download",
        _download,
        TraceAnswer,
        "The same to be kept as a file; the audit log says who took it",
        refusals=REFUSALS,
        open_to=READERS_OF_SESSIONS,
    ),
)
