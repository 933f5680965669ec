"""The pages of whoever has not logged in, and that nothing else of this process is theirs."""

import re
import time

import pytest
from flask.testing import FlaskClient

from dashboard.app import make_dash_app
from dashboard.door import signed_only
from dashboard.entry import PAGES
from rig.hub.actor import HEADER, signed_actor
from rig.hub.http.access_rules import RULES, RequestHead, closed_to
from rig.school.actor import NOBODY

SECRET = "a secret of one start"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    server = make_dash_app("http://127.0.0.1:9").server
    server.wsgi_app = signed_only(server.wsgi_app, SECRET)
    found: FlaskClient = server.test_client()
    return found


def nobody() -> dict[str, str]:
    return {HEADER: signed_actor(NOBODY, SECRET, time.time())}


def may_fetch(path: str) -> bool:
    ask = RequestHead("http", "GET", path, path, ())
    return closed_to(ask, "anonymous", RULES) is None


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_entry_loads_whole_without_a_login(client: FlaskClient, path: str) -> None:
    assert may_fetch(path)
    page = client.get(path, headers=nobody())
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"<script>|\son\w+=|style=|https?://", text)
    wanted = re.findall(r'(?:src|href)="(/assets/[^"]+)"', text)
    while wanted:
        asset = wanted.pop()
        assert may_fetch(asset), asset
        answer = client.get(asset, headers=nobody())
        assert answer.status_code == 200, asset
        if asset.endswith(".js"):
            room = asset.rpartition("/")[0]
            for part in re.findall(r'from "([^"]+)"', answer.get_data(as_text=True)):
                wanted.append(_joined(room, part))
        answer.close()


def _joined(room: str, part: str) -> str:
    while part.startswith("../"):
        room, part = room.rpartition("/")[0], part[3:]
    return f"{room}/{part.removeprefix('./')}"


@pytest.mark.parametrize(
    "path",
    ["/", "/board", "/practice", "/_dash-layout", "/_dash-dependencies", "/nothing"],
)
def test_dash_is_not_reached_without_a_login(client: FlaskClient, path: str) -> None:
    assert not may_fetch(path)
    assert client.get(path, headers=nobody()).status_code == 403


@pytest.mark.parametrize(
    "path", ["/assets/main.js", "/assets/0123456789abcdef/board/page.js", "/assets/press.css"]
)
def test_files_of_other_pages_are_not_given_without_a_login(path: str) -> None:
    assert not may_fetch(path)
