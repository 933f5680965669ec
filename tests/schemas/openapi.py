"""The OpenAPI document of the routes that the hub really serves."""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.routing import Route

from calibration.procedure.answers import ProcedureRequest
from rig.calibrating.masses import KEYS
from rig.discovery.gauges import MOST_SCAN_S
from rig.hub import answers
from rig.hub.calibration_answers import CalibrationAnswer, CheckAnswer, FinishedAnswer
from rig.hub.http import api
from rig.hub.http.app import make_app
from rig.hub.http.proxy import Proxy
from rig.hub.hub import Hub
from rig.hub.process.web_process import WebProcess
from rig.protocols.library import built_in
from rig.store.recorder import Recorder
from rig.store.session_json import SessionDocument, SessionsDocument
from tests.schemas.results import BUILT
from tests.schemas.shapes import Schema, Shapes, obj

TEXT = {"type": "string"}
NUMBER = {"type": "number"}
SCALAR = {"type": ["string", "number", "boolean", "null"]}
UNLESS_EMPTY = {"anyOf": [{"type": ["number", "null"]}, {"const": ""}]}
NOTHING = obj({})
PASSPORT_SCHEMA = Path(__file__).parents[2] / "docs" / "passport.schema.json"
PORT = 8050
# Only a websocket, and what answers every path that there is not.
NOT_SERVED = ("/live", "/api/{rest:path}")


@dataclass(frozen=True, slots=True)
class Operation:
    """What one route does.

    Attributes:
        summary: in words.
        answer: type of the JSON it answers with, or a media type.
        body: schema of what it is asked with; None where it only reads.
        query: parameters of the address, by name.
        status: of a good answer.
    """

    summary: str
    answer: Any
    body: Schema | None = None
    query: Schema = field(default_factory=dict)
    status: int = 200


def _counted(usual: int, most: int) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": most, "default": usual}


PROTOCOL = obj({"protocol": TEXT})
DEVICE = obj({"device": TEXT})
START = obj({"protocol": TEXT, "learner_id": TEXT}, [])
NUMBERS = (
    "gravity_m_per_s2", "latitude_deg", "height_m", "range_n", "full_scale_raw",
    "temperature_degc", "humidity_pct",
)  # fmt: skip
BEGIN = obj(
    {
        "masses": {"type": "array", "items": obj(dict.fromkeys(KEYS, SCALAR), [])},
        **dict.fromkeys(NUMBERS, UNLESS_EMPTY),
        "plan": {"enum": ["full", "short"]},
        "law": {"enum": ["polynomial", "power"]},
        "column": {"type": "integer"},
        **dict.fromkeys(("person", "authoriser", "place", "laboratory", "remark"), TEXT),
    },
    ["person"],
)

STATION, CALIBRATION, CHECK, PASSPORT = (
    "/api/stations/{station}", "/api/calibration/{station}", "/api/checks/{station}",
    "/api/passports/{sha256}",
)  # fmt: skip
OPERATIONS: dict[tuple[str, str], Operation] = {
    ("get", "/healthz"): Operation("How the rig is", answers.HealthAnswer),
    ("get", "/api/live"): Operation(
        "The newest of a station, for screens without a socket", answers.NewestAnswer,
        query={"station": TEXT},
    ),
    ("get", "/api/stations"): Operation("Every station", answers.StationsAnswer),
    ("post", f"{STATION}/start"): Operation(
        "Begin a set; hands off, the zero is found first", answers.SessionAnswer, START
    ),
    ("post", f"{STATION}/tare"): Operation("Look for a new zero", answers.SessionAnswer, NOTHING),
    ("post", f"{STATION}/empty"): Operation(
        "Say that nothing lies on the pad", answers.SessionAnswer, NOTHING
    ),
    ("post", f"{STATION}/stop"): Operation("End the set", answers.SessionAnswer, NOTHING),
    ("post", f"{STATION}/protocol"): Operation(
        "Choose what the station works with next", answers.SessionAnswer, PROTOCOL
    ),
    ("post", f"{STATION}/assign"): Operation(
        "Give a sensor to the station", answers.DevicesAnswer, DEVICE
    ),
    ("post", f"{STATION}/unassign"): Operation(
        "Let steadyhold.toml decide again", answers.DevicesAnswer, NOTHING
    ),
    ("post", "/api/protocol"): Operation(
        "Choose a protocol for every station", answers.RefusedAnswer, PROTOCOL
    ),
    ("get", "/api/protocols"): Operation("Every protocol", answers.ProtocolsAnswer),
    ("get", "/api/learners"): Operation("Every learner", answers.LearnersAnswer),
    ("post", "/api/learners"): Operation(
        "Add a learner", answers.LearnerJson, obj({"name": TEXT}), status=201
    ),
    ("get", "/api/sessions"): Operation(
        "Recorded sessions, newest first", SessionsDocument,
        query={"limit": _counted(api.SESSIONS_SHOWN, api.MOST_SESSIONS)},
    ),
    ("get", "/api/sessions/{session}"): Operation("One session", SessionDocument),
    ("get", "/api/sessions/{session}/trace"): Operation(
        "Its force over time", answers.TraceAnswer,
        query={"max_points": _counted(api.TRACE_POINTS, api.MOST_TRACE_POINTS)},
    ),
    ("get", "/api/devices"): Operation(
        "Ports, gauges and stations; opens nothing", answers.DevicesAnswer
    ),
    ("post", "/api/devices/watch"): Operation(
        "The same; free boards are listened to", answers.DevicesAnswer, NOTHING
    ),
    ("post", "/api/devices/scan"): Operation(
        "The same after a look for Bluetooth gauges", answers.DevicesAnswer,
        obj({"seconds": NUMBER | {"exclusiveMinimum": 0, "maximum": MOST_SCAN_S}}, []),
    ),
    ("post", "/api/devices/listen"): Operation(
        "The same; this row is asked too, as that kind", answers.DevicesAnswer,
        obj({"device": TEXT, "kind": TEXT}, ["device"]),
    ),
    ("get", CALIBRATION): Operation("The calibration of a station", CalibrationAnswer),
    ("post", f"{CALIBRATION}/begin"): Operation("Begin anew", CalibrationAnswer, BEGIN),
    ("post", f"{CALIBRATION}/resume"): Operation("Go on", CalibrationAnswer, NOTHING),
    ("post", f"{CALIBRATION}/wish"): Operation(
        "Ask for another step", CalibrationAnswer, obj({"wish": {"wish": ProcedureRequest}})
    ),
    ("post", f"{CALIBRATION}/mass"): Operation(
        "Correct the mass of a weight", CalibrationAnswer, obj({"id": TEXT, "kg": NUMBER})
    ),
    ("post", f"{CALIBRATION}/leave"): Operation("Leave it for later", CalibrationAnswer, NOTHING),
    ("post", f"{CALIBRATION}/finish"): Operation("Make the passport", FinishedAnswer, NOTHING),
    ("get", PASSPORT): Operation("A passport", "passport"),
    ("get", f"{PASSPORT}/certificate"): Operation("Its certificate", "text/html"),
    ("get", f"{PASSPORT}/certificate.pdf"): Operation("The same on paper", "application/pdf"),
    ("get", f"{PASSPORT}/{{chart}}.svg"): Operation(
        "Its residuals, hysteresis or creep", "image/svg+xml"
    ),
    ("get", CHECK): Operation("The check weight of a station", CheckAnswer),
    ("post", f"{CHECK}/begin"): Operation(
        "Read a check weight", CheckAnswer, obj({"mass": TEXT, "by": TEXT}, [])
    ),
    ("post", f"{CHECK}/leave"): Operation("Be done with it", CheckAnswer, NOTHING),
}  # fmt: skip


def openapi() -> Schema:
    """The document; fails where a route has no operation, or an operation no route."""
    served, described = set(routes_served()), set(OPERATIONS)
    if served != described:
        raise LookupError(f"described or served only: {served ^ described}")
    shapes = Shapes("#/components/schemas/", BUILT)
    error = shapes.of(answers.ErrorAnswer)
    paths: Schema = {}
    for (method, path), operation in OPERATIONS.items():
        paths.setdefault(path, {})[method] = _operation(shapes, path, operation, error)
    parts = shapes.used(paths)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Steadyhold",
            "version": "1",
            "description": "The JSON API of the hub; docs/api.md says how to knock.",
        },
        "servers": [{"url": f"http://127.0.0.1:{PORT}"}],
        "paths": paths,
        "components": {"schemas": parts},
    }


def _operation(shapes: Shapes, path: str, operation: Operation, error: Schema) -> Schema:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TEXT}
        for name in re.findall(r"{(\w+)}", path)
    ]
    parameters += [
        {"name": name, "in": "query", "required": "default" not in schema, "schema": schema}
        for name, schema in operation.query.items()
    ]
    told: Schema = {"summary": operation.summary}
    if parameters:
        told["parameters"] = parameters
    if operation.body is not None:
        told["requestBody"] = _json(_resolved(shapes, operation.body))
    told["responses"] = {
        str(operation.status): {"description": "done"} | _answer(shapes, operation.answer),
        "default": {"description": "refused, in one sentence"} | _json(error),
    }
    return told


def _answer(shapes: Shapes, kind: Any) -> Schema:
    if kind == "passport":
        return _json(_passport(shapes))
    if isinstance(kind, str):
        return {"content": {kind: {}}}
    return _json(shapes.of(kind))


def _passport(shapes: Shapes) -> Schema:
    """The schema of the passport, which has a file of its own, with its parts as components."""
    place = "#/components/schemas/Passport"
    told = json.loads(PASSPORT_SCHEMA.read_text(encoding="utf-8").replace("#/$defs/", place))
    for name, part in told.pop("$defs").items():
        shapes.named(f"Passport{name}", lambda part=part: part, name)
    kept = {key: part for key, part in told.items() if not key.startswith("$")}
    return shapes.named("Passport", lambda: kept, "passport")


def _json(schema: Schema) -> Schema:
    return {"content": {"application/json": {"schema": schema}}}


def _resolved(shapes: Shapes, body: Schema) -> Schema:
    wish = body["properties"].get("wish")
    return body | {"properties": {"wish": shapes.of(wish["wish"])}} if wish else body


def routes_served() -> Iterator[tuple[str, str]]:
    """Method and path of every route of the hub, but the live socket."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "steadyhold.db"
        with Recorder(store) as recorder:
            hub = Hub((), built_in(), "tp-hold", store, recorder, "steadyhold")
            web = WebProcess("", Path(folder), [])
            guard = make_app(hub, web, Proxy(web), PORT)
            for route in guard._app.routes:  # type: ignore[attr-defined]
                if isinstance(route, Route) and route.path not in NOT_SERVED:
                    for method in sorted((route.methods or set()) - {"HEAD"}):
                        yield method.lower(), route.path
