"""The Dash app: pages and assets behind the hub, nothing from outside the machine."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import dash
from dash import Dash
from flask import Response

from dashboard.door import security_headers
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.pages import (
    board,
    calibration,
    devices,
    practice,
    protocols,
    session,
    sessions,
)
from dashboard.shell import INDEX, frame

# In the order of the tabs.
PAGES: tuple[Page, ...] = (
    practice.PAGE,
    board.PAGE,
    sessions.PAGE,
    session.PAGE,
    protocols.PAGE,
    devices.PAGE,
    calibration.PAGE,
)

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
    for page in PAGES:
        for path in page.paths:
            register_page(
                f"{page.name} {path}",
                **{"path_template" if "<" in path else "path": path},
                title=f"{page.title} · Steadyhold",
                layout=partial(page.layout, hub),
            )
    app.layout = frame(PAGES)
    for page in PAGES:
        if page.register is not None:
            page.register()
    # Dash adds an inline script of its own with the first request; its hash must be known before.
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    headers = security_headers(app.csp_hashes())

    def harden(response: Response) -> Response:
        response.headers.update(headers)
        return response

    app.server.after_request(harden)
    return app
