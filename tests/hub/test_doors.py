"""Who may knock, and how the door answers: the matrix of every route and every bad manner."""

import asyncio
import json

import httpx
import pytest

from rig.hub.http.access_rules import BODY_LIMIT_BYTES, ENTRY_LIMIT_BYTES, RequestHead, denial
from rig.lan.site import Site

PORT = 8050
SITE = Site(PORT)
HOST = f"127.0.0.1:{PORT}"

READ = (
    "/", "/board", "/sessions", "/sessions/0f3a", "/protocols", "/healthz", "/live",
    "/api/stations", "/api/protocols", "/api/learners", "/api/live", "/api/sessions",
    "/api/sessions/0f3a", "/api/sessions/0f3a/trace", "/assets/live.js", "/_dash-layout",
    "/_dash-dependencies", "/_favicon.ico",
    "/_dash-component-suites/dash/dcc/async-graph.v4_4_1m1760000000.js",
    "/_dash-component-suites/@plotly/dash-core/x.js",
)  # fmt: skip
CHANGE = (
    "/api/learners", "/api/stations/pad-1/start", "/api/stations/pad-1/tare",
    "/api/stations/pad-1/stop", "/api/stations/pad-1/protocol", "/api/protocol",
    "/_dash-update-component",
)  # fmt: skip
CLOSED = (
    "/_mcp", "/_dash-ws-callback", "/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json",
    "/_reload-hash", "/_dash-anything", "/.env", "/api", "/_alive_1234", "/assets/", "/-x",
    "/a b", "/%00", "/sessions/<script>",
)  # fmt: skip


def ask(kind="http", method="GET", path="/", raw_path=None, **headers):
    sent = {"host": HOST} | {key.replace("_", "-"): value for key, value in headers.items()}
    if method == "POST":
        sent = {"origin": f"http://{HOST}", "content-type": "application/json"} | sent
    if kind == "websocket":
        method = ""
        sent = {"origin": f"http://{HOST}"} | sent
    pairs = [(key, value) for key, value in sent.items() if value is not None]
    return RequestHead(kind, method, path, raw_path or path, pairs)


def status(*args, **kwargs):
    refused = denial(ask(*args, **kwargs), SITE)
    return refused and refused.status


EVERY = [("http", "GET", path) for path in READ]
EVERY += [("http", "POST", path) for path in CHANGE]
EVERY += [("websocket", "", "/live")]


@pytest.mark.parametrize(("kind", "method", "path"), EVERY)
def test_our_own_pages_may_knock_everywhere(kind, method, path):
    for name in ("127.0.0.1", "localhost", "[::1]", "LOCALHOST"):
        host = f"{name}:{PORT}"
        assert status(kind, method, path, host=host, origin=f"http://{host}") is None
        assert status(kind, method, path, host=host, origin=f"http://{host}",
                      sec_fetch_site="same-origin") is None  # fmt: skip


@pytest.mark.parametrize(("kind", "method", "path"), EVERY)
@pytest.mark.parametrize(
    "host",
    [None, "", "evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:8051",
     f"127.0.0.1:{PORT}.evil.example", f"127.0.0.2:{PORT}", f"0.0.0.0:{PORT}",
     f"127.0.0.1:{PORT}@evil.example", f"[::2]:{PORT}", f"2130706433:{PORT}"],
)  # fmt: skip
def test_a_name_that_is_not_ours_is_refused_everywhere(kind, method, path, host):
    origin = f"http://{host}" if host else None
    assert status(kind, method, path, host=host, origin=origin) == 400


@pytest.mark.parametrize(("kind", "method", "path"), EVERY)
@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", f"https://{HOST}", "http://127.0.0.1",
     "http://127.0.0.1:8051", f"http://localhost:{PORT}", f"http://{HOST}.evil.example"],
)  # fmt: skip
def test_another_web_page_is_refused_everywhere(kind, method, path, origin):
    assert status(kind, method, path, origin=origin) == 403


@pytest.mark.parametrize(("kind", "method", "path"), EVERY)
@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_what_a_browser_says_came_from_elsewhere_is_refused(kind, method, path, site):
    assert status(kind, method, path, sec_fetch_site=site) == 403


def test_a_link_on_another_page_may_open_a_page_but_change_nothing():
    came = {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}
    assert status(path="/board", **came) is None
    assert status(method="POST", path="/api/protocol", **came) == 403
    assert status(kind="websocket", path="/live", **came) == 403


@pytest.mark.parametrize("path", CHANGE)
def test_a_change_without_origin_is_refused_unless_a_browser_vouches(path):
    assert status(method="POST", path=path, origin=None) == 403
    assert status(method="POST", path=path, origin=None, sec_fetch_site="same-origin") is None


def test_a_socket_without_origin_is_refused():
    assert status("websocket", path="/live", origin=None) == 403
    assert status("websocket", path="/live", origin=None, sec_fetch_site="same-origin") == 403


@pytest.mark.parametrize("path", CHANGE)
@pytest.mark.parametrize(
    "kind",
    [None, "", "text/plain", "text/plain; application/json", "multipart/form-data; boundary=x",
     "application/x-www-form-urlencoded", "application/jsonp"],
)  # fmt: skip
def test_a_change_must_be_json(path, kind):
    assert status(method="POST", path=path, content_type=kind) == 415


@pytest.mark.parametrize("path", CHANGE)
def test_a_change_may_be_five_megabytes_and_not_one_byte_more(path):
    limit = BODY_LIMIT_BYTES
    assert status(method="POST", path=path, content_length=str(limit)) is None
    assert status(method="POST", path=path, content_length=str(limit + 1)) == 413
    assert status(method="POST", path=path, content_length="9" * 40) == 413
    for wrong in ("-1", "1e3", "", "0x10", "1, 1"):
        assert status(method="POST", path=path, content_length=wrong) == 400


@pytest.mark.parametrize("path", ["/api/login", "/api/setup", "/api/join", "/api/join/class"])
def test_a_stranger_may_send_only_what_a_login_needs(path):
    limit = ENTRY_LIMIT_BYTES
    assert status(method="POST", path=path, content_length=str(limit)) is None
    assert status(method="POST", path=path, content_length=str(limit + 1)) == 413


@pytest.mark.parametrize("path", CHANGE)
def test_a_compressed_change_is_refused(path):
    assert status(method="POST", path=path, content_encoding="gzip") == 415


@pytest.mark.parametrize("path", READ)
def test_reading_takes_no_body(path):
    assert status(path=path, content_length="12") == 400
    assert status(path=path, transfer_encoding="chunked") == 400
    assert status(path=path, content_length="0") is None


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_no_rule_names_is_closed(path, method):
    assert status(method=method, path=path) in (400, 404)


@pytest.mark.parametrize("path", ["/", "/board", "/_dash-ws-callback", "/api/live", "/assets/x.js"])
def test_no_socket_opens_anywhere_but_at_live(path):
    assert status("websocket", path=path) == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"])
@pytest.mark.parametrize("path", sorted({*READ, *CHANGE}))
def test_other_methods_are_refused(method, path):
    assert status(method=method, path=path) == 405


@pytest.mark.parametrize("path", ["/", "/board", "/assets/live.js", "/healthz"])
def test_nothing_is_posted_where_things_are_only_read(path):
    assert status(method="POST", path=path) == 405


@pytest.mark.parametrize(
    ("path", "raw"),
    [("/assets/../x", None), ("/assets/../x", "/assets/%2e%2e/x"), ("/a/b", "/a%2fb"),
     ("/a\\b", "/a%5Cb"), ("//evil.example", None), ("/api/./stations", None), ("/..", None)],
)  # fmt: skip
def test_paths_that_climb_or_hide_are_refused(path, raw):
    assert status(path=path, raw_path=raw) == 400


@pytest.mark.parametrize("name", ["host", "origin", "content-length", "content-type"])
def test_a_header_that_counts_is_sent_once(name):
    once = ask(method="POST", path="/api/protocol", content_length="2")
    twice = RequestHead("http", "POST", once.path, once.raw_path, [*once.headers, (name, "x")])
    assert denial(twice, SITE).status == 400


def test_a_long_path_is_judged_at_once():
    assert status(path="/" + "a" * 50_000 + "!") == 404


async def raw(rig, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.service.port)
    try:
        writer.write(request)
        await writer.drain()
        return await reader.read(65536)
    finally:
        writer.close()
        await writer.wait_closed()


async def test_a_page_that_made_its_name_point_here_gets_nothing(rig):
    port = rig.service.port
    for path in ("/", "/api/stations", "/assets/live.js", "/healthz"):
        answer = await raw(
            rig, f"GET {path} HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n".encode()
        )
        assert answer.startswith(b"HTTP/1.1 400")


async def test_a_body_without_length_is_counted_as_it_comes(rig):
    async def endless():
        for _ in range(100):
            yield b"[" * 100_000

    headers = {"origin": rig.service.url, "content-type": "application/json"}
    try:
        answer = await rig.http.post("/_dash-update-component", content=endless(), headers=headers)
    except httpx.TransportError:
        return  # shown the door before the end: as good an answer
    assert answer.status_code == 413


async def test_every_answer_is_sealed_even_a_refusal(rig):
    answers = [
        await rig.http.get(path) for path in ("/", "/api/stations", "/healthz", "/_mcp", "/live")
    ]
    answers.append(await rig.post("/api/protocol", {"protocol": "nothing"}))
    answers.append(await rig.http.get("/", headers={"host": "evil.example"}))
    for answer in answers:
        sealed = answer.headers
        assert "frame-ancestors 'none'" in sealed["content-security-policy"]
        assert "unsafe-eval" not in sealed["content-security-policy"]
        assert sealed["x-content-type-options"] == "nosniff"
        assert sealed["x-frame-options"] == "DENY"
        assert sealed["cross-origin-opener-policy"] == "same-origin"
        assert "cache-control" in sealed
        assert "server" not in sealed


async def test_a_refusal_says_in_words_what_to_do(rig):
    answer = await rig.http.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert f"http://127.0.0.1:{rig.service.port}" in json.loads(answer.text)["error"]
