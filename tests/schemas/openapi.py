"""The OpenAPI document of the routes that the hub really serves."""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from starlette.routing import Route

from rig.hub.answers import ErrorAnswer
from rig.hub.doors.doors import Doors
from rig.hub.http.app import make_app
from rig.hub.http.json_route import Count, JsonRoute, QueryDay, QueryText, status_of
from rig.hub.http.proxy import Proxy
from rig.hub.http.routes import ROUTES
from rig.hub.hub import Hub
from rig.hub.process.listen_socket import FrontDoor
from rig.hub.process.web_process import WebProcess
from rig.lan.site import Site
from rig.protocols.library import built_in
from rig.store.recorder import Recorder
from tests.schemas.results import BUILT
from tests.schemas.shapes import Schema, Shapes, obj, summary_of

TEXT = {"type": "string"}
PASSPORT_SCHEMA = Path(__file__).parents[2] / "docs" / "passport.schema.json"
PORT = 8050
# Only a websocket, and what answers every path that there is not.
NOT_SERVED = ("/live", "/api/{rest:path}", "/ca", "/ca/steadyhold-ca.crt")


def openapi() -> Schema:
    """The document; fails where a route is served that is not declared, or the other way round."""
    served = set(routes_served())
    declared = {(route.method, route.path) for route in ROUTES}
    if served != declared:
        raise LookupError(f"declared or served only: {served ^ declared}")
    shapes = Shapes("#/components/schemas/", BUILT)
    error = shapes.of(ErrorAnswer)
    paths: Schema = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(shapes, route, error)
    parts = shapes.used(paths)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Steadyhold",
            "version": "1",
            "description": "The JSON API of the hub; docs/api.md says how to ask it.",
        },
        "servers": [{"url": f"http://127.0.0.1:{PORT}"}],
        "paths": paths,
        "components": {"schemas": parts},
    }


def _operation(shapes: Shapes, route: JsonRoute, error: Schema) -> Schema:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TEXT}
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    parameters += [_in_query(each) for each in route.query]
    told: Schema = {"summary": route.summary}
    if parameters:
        told["parameters"] = parameters
    if route.method == "POST":
        told["requestBody"] = _json(_asked(shapes, route))
    told["responses"] = {
        str(route.status): {"description": "done"} | _answer(shapes, route.answer),
        **{
            status: {"description": reason} | _json(error)
            for status, reason in _refusals(route).items()
        },
        "default": {"description": "refused, in one sentence"} | _json(error),
    }
    return told


def _in_query(wanted: Count | QueryText | QueryDay | str) -> Schema:
    if isinstance(wanted, str):
        return {"name": wanted, "in": "query", "required": True, "schema": TEXT}
    if isinstance(wanted, QueryText | QueryDay):
        text = TEXT | ({"format": "date"} if isinstance(wanted, QueryDay) else {})
        return {"name": wanted.name, "in": "query", "required": False, "schema": text}
    bounds = {"minimum": wanted.least, "maximum": wanted.most}
    schema = {"type": "integer", **bounds, "default": wanted.usual}
    return {"name": wanted.name, "in": "query", "required": False, "schema": schema}


def _asked(shapes: Shapes, route: JsonRoute) -> Schema:
    keys = {**route.asked, **route.optional}
    schemas = {
        name: kind if isinstance(kind, Mapping) else shapes.of(kind) for name, kind in keys.items()
    }
    return obj(schemas, list(route.asked))


def _refusals(route: JsonRoute) -> dict[str, str]:
    """Why a route refuses, by status: what the errors say of themselves."""
    found: dict[int, list[str]] = {}
    for kind in route.refusals:
        found.setdefault(status_of(kind), []).append(summary_of(kind))
    return {str(status): " ".join(dict.fromkeys(found[status])) for status in sorted(found)}


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


def routes_served() -> Iterator[tuple[str, str]]:
    """Method and path of every route of the hub, but the live socket."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "steadyhold.db"
        with Recorder(store) as recorder:
            hub = Hub((), built_in(), "tp-hold", store, recorder, "steadyhold")
            web = WebProcess("", Path(folder), [])
            front = FrontDoor((), Site(PORT))
            doors = Doors(store, front.site)
            guard = make_app(hub, web, Proxy(web), front, doors)
            for route in guard._app._app.routes:  # type: ignore[attr-defined]
                if isinstance(route, Route) and route.path not in NOT_SERVED:
                    for method in sorted((route.methods or set()) - {"HEAD"}):
                        yield method, route.path
