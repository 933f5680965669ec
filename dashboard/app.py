"""The Dash app: pages and assets behind the hub, nothing from outside the machine."""

from collections.abc import Callable
from functools import partial
from http.client import OK
from pathlib import Path
from typing import Any

import dash
from dash import Dash
from dash.development.base_component import Component
from flask import Response, abort, redirect, request

from dashboard.browser_modules import BrowserModules
from dashboard.callback_for import without_a_role
from dashboard.door import security_headers
from dashboard.entry import is_entry, register_entry
from dashboard.hub_json import HubClient
from dashboard.malformed import refuse_malformed
from dashboard.page import Page
from dashboard.pages import (
    accounts,
    board,
    calibration,
    classes,
    devices,
    door,
    exam,
    exams,
    hours,
    law,
    marks,
    practice,
    protocols,
    session,
    sessions,
    standards,
    station,
    targets,
)
from dashboard.shell import BROWSER_MODULES, INDEX, frame, no_entry, no_page
from dashboard.who import asking
from rig.school.actor import LOCAL, NOBODY

# In the order of the tabs.
PAGES: tuple[Page, ...] = (
    practice.PAGE,
    board.PAGE,
    classes.PAGE,
    station.PAGE,
    sessions.PAGE,
    session.PAGE,
    marks.PAGE,
    standards.PAGE,
    protocols.PAGE,
    targets.PAGE,
    devices.PAGE,
    calibration.PAGE,
    exams.PAGE,
    exam.PAGE,
    hours.PAGE,
    door.PAGE,
    accounts.PAGE,
    law.PAGE,
)

_ASSETS = Path(__file__).parent / "assets"


class _App(Dash):
    """Dash with the browser's modules in the head of its page."""

    modules: BrowserModules

    # Any: Dash leaves the types of this method open.
    def interpolate_index(self, *given: Any, **parts: Any) -> str:
        """The page, which loads the modules of its address at once."""
        page: str = super().interpolate_index(*given, **parts)  # type: ignore[no-untyped-call]
        shown = _page_at(request.path)
        wanted = () if shown is None else shown.modules
        return page.replace(BROWSER_MODULES, self.modules.head(*wanted))


def _page_at(path: str) -> Page | None:
    """The page under an address, if any; Dash answers every one with the same frame."""
    asked = path.strip("/").split("/")
    for page in PAGES:
        if any(_fits(asked, each.strip("/").split("/")) for each in page.paths):
            return page
    return None


def _is_open(path: str) -> bool:
    """Whether the page under an address, if any, is open to whoever asks."""
    page = _page_at(path)
    return page is None or asking().role in page.open_to


def _layout(page: Page, hub: HubClient, /, **given: Any) -> Component:
    """What a page shows to whoever asks."""
    return page.layout(hub, **given) if asking().role in page.open_to else no_entry()


def _frame() -> Component:
    """The frame with the tabs of whoever asks."""
    own = [page for page in PAGES if asking().role in page.open_to]
    is_in = asking() not in (LOCAL, NOBODY)
    name = "My PIN and log out" if asking().role == "student" else "Accounts and log out"
    return frame(own, (name, accounts.PAGE.paths[0]) if is_in else None)


def _fits(asked: list[str], kept: list[str]) -> bool:
    return len(asked) == len(kept) and all(
        part == have or part.startswith("<") for part, have in zip(kept, asked, strict=True)
    )


def make_dash_app(hub_url: str, hub_certificate: Path | None = None) -> Dash:
    """The whole browser app as a Dash value; its `server` is a WSGI app.

    Args:
        hub_url: where the hub's JSON API answers, for example `http://127.0.0.1:8050`.
        hub_certificate: the one it is known by, where the way to it is encrypted.
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
    hub = HubClient(hub_url, hub_certificate)
    register_page: Callable[..., None] = dash.register_page
    for page in PAGES:
        for path in page.paths:
            register_page(
                f"{page.name} {path}",
                **{"path_template" if "<" in path else "path": path},
                title=f"{page.title} · Steadyhold",
                layout=partial(_layout, page, hub),
            )
    register_page("not_found_404", path="/404", title="No such page · Steadyhold", layout=no_page)
    app.layout = _frame
    app.modules = modules = BrowserModules.read(_ASSETS)
    for page in PAGES:
        if page.register is not None:
            page.register(modules)
    refuse_malformed(app.server, app.callback_map, app.registered_paths)
    # Dash adds an inline script of its own with the first request; its hash must be known before.
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    headers = security_headers(app.csp_hashes())
    if without_a_role(app.callback_map):
        raise ValueError(f"callbacks for nobody: {without_a_role(app.callback_map)}")

    def lead_home() -> Any:
        """The address of the rig leads everybody to a page of their own."""
        if request.path != "/" or _is_open("/"):
            return None
        role = asking().role
        first = next((each.paths[0] for each in PAGES if each.tab and role in each.open_to), "")
        return redirect(first) if first else None

    app.server.before_request(lead_home)

    def module(name: str) -> Response:
        text = modules.texts.get(name)
        if text is None:
            abort(404)
        return Response(text, mimetype="text/javascript")

    app.server.add_url_rule(f"{modules.address}/<path:name>", "browser_module", module)

    def harden(response: Response) -> Response:
        response.headers.update(headers)
        is_frame = response.mimetype == "text/html" and response.status_code == OK
        if is_frame and not _is_open(request.path):
            response.status_code = 403
        elif is_frame and _page_at(request.path) is None and not is_entry(request.path):
            response.status_code = 404
        return response

    app.server.after_request(harden)
    register_entry(app.server, modules)
    return app
