"""Routes of stations at work (docs/api.md): how they are, and what they are asked to do."""

import math

from rig.engine.scoring.target import Protocol
from rig.engine.step import CommandKind
from rig.hub.actor import LOCAL_ACTOR
from rig.hub.answers import NewestAnswer, SessionAnswer, StationsAnswer
from rig.hub.errors import (
    AskError,
    StationBusyError,
    StationCalibratingError,
    StationMissingError,
    StationSilentError,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.hub.live.channel import link_json, station_json
from rig.hub.station.requests import StationRequest
from rig.store.errors import LearnerMissingError

STATION = "/api/stations/{station}"
REFUSALS = (StationMissingError, StationBusyError, StationSilentError)


async def _live(call: Call) -> NewestAnswer:
    channel = call.hub.station(call.request.query_params.get("station", "")).channel
    live, ring = channel.live, channel.ring
    has_force = not math.isnan(live.force_n)
    newest_ms = live.t_s * 1e3 + ring.epoch_minus_t_ms
    return NewestAnswer(
        live=channel.words(),
        link=link_json(channel.about),
        station=station_json(channel.about),
        force_n=live.force_n if has_force else None,
        t_s=live.t_s,
        epoch_ms=None if math.isnan(newest_ms) else newest_ms,
    )


async def _stations(call: Call) -> StationsAnswer:
    return StationsAnswer(stations=[station_json(channel.about) for channel in call.hub.channels])


async def _start(call: Call) -> SessionAnswer:
    learner = call.hub.learner(call.text("learner_id", ""))
    task = call.hub.station(call.station)
    protocol = protocol_asked(call) if "protocol" in call.asked else None
    request = StationRequest("start_set", LOCAL_ACTOR, protocol, learner)
    return SessionAnswer(session=await call.hub.begin_set(task, request))


async def _sit(call: Call) -> SessionAnswer:
    learner = call.hub.learner(call.text("learner_id"))
    task = call.hub.station(call.station)
    return SessionAnswer(session=await task.ask(StationRequest("sit", LOCAL_ACTOR, None, learner)))


async def _tare(call: Call) -> SessionAnswer:
    return await _command(call, "tare")


async def _empty(call: Call) -> SessionAnswer:
    return await _command(call, "pad_empty")


async def _stop(call: Call) -> SessionAnswer:
    return await _command(call, "stop_set")


async def _command(call: Call, kind: CommandKind) -> SessionAnswer:
    task = call.hub.station(call.station)
    return SessionAnswer(session=await task.ask(StationRequest(kind, LOCAL_ACTOR)))


async def _choose(call: Call) -> SessionAnswer:
    protocol = protocol_asked(call)
    task = call.hub.station(call.station)
    return SessionAnswer(session=await task.ask(StationRequest(None, LOCAL_ACTOR, protocol)))


def protocol_asked(call: Call) -> Protocol:
    """The protocol that a request names.

    Raises:
        AskError: there is none of that id.
    """
    wanted, known = call.text("protocol"), call.hub.protocols
    if wanted not in known:
        raise AskError("protocol", f"one of {', '.join(known)}")
    return known[wanted]


ROUTES = (
    reads(
        "/api/live",
        _live,
        NewestAnswer,
        "The newest of a station, for screens without a socket",
        refusals=(StationMissingError,),
        query=("station",),
    ),
    reads("/api/stations", _stations, StationsAnswer, "Every station"),
    changes(
        f"{STATION}/start",
        _start,
        SessionAnswer,
        "Begin a set; hands off, the zero is found first",
        refusals=(*REFUSALS, StationCalibratingError, LearnerMissingError),
        optional={"protocol": str, "learner_id": str},
    ),
    changes(
        f"{STATION}/sit",
        _sit,
        SessionAnswer,
        "Say who sits there, before a set that the instructor begins",
        refusals=(StationMissingError, StationBusyError, LearnerMissingError),
        asked={"learner_id": str},
    ),
    changes(f"{STATION}/tare", _tare, SessionAnswer, "Look for a new zero", refusals=REFUSALS),
    changes(
        f"{STATION}/empty",
        _empty,
        SessionAnswer,
        "Say that nothing lies on the pad",
        refusals=REFUSALS,
    ),
    changes(f"{STATION}/stop", _stop, SessionAnswer, "End the set", refusals=REFUSALS),
    changes(
        f"{STATION}/protocol",
        _choose,
        SessionAnswer,
        "Choose what the station works with next",
        refusals=REFUSALS,
        asked={"protocol": str},
    ),
)
