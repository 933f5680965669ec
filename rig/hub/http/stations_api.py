"""Routes of stations at work (docs/api.md): how they are, and what they are asked to do."""

import asyncio
import math

from rig.engine.scoring.target import Protocol
from rig.engine.step import CommandKind
from rig.hub.answers import NewestAnswer, SessionAnswer, StationsAnswer
from rig.hub.errors import (
    AskError,
    StationBusyError,
    StationCalibratingError,
    StationMissingError,
    StationSilentError,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.hub.live.channel import StationChannel, link_json, station_json
from rig.hub.live.seen_by import may_follow, seen_by
from rig.hub.station.errors import ElsewhereError
from rig.hub.station.requests import StationRequest
from rig.hub.station.seats import leave_other_seats, refuse_a_second_set
from rig.hub.station.station_task import StationTask
from rig.school.roles import INSTRUCTORS, THE_CLASS
from rig.store.errors import LearnerMissingError
from rig.store.people.roster import only_class_of

STATION = "/api/stations/{station}"
REFUSALS = (StationMissingError, StationBusyError, StationSilentError)


async def _live(call: Call) -> NewestAnswer:
    channel = theirs(call, call.request.query_params.get("station", "")).channel
    live, ring = channel.live, channel.ring
    has_force = not math.isnan(live.force_n)
    newest_ms = live.t_s * 1e3 + ring.epoch_minus_t_ms
    return NewestAnswer(
        live=channel.live_json(),
        link=link_json(channel.about),
        station=station_json(seen_by(call.actor, channel.about)),
        force_n=live.force_n if has_force else None,
        t_s=live.t_s,
        epoch_ms=None if math.isnan(newest_ms) else newest_ms,
    )


async def _stations(call: Call) -> StationsAnswer:
    seen = (seen_by(call.actor, channel.about) for channel in call.hub.channels)
    return StationsAnswer(stations=[station_json(about) for about in seen])


async def _start(call: Call) -> SessionAnswer:
    learner = call.hub.learner(_learner_id(call))
    task = call.hub.station(call.station)
    if not may_follow(call.actor, task.channel.about):
        raise StationBusyError(task.plan.name, "")
    if call.actor.role == "student":
        refuse_a_second_set(call.hub.stations.values(), task, learner.id)
    named = "protocol" in call.asked
    class_id = await class_of_set(call, learner.id)
    protocol = (
        protocol_asked(call, class_id) if named else newest_protocol(call, task.channel, class_id)
    )
    request = StationRequest("start_set", call.actor.id, protocol, learner)
    session = await call.hub.begin_set(task, request)
    await leave_other_seats(call.hub.stations.values(), task, learner.id, call.actor.id)
    return SessionAnswer(session=session)


async def _sit(call: Call) -> SessionAnswer:
    """A student sits down for nobody else, and at one station."""
    learner = call.hub.learner(_learner_id(call))
    task = call.hub.station(call.station)
    if not may_follow(call.actor, task.channel.about):
        raise StationBusyError(task.plan.name, "")
    request = StationRequest("sit", call.actor.id, None, learner)
    session = await task.ask(request)
    await leave_other_seats(call.hub.stations.values(), task, learner.id, call.actor.id)
    return SessionAnswer(session=session)


async def _tare(call: Call) -> SessionAnswer:
    return await _command(call, "tare")


async def _empty(call: Call) -> SessionAnswer:
    """In an exam the instructor says so, whom a hand on the pad does not deceive."""
    task = theirs(call, call.station)
    exam = task.channel.about.exam
    exam_id = exam.exam_id if exam is not None and call.actor.role == "instructor" else ""
    request = StationRequest("pad_empty", call.actor.id, exam_id=exam_id)
    return SessionAnswer(session=await task.ask(request))


async def _stop(call: Call) -> SessionAnswer:
    return await _command(call, "stop_set")


async def _command(call: Call, kind: CommandKind) -> SessionAnswer:
    task = theirs(call, call.station)
    return SessionAnswer(session=await task.ask(StationRequest(kind, call.actor.id)))


async def _choose(call: Call) -> SessionAnswer:
    protocol = protocol_asked(call, call.class_id)
    task = call.hub.station(call.station)
    return SessionAnswer(session=await task.ask(StationRequest(None, call.actor.id, protocol)))


def theirs(call: Call, station_id: str) -> StationTask:
    """A station; one at which somebody else presses is none of a student's.

    Raises:
        StationMissingError: there is none of that id, or it is none of theirs.
    """
    task = call.hub.station(station_id)
    if not may_follow(call.actor, task.channel.about):
        raise StationMissingError(station_id, tuple(call.hub.stations))
    return task


def _learner_id(call: Call) -> str:
    """Who presses: whom an instructor names, and nobody but themselves for a student."""
    named = call.text("learner_id", call.actor.learner_id)
    if call.actor.role == "student" and named != call.actor.learner_id:
        raise LearnerMissingError(named)
    return named


async def class_of_set(call: Call, learner_id: str) -> str:
    """The class a set is for: a student's own, the one named, else the only one of the learner."""
    if call.class_id or "class_id" in call.asked:
        return call.class_id
    return await asyncio.to_thread(only_class_of, call.hub.store, learner_id)


def protocol_asked(call: Call, class_id: str) -> Protocol:
    """The protocol that a request names, as a class has it.

    Raises:
        AskError: there is none of that id.
    """
    wanted, known = call.text("protocol"), call.hub.protocols_in_use.of(class_id)
    if wanted not in known:
        raise AskError("protocol", f"one of {', '.join(known)}")
    return known[wanted]


def newest_protocol(call: Call, channel: StationChannel, class_id: str) -> Protocol | None:
    """The version in use of what the station works with; None where that is in use no more."""
    return call.hub.protocols_in_use.of(class_id).get(channel.about.protocol.id)


ROUTES = (
    reads(
        "/api/live",
        _live,
        NewestAnswer,
        "The newest of a station, for screens without a socket",
        refusals=(StationMissingError,),
        query=("station",),
        open_to=THE_CLASS,
    ),
    reads("/api/stations", _stations, StationsAnswer, "Every station", open_to=THE_CLASS),
    changes(
        f"{STATION}/start",
        _start,
        SessionAnswer,
        "Begin a set; hands off, the zero is found first",
        refusals=(*REFUSALS, StationCalibratingError, LearnerMissingError, ElsewhereError),
        optional={"protocol": str, "learner_id": str, "class_id": str},
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/tare",
        _tare,
        SessionAnswer,
        "Look for a new zero",
        refusals=REFUSALS,
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/sit",
        _sit,
        SessionAnswer,
        "Say who sits there, before a set that the instructor begins",
        refusals=(StationMissingError, StationBusyError, LearnerMissingError),
        asked={"learner_id": str},
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/empty",
        _empty,
        SessionAnswer,
        "Say that nothing lies on the pad",
        refusals=REFUSALS,
        open_to=THE_CLASS,
    ),
    changes(
        f"{STATION}/stop", _stop, SessionAnswer, "End the set", refusals=REFUSALS, open_to=THE_CLASS
    ),
    changes(
        f"{STATION}/protocol",
        _choose,
        SessionAnswer,
        "Choose what the station works with next",
        refusals=REFUSALS,
        asked={"protocol": str},
        optional={"class_id": str},
        open_to=INSTRUCTORS,
    ),
)
