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


PAGES = ".._pages_content.children..._pages_store.data.."


def asked(**changes):
    place = [
        {"id": "_pages_location", "property": name, "value": value}
        for name, value in (("pathname", "/protocols"), ("search", ""))
    ]
    made = [("_pages_content", "children"), ("_pages_store", "data")]
    outputs = [{"id": name, "property": what} for name, what in made]
    return {"output": PAGES, "outputs": outputs, "inputs": place, "state": []} | changes


def test_what_no_page_sends_is_refused_and_leaves_no_traceback(web, caplog):
    place = asked()["inputs"]
    in_browser = next(key for key, tied in web.callback_map.items() if "callback" not in tied)
    for said in (
        b"",
        b"[" * 100_000,
        b"\xff\xfe",
        None,
        [],
        {},
        {"output": 3},
        {"output": "nothing.of_ours", "inputs": []},
        {"output": PAGES},
        asked(output=in_browser),
        asked(inputs="abc"),
        asked(inputs=[1, 2]),
        asked(inputs=[]),
        asked(inputs=place * 200),
        asked(inputs=[place[1], place[0]]),
        asked(inputs=[place[0] | {"id": {"type": "another"}}, place[1]]),
        asked(inputs=[place[0] | {"property": "href"}, place[1]]),
        *(asked(inputs=[place[0] | {"value": each}, place[1]]) for each in (None, 5, [], {})),
        asked(outputs=[]),
        asked(outputs={}),
        asked(outputs=[{"id": "board", "property": "children"}] * 2),
        asked(changedPropIds={}),
        asked(changedPropIds=[1]),
        asked(state=[[{"property": 3}]]),
    ):
        assert posted(web, said).status_code == 400, said
    assert not caplog.records


def test_what_a_page_sends_is_answered(web):
    answer = posted(web, asked(changedPropIds=["_pages_location.pathname"]))
    assert answer.status_code == 200


def test_a_file_of_a_library_that_is_not_here_is_not_found(web):
    for path in ("nobody/a.js", "", "%2e%2e/a.js", "os/path.js"):
        answer = web.server.test_client().get(f"/_dash-component-suites/{path}")
        assert answer.status_code == 404, path
