import json

import pytest

from dashboard.app import make_dash_app
from dashboard.door import anybody_local

CALLBACK = "/_dash-update-component"


@pytest.fixture(scope="module")
def web():
    app = make_dash_app("http://127.0.0.1:9")
    app.server.wsgi_app = anybody_local(app.server.wsgi_app)
    return app


def posted(web, said):
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return web.server.test_client().post(CALLBACK, data=body, content_type="application/json")


def test_what_no_page_sends_is_refused_and_leaves_no_traceback(web):
    known = next(iter(web.callback_map))
    for said in (
        b"",
        b"[" * 100_000,
        b"\xff\xfe",
        None,
        [],
        {},
        {"output": 3},
        {"output": "nothing.of_ours", "inputs": []},
        {"output": known},
        {"output": known, "inputs": "abc"},
        {"output": known, "inputs": [1]},
        {"output": known, "inputs": [{"id": "a"}]},
        {"output": known, "inputs": [], "changedPropIds": {}},
        {"output": known, "inputs": [], "state": [[{"property": 3}]]},
    ):
        assert posted(web, said).status_code == 400, said


def test_a_file_of_a_library_that_is_not_here_is_not_found(web):
    for path in ("nobody/a.js", "", "%2e%2e/a.js", "os/path.js"):
        answer = web.server.test_client().get(f"/_dash-component-suites/{path}")
        assert answer.status_code == 404, path
