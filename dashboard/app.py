"""The Dash app: pages and assets behind the hub, nothing from outside the machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import dash
from dash import Dash
from flask import Response, abort, request

from dashboard.browser_modules import BrowserModules
from dashboard.door import security_headers
from dashboard.hub_json import HubClient
from dashboard.pages import board, calibration, devices, practice, protocols, session, sessions
from dashboard.shell import BROWSER_MODULES, INDEX, frame, no_page

_ASSETS = Path(__file__).parent / "assets"
# By the first part of the address: modules that a page asks for as soon as it is there.
_MODULES = {
    "": practice.MODULES,
    "practice": practice.MODULES,
    "board": board.MODULES,
    "sessions": session.MODULES,
    "protocols": protocols.MODULES,
    "devices": devices.MODULES,
    "calibration": calibration.MODULES,
}


class _App(Dash):
    """Dash with the browser's modules in the head of its page."""

    modules: BrowserModules

    # Any: Dash leaves the types of this method open.
    def interpolate_index(self, *given: Any, **parts: Any) -> str:
        """The page, which loads the modules of its address at once."""
        page: str = super().interpolate_index(*given, **parts)  # type: ignore[no-untyped-call]
        wanted = _MODULES.get(request.path.split("/")[1], ())
        return page.replace(BROWSER_MODULES, self.modules.head(*wanted))


def _is_page(path: str) -> bool:
    """Whether a page stands under an address; Dash answers every one with the same frame."""
    first, *rest = path.strip("/").split("/")
    return first in _MODULES and (not rest or (first == "sessions" and len(rest) == 1))


def make_dash_app(hub_url: str) -> Dash:
    """The whole browser app as a Dash value; its `server` is a WSGI app.

    Args:
        hub_url: where the hub's JSON API answers, for example `http://127.0.0.1:8050`.
    """
    app = _App(
        "steadyhold",
        backend="flask",
        use_pages=True,
        pages_folder="",
        assets_folder=str(_ASSETS),
        # Dash would load every script of the folder, in the order of their names.
        assets_ignore=r"\.js$",
        serve_locally=True,
        enable_mcp=False,
        websocket_callbacks=False,
        title="Steadyhold",
        meta_tags=[
            {
                "name": "viewport",
                "content": "width=device-width, initial-scale=1, viewport-fit=cover",
            }
        ],
        update_title="",
        index_string=INDEX,
        # Otherwise the first visitor waits while every page is built once for a check of ids.
        suppress_callback_exceptions=True,
        include_pages_meta=False,
        add_log_handler=False,
    )
    hub = HubClient(hub_url)
    register_page: Callable[..., None] = dash.register_page
    pages = (
        ("practice", "/", "Practice", practice.layout),
        ("practice_of_station", "/practice", "Practice", practice.layout),
        ("board", "/board", "Board", board.layout),
        ("sessions", "/sessions", "Sessions", sessions.layout),
        ("protocols", "/protocols", "Protocols", protocols.layout),
        ("devices", "/devices", "Devices", devices.layout),
        ("calibration", "/calibration", "Calibrate", calibration.layout),
    )
    for name, path, title, layout in pages:
        register_page(name, path=path, title=f"{title} · Steadyhold", layout=partial(layout, hub))
    register_page(
        "session",
        path_template="/sessions/<session_id>",
        title="Session · Steadyhold",
        layout=partial(session.layout, hub),
    )
    register_page("not_found_404", path="/404", title="No such page · Steadyhold", layout=no_page)
    app.layout = frame()
    app.modules = modules = BrowserModules.read(_ASSETS)
    practice.register(modules)
    board.register(modules)
    # Dash adds an inline script of its own with the first request; its hash must be known before.
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    headers = security_headers(app.csp_hashes())

    def module(name: str) -> Response:
        text = modules.texts.get(name)
        if text is None:
            abort(404)
        return Response(text, mimetype="text/javascript")

    app.server.add_url_rule(f"{modules.address}/<path:name>", "browser_module", module)

    def harden(response: Response) -> Response:
        response.headers.update(headers)
        if response.mimetype == "text/html" and not _is_page(request.path):
            response.status_code = 404
        return response

    app.server.after_request(harden)
    return app
