"""The hub as one ASGI app: guard, live socket, JSON API, and the way to the pages."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import ASGIApp

from firmware_bridge.errors import SteadyholdError
from rig.hub.doors import authority_page
from rig.hub.doors.doors import Doors
from rig.hub.doors.visitors import Visitors
from rig.hub.doors.who_asks import WhoAsks
from rig.hub.http.access_rules import RULES
from rig.hub.http.guard import Guard
from rig.hub.http.json_route import refused, rules_of_entry, starlette_routes
from rig.hub.http.proxy import Proxy
from rig.hub.http.routes import ROUTES
from rig.hub.hub import Hub
from rig.hub.process.listen_socket import FrontDoor
from rig.hub.process.web_process import WebProcess


def make_app(hub: Hub, web: WebProcess, proxy: Proxy, front: FrontDoor, doors: Doors) -> ASGIApp:
    """Everything behind one port, with the guard in front.

    Args:
        hub: stations and record.
        web: the process that makes the pages.
        proxy: the way to it.
        front: where browsers connect; the guard answers to its names only.
        doors: accounts and logins.
    """
    inner = Starlette(
        routes=[
            WebSocketRoute("/live", hub.clients.serve),
            Route("/live", _socket_only),
            *starlette_routes(ROUTES, hub, web),
            *authority_page.ROUTES,
            Route("/api/{rest:path}", _no_such, methods=["GET", "POST"]),
            Mount("/", proxy),
        ],
        exception_handlers={SteadyholdError: refused},
    )
    who_asks = WhoAsks(web.secret, front.site, doors.logins)
    guard = Guard(inner, front.site, who_asks, (*RULES, *rules_of_entry(ROUTES)))
    visitors = Visitors(guard, front.addresses)
    inner.state.front, inner.state.visitors, inner.state.doors = front, visitors, doors
    return visitors


async def _socket_only(_: Request) -> Response:
    return JSONResponse(
        {"error": "open /live as a websocket, or read /api/live?station=ID"},
        426,
        {"upgrade": "websocket"},
    )


async def _no_such(_: Request) -> Response:
    return JSONResponse({"error": "the API has no such path; docs/api.md lists them"}, 404)
