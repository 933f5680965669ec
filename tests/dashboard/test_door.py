"""Who may reach the web process, and what every answer carries."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from typing import Any

import pytest
from flask.testing import FlaskClient

from dashboard.app import make_dash_app
from dashboard.door import signed_only
from rig.hub.actor import HEADER, SECRET_VARIABLE, signed_actor
from rig.school.actor import LOCAL

SECRET = "a secret of one start"
ROUTES = ("/", "/board", "/sessions/1", "/_dash-layout", "/_dash-dependencies", "/assets/main.js")
NO_HUB = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The app behind its door; the hub does not answer."""
    server = make_dash_app(NO_HUB).server
    server.wsgi_app = signed_only(server.wsgi_app, SECRET)
    found: FlaskClient = server.test_client()
    return found


def signed(now_s: float | None = None, secret: str = SECRET) -> dict[str, str]:
    return {HEADER: signed_actor(LOCAL, secret, time.time() if now_s is None else now_s)}


@pytest.mark.parametrize("route", ROUTES)
def test_a_request_the_hub_did_not_sign_is_refused(client: FlaskClient, route: str) -> None:
    assert client.get(route).status_code == 403
    assert client.get(route, headers={HEADER: "v1.local.0.ffff"}).status_code == 403
    assert client.get(route, headers={HEADER: "é"}).status_code == 403
    assert client.get(route, headers=signed(secret="another")).status_code == 403
    assert client.get(route, headers=signed(now_s=time.time() - 3600)).status_code == 403


@pytest.mark.parametrize("route", ROUTES)
def test_a_signed_request_is_answered_with_the_headers_of_the_house(
    client: FlaskClient, route: str
) -> None:
    answer = client.get(route, headers=signed())
    answer.close()
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_names_nothing_outside_this_machine(client: FlaskClient) -> None:
    page = client.get("/", headers=signed()).get_data(as_text=True)
    assert "https://" not in page
    assert "//cdn" not in page
    assert '<html lang="en"' in page


def test_the_app_offers_no_tools_to_machines_and_no_debugger(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASH_MCP_ENABLED", "true")
    monkeypatch.setenv("DASH_DEBUG", "true")
    server = make_dash_app(NO_HUB).server
    assert not server.debug
    assert server.test_client().post("/_mcp", json={}).status_code in (404, 405)


def test_a_query_cannot_name_the_arguments_of_a_page(client: FlaskClient) -> None:
    asked: dict[str, Any] = {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": "/practice"},
            {"id": "_pages_location", "property": "search", "value": "?hub=x&station=a&station=b"},
        ],
        "changedPropIds": ["_pages_location.search"],
    }
    answer = client.post("/_dash-update-component", json=asked, headers=signed())
    assert answer.status_code == 200
    assert "Steadyhold is not running" in answer.get_data(as_text=True)


def test_without_a_secret_the_process_refuses_to_start_and_says_how_to_go_on() -> None:
    environment = {name: value for name, value in os.environ.items() if name != SECRET_VARIABLE}
    words: Iterable[str] = ("--port", "0", "--hub", NO_HUB, "--data", "nowhere")
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "steadyhold run" in done.stderr
