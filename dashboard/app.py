"""The Dash app: pages and assets behind the hub, nothing from outside the machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import dash
from dash import Dash
from flask import Response

from dashboard.door import security_headers
from dashboard.hub_json import HubClient
from dashboard.malformed import refuse_malformed
from dashboard.pages import board, calibration, devices, practice, protocols, session, sessions
from dashboard.shell import INDEX, frame

_ASSETS = Path(__file__).parent / "assets"


def make_dash_app(hub_url: str) -> Dash:
    """The whole browser app as a Dash value; its `server` is a WSGI app.

    Args:
        hub_url: where the hub's JSON API answers, for example `http://127.0.0.1:8050`.
    """
    app = Dash(
        "steadyhold",
        backend="flask",
        use_pages=True,
        pages_folder="",
        assets_folder=str(_ASSETS),
        # In the head of INDEX already: it must run before the first paint.
        assets_ignore=r"scheme\.js",
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
        ("calibration", "/calibration", "Calibration", calibration.layout),
    )
    for name, path, title, layout in pages:
        register_page(name, path=path, title=f"{title} · Steadyhold", layout=partial(layout, hub))
    register_page(
        "session",
        path_template="/sessions/<session_id>",
        title="Session · Steadyhold",
        layout=partial(session.layout, hub),
    )
    app.layout = frame()
    practice.register()
    board.register()
    refuse_malformed(app.server, app.callback_map, app.registered_paths)
    # Dash adds an inline script of its own with the first request; its hash must be known before.
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    headers = security_headers(app.csp_hashes())

    def harden(response: Response) -> Response:
        response.headers.update(headers)
        return response

    app.server.after_request(harden)
    return app
