"""The small JSON API of the hub (docs/api.md): stations, learners, protocols, sessions."""

import asyncio
import math
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from firmware_bridge.errors import SteadyholdError
from rig.engine.scoring.results import protocol_json
from rig.engine.scoring.target import Protocol
from rig.engine.step import CommandKind
from rig.hub.actor import LOCAL_ACTOR
from rig.hub.answers import (
    ErrorAnswer,
    LearnerJson,
    LearnersAnswer,
    NewestAnswer,
    ProtocolsAnswer,
    RefusedAnswer,
    SessionAnswer,
    StationsAnswer,
)
from rig.hub.errors import AskError
from rig.hub.http.archive import trace_json
from rig.hub.http.body import json_body
from rig.hub.hub import Hub
from rig.hub.live.channel import json_text, link_json, station_json
from rig.hub.station.requests import StationRequest
from rig.store.session_json import session_document, sessions_document

SESSIONS_SHOWN = 50
MOST_SESSIONS = 1000
TRACE_POINTS = 4000
MOST_TRACE_POINTS = 100_000

STATUS_OF_EXIT_CODE = {2: 400, 3: 403, 4: 409, 5: 404}


def routes(hub: Hub) -> list[Route]:
    """Every route of the API."""
    return [
        Route("/api/live", _bound(hub, _live)),
        Route("/api/stations", _bound(hub, _stations)),
        Route("/api/stations/{station}/start", _bound(hub, _start), methods=["POST"]),
        Route("/api/stations/{station}/tare", _bound(hub, _tare), methods=["POST"]),
        Route("/api/stations/{station}/empty", _bound(hub, _empty), methods=["POST"]),
        Route("/api/stations/{station}/stop", _bound(hub, _stop), methods=["POST"]),
        Route("/api/stations/{station}/protocol", _bound(hub, _choose), methods=["POST"]),
        Route("/api/protocol", _bound(hub, _choose_everywhere), methods=["POST"]),
        Route("/api/protocols", _bound(hub, _protocols)),
        Route("/api/learners", _bound(hub, _learners)),
        Route("/api/learners", _bound(hub, _add_learner), methods=["POST"]),
        Route("/api/sessions", _bound(hub, _sessions)),
        Route("/api/sessions/{session}", _bound(hub, _session)),
        Route("/api/sessions/{session}/trace", _bound(hub, _trace)),
    ]


def json_response(words: Mapping[str, Any], status: int = 200) -> Response:
    """A JSON answer; a NaN in it is a mistake of ours."""
    return Response(json_text(words), status, media_type="application/json")


async def refused(_: Request, error: Exception) -> Response:
    """A refusal as JSON, with the status that belongs to its exit code."""
    code = error.exit_code if isinstance(error, SteadyholdError) else 1
    return JSONResponse(ErrorAnswer(error=str(error)), STATUS_OF_EXIT_CODE.get(code, 500))


def _bound(hub: Hub, act: Any) -> Any:
    async def bound(request: Request) -> Response:
        found: Response = await act(hub, request)
        return found

    return bound


async def _stations(hub: Hub, _: Request) -> Response:
    return json_response(
        StationsAnswer(stations=[station_json(channel.about) for channel in hub.channels])
    )


async def _live(hub: Hub, request: Request) -> Response:
    channel = hub.station(request.query_params.get("station", "")).channel
    live, ring = channel.live, channel.ring
    has_force = not math.isnan(live.force_n)
    newest_ms = live.t_s * 1e3 + ring.epoch_minus_t_ms
    return json_response(
        NewestAnswer(
            live=channel.words(),
            link=link_json(channel.about),
            station=station_json(channel.about),
            force_n=live.force_n if has_force else None,
            t_s=live.t_s,
            epoch_ms=None if math.isnan(newest_ms) else newest_ms,
        )
    )


async def _start(hub: Hub, request: Request) -> Response:
    said = await json_body(request)
    learner = hub.learner(_text(said, "learner_id", ""))
    task = hub.station(request.path_params["station"])
    protocol = _protocol(hub, said) if "protocol" in said else None
    async with hub.calibrations.turn(task.plan.id):
        hub.calibrations.refuse_if_under_way(task.plan.id)
        session = await task.ask(StationRequest("start_set", LOCAL_ACTOR, protocol, learner))
    return json_response(SessionAnswer(session=session))


async def _tare(hub: Hub, request: Request) -> Response:
    return await _command(hub, request, "tare")


async def _empty(hub: Hub, request: Request) -> Response:
    return await _command(hub, request, "pad_empty")


async def _stop(hub: Hub, request: Request) -> Response:
    return await _command(hub, request, "stop_set")


async def _command(hub: Hub, request: Request, kind: CommandKind) -> Response:
    await json_body(request)
    session = await hub.station(request.path_params["station"]).ask(
        StationRequest(kind, LOCAL_ACTOR)
    )
    return json_response(SessionAnswer(session=session))


async def _choose(hub: Hub, request: Request) -> Response:
    protocol = _protocol(hub, await json_body(request))
    task = hub.station(request.path_params["station"])
    return json_response(
        SessionAnswer(session=await task.ask(StationRequest(None, LOCAL_ACTOR, protocol)))
    )


async def _choose_everywhere(hub: Hub, request: Request) -> Response:
    protocol = _protocol(hub, await json_body(request))
    return json_response(RefusedAnswer(refused=await hub.choose_everywhere(protocol, LOCAL_ACTOR)))


async def _protocols(hub: Hub, _: Request) -> Response:
    return json_response(
        ProtocolsAnswer(protocols=[protocol_json(each) for each in hub.protocols.values()])
    )


async def _learners(hub: Hub, _: Request) -> Response:
    found = await asyncio.to_thread(hub.learners)
    return json_response(
        LearnersAnswer(learners=[LearnerJson(id=one.id, name=one.name) for one in found])
    )


async def _add_learner(hub: Hub, request: Request) -> Response:
    name = _text(await json_body(request), "name")
    learner = await asyncio.to_thread(hub.add_learner, name)
    return json_response(LearnerJson(id=learner.id, name=learner.name), 201)


async def _sessions(hub: Hub, request: Request) -> Response:
    limit = _count(request, "limit", SESSIONS_SHOWN, MOST_SESSIONS)
    return json_response(await asyncio.to_thread(sessions_document, hub.store, limit))


async def _session(hub: Hub, request: Request) -> Response:
    found = await asyncio.to_thread(session_document, hub.store, request.path_params["session"])
    return json_response(found)


async def _trace(hub: Hub, request: Request) -> Response:
    most = _count(request, "max_points", TRACE_POINTS, MOST_TRACE_POINTS)
    session_id = request.path_params["session"]
    return json_response(await asyncio.to_thread(trace_json, hub.store, session_id, most))


def _text(said: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = said.get(key, default)
    if not isinstance(value, str):
        raise AskError(key, "a text")
    return value


def _protocol(hub: Hub, said: Mapping[str, Any]) -> Protocol:
    wanted = _text(said, "protocol")
    if wanted not in hub.protocols:
        raise AskError("protocol", f"one of {', '.join(hub.protocols)}")
    return hub.protocols[wanted]


def _count(request: Request, key: str, default: int, most: int) -> int:
    text = request.query_params.get(key, str(default))
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise AskError(key, f"a whole number from 1 to {most}")
    return int(text)
