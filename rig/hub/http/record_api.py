"""Routes of learners and recorded sessions (docs/api.md)."""

import asyncio

from rig.hub.answers import LearnerJson, LearnersAnswer, TraceAnswer
from rig.hub.http.archive import trace_json
from rig.hub.http.json_route import Call, Count, changes, reads
from rig.school.roles import INSTRUCTORS, READERS_OF_SESSIONS
from rig.store.errors import (
    BlankNameError,
    DamagedRecordError,
    NewerFormatError,
    SessionMissingError,
)
from rig.store.session_json import (
    SessionDocument,
    SessionsDocument,
    session_document,
    sessions_document,
)

LIMIT = Count("limit", usual=50, most=1000)
MAX_POINTS = Count("max_points", usual=4000, most=100_000)
SESSION = "/api/sessions/{session}"
REFUSALS = (SessionMissingError, DamagedRecordError, NewerFormatError)


async def _learners(call: Call) -> LearnersAnswer:
    found = await asyncio.to_thread(call.hub.learners)
    return LearnersAnswer(learners=[LearnerJson(id=one.id, name=one.name) for one in found])


async def _add_learner(call: Call) -> LearnerJson:
    learner = await asyncio.to_thread(call.hub.add_learner, call.text("name"))
    return LearnerJson(id=learner.id, name=learner.name)


async def _sessions(call: Call) -> SessionsDocument:
    return await asyncio.to_thread(sessions_document, call.hub.store, call.count(LIMIT))


async def _session(call: Call) -> SessionDocument:
    return await asyncio.to_thread(session_document, call.hub.store, call.path_part("session"))


async def _trace(call: Call) -> TraceAnswer:
    most = call.count(MAX_POINTS)
    return await asyncio.to_thread(trace_json, call.hub.store, call.path_part("session"), most)


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
        query=(LIMIT,),
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
)
