"""Whose a page and a callback are, asked at the door of the web process."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from dash import Dash, Input, Output
from dash.development.base_component import Component
from flask.testing import FlaskClient

import dashboard
from dashboard.app import PAGES, make_dash_app
from dashboard.callback_for import OF_DASH, callback_for, open_to_of, without_a_role
from dashboard.door import signed_only
from dashboard.page import Page
from rig.hub.actor import HEADER, signed_actor
from rig.school.actor import LOCAL, NOBODY, Actor
from rig.school.roles import INSTRUCTORS, ROLES, Role

SECRET = "a secret of one start"
PAGE_PARTS = {"<session_id>": "0f3a", "<station>": "pad-1"}


def of_role(role: Role) -> Actor:
    return NOBODY if role == "anonymous" else Actor("someone", role, "learner-1", "class-1")


def signed(role: Role) -> dict[str, str]:
    return {HEADER: signed_actor(of_role(role), SECRET, time.time())}


@pytest.fixture(scope="module")
def app() -> Dash:
    made = make_dash_app("http://127.0.0.1:9")
    made.server.wsgi_app = signed_only(made.server.wsgi_app, SECRET)
    return made


@pytest.fixture(scope="module")
def client(app: Dash) -> FlaskClient:
    found: FlaskClient = app.server.test_client()
    return found


def asked_for(path: str) -> dict[str, object]:
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": ""},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_a_page_and_its_content_are_for_the_roles_it_names(
    client: FlaskClient, page: Page, role: Role
) -> None:
    for path in page.paths:
        for place, example in PAGE_PARTS.items():
            path = path.replace(place, example)
        opened = client.get(path, headers=signed(role))
        content = client.post("/_dash-update-component", json=asked_for(path), headers=signed(role))
        told = content.get_data(as_text=True)
        is_closed = content.status_code == 403 or "not open to you" in told
        assert (opened.status_code == 200) == (role in page.open_to), path
        leads_on = path == "/" and role != "anonymous"
        assert opened.status_code in (200, 302 if leads_on else 403), path
        assert is_closed == (role not in page.open_to), path


@pytest.mark.parametrize("role", ROLES)
def test_the_tabs_are_those_of_ones_own_pages(client: FlaskClient, role: Role) -> None:
    layout = json.dumps(client.get("/_dash-layout", headers=signed(role)).get_json())
    shown = set(re.findall(r'"nav-(\w+)"', layout))
    assert shown == {page.name for page in PAGES if page.tab and role in page.open_to}


def test_a_page_that_names_no_role_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="open_to"):
        Page(name="x", paths=("/x",), title="X", layout=Component)  # type: ignore[call-arg]


def test_a_callback_asks_who_asks_before_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Dash("a small one")

    @callback_for(INSTRUCTORS, Output("told", "children"), Input("typed", "value"))
    def told(typed: str) -> str:
        return typed

    app.layout = Component
    with app.server.test_request_context("/"):
        app.server.preprocess_request()
    assert without_a_role(app.callback_map) == []
    assert open_to_of(app.callback_map["told.children"]) == INSTRUCTORS
    app.server.wsgi_app = signed_only(app.server.wsgi_app, SECRET)
    asked = {
        "output": "told.children",
        "outputs": {"id": "told", "property": "children"},
        "inputs": [{"id": "typed", "property": "value", "value": "hello"}],
        "changedPropIds": ["typed.value"],
    }
    # What let anybody in through dash-auth 2.3.0: an input renamed to the address of an open page.
    renamed = asked | {"inputs": [{"id": "typed", "property": "pathname", "value": "/login"}]}
    client = app.server.test_client()
    for role in ROLES:
        for said in (asked, renamed):
            answer = client.post("/_dash-update-component", json=said, headers=signed(role))
            assert answer.status_code == (200 if role in INSTRUCTORS else 403)


def everything_of(output: str, tied: dict[str, Any]) -> dict[str, object]:
    """What a stranger posts who has read the list of callbacks: every input, with a value."""
    outputs = [each.rpartition(".") for each in output.strip(".").split("...")]
    given = [{**each, "value": "/board"} for each in (*tied["inputs"], *tied["state"])]
    return {
        "output": output,
        "outputs": [{"id": name, "property": kind} for name, _, kind in outputs],
        "inputs": given[: len(tied["inputs"])],
        "state": given[len(tied["inputs"]) :],
        "changedPropIds": [f"{each['id']}.{each['property']}" for each in tied["inputs"][:1]],
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_callback_of_the_app_answers_the_roles_it_names_alone(
    app: Dash, client: FlaskClient, role: Role
) -> None:
    """Asked directly, from the app's own list: those that run in the browser answer nobody."""
    assert OF_DASH in app.callback_map
    for output, tied in app.callback_map.items():
        asked = everything_of(output, tied)
        answer = client.post("/_dash-update-component", json=asked, headers=signed(role))
        if output == OF_DASH:
            # Its content is asked page by page above; the board is the instructor's.
            shows = answer.status_code == 200 and "not open to you" not in answer.text
            assert shows == (role in INSTRUCTORS)
        elif "callback" in tied:
            assert (answer.status_code == 200) == (role in (open_to_of(tied) or ())), output
        else:
            assert 400 <= answer.status_code < 500, output


def test_a_callback_that_names_no_role_is_found() -> None:
    app = Dash("another small one")
    app.callback(Output("told", "children"), Input("typed", "value"))(str)
    assert without_a_role(app.callback_map) == ["told.children"]


def test_no_page_ties_a_callback_without_naming_a_role() -> None:
    bare = re.compile(r"\bdash\.callback\b|\bfrom dash import [^\n]*\bcallback\b|@app\.callback")
    for path in Path(dashboard.__file__).parent.rglob("*.py"):
        if path.name != "callback_for.py":
            found = bare.search(path.read_text(encoding="utf-8").replace("clientside_callback", ""))
            assert found is None, path


def test_whoever_sits_at_the_machine_sees_every_page(client: FlaskClient) -> None:
    line = {HEADER: signed_actor(LOCAL, SECRET, time.time())}
    for page in PAGES:
        if "<" not in page.paths[0]:
            assert client.get(page.paths[0], headers=line).status_code == 200
