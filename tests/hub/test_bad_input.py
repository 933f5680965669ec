import asyncio
import itertools
import signal
import subprocess
import sys

import pytest

from rig.hub.errors import MemoryLimitError
from rig.hub.process.memory_limit import refuse_a_low_limit
from rig.json_values import parsed

DEEP = b"[" * 100_000
LONG = b'{"seconds": ' + b"9" * 400 + b"}"
# Half of a character that needs two, written as JSON and as bytes that are no UTF-8.
HALVES = (rb'{"name": "\ud800"}', b'{"name": "\xed\xa0\x80"}')


async def test_json_that_is_too_deep_or_too_long_is_refused_in_a_sentence(rig):
    paths = ("/api/learners", "/api/devices/scan", "/api/protocol")
    bodies = (DEEP, b'{"a":' * 100_000, LONG, b'{"seconds": 1e999}', b"\xff", *HALVES)
    for path, body in itertools.product(paths, bodies):
        answer = await rig.http.post(
            path,
            content=body,
            headers={"origin": rig.service.url, "content-type": "application/json"},
        )
        assert 400 <= answer.status_code < 500, (path, body[:20])
        assert answer.json()["error"], (path, body[:20])


def test_numbers_and_depth_of_strangers_have_an_end():
    for text in ("[" * 100_000, "1" * 400, "-1e400"):
        with pytest.raises(ValueError, match=r"deep|large"):
            parsed(text)
    assert parsed('{"a": [1, 2.5, -3]}') == {"a": [1, 2.5, -3]}


def test_a_text_of_strangers_is_whole_characters():
    for text in (*HALVES, HALVES[0].decode(), r'[["\uDFFF"]]', r'{"\ud834": 1}'):
        with pytest.raises(ValueError, match=r"surrogate|utf-8"):
            parsed(text)
    assert parsed(r'"\ud834\udd1e \\ud800"') == "\U0001d11e \\ud800"
    assert parsed(b'\xef\xbb\xbf{"a": "\xc3\xa9"}') == {"a": "\u00e9"}


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_length_of_thousands_of_digits_is_refused(rig, method):
    """Python reads no number of more than 4300 digits: it was answered by a failure."""
    head = f"{method} /api/login HTTP/1.1\r\nhost: 127.0.0.1:{rig.service.port}\r\n"
    head += f"origin: {rig.service.url}\r\ncontent-type: application/json\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.service.port)
    writer.write(f"{head}content-length: {'0' * 4400}2\r\n\r\n{{}}".encode())
    assert (await reader.read()).startswith(b"HTTP/1.1 413")
    writer.close()
    await writer.wait_closed()


async def test_a_head_that_never_comes_whole_is_waited_for_no_longer(rig, monkeypatch):
    monkeypatch.setattr("rig.hub.http.http_protocol.HEAD_PATIENCE_S", 0.2)
    for said in (b"", b"GET /healthz HTTP/1.1\r\nhost: "):
        reader, writer = await asyncio.open_connection("127.0.0.1", rig.service.port)
        writer.write(said)
        assert await reader.read() == b""
        writer.close()
    answer = await rig.http.get("/healthz")
    assert answer.status_code == 200


@pytest.mark.parametrize("start", ["GET /live?station=pad-1", "POST /live", "POST /nowhere"])
@pytest.mark.parametrize("body", ["content-length: 2", "transfer-encoding: chunked"])
async def test_what_opens_no_socket_is_let_go(rig, start, body):
    """A request for one with a body was held without end and without an answer, unseen."""
    reader, writer = await asyncio.open_connection("127.0.0.1", rig.service.port)
    head = (
        f"{start} HTTP/1.1\r\nhost: 127.0.0.1:{rig.service.port}\r\norigin: {rig.service.url}\r\n"
        "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
        f"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{body}\r\n\r\n"
    )
    writer.write(head.encode())
    assert b"101" not in await reader.read()
    writer.close()
    assert (await rig.http.get("/healthz")).json()["clients"] == 0


async def test_a_head_without_end_is_cut_off_and_not_kept(rig):
    start = f"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1:{rig.service.port}\r\n".encode()
    post = start.replace(b"GET", b"POST") + b"transfer-encoding: chunked\r\n\r\n0\r\n"
    for said in (start + b"x: ", b"GET /", post):
        _, writer = await asyncio.open_connection("127.0.0.1", rig.service.port)
        writer.write(said)
        try:
            for _ in range(2000):
                writer.write(
                    b"a" * 16_000 if said is not post else b"x: " + b"a" * 16_000 + b"\r\n"
                )
                await writer.drain()
                await asyncio.sleep(0)
        except ConnectionError:
            continue
        finally:
            writer.close()
        pytest.fail("it takes heads without end")
    assert (await rig.http.get("/healthz", headers={"x": "a" * 16_000})).status_code == 200


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_start_with_too_little_memory_ends_in_a_sentence(tmp_path):
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (300_000_000,) * 2);"
        f"sys.argv = ['steadyhold', 'demo', '--port', '0', '--data', {str(tmp_path)!r}];"
        "from rig.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "only 300 MB of memory" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_limit_is_named_in_megabytes(monkeypatch):
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _: (300_000_000, -1))
    with pytest.raises(MemoryLimitError, match="only 300 MB") as refused:
        refuse_a_low_limit()
    assert refused.value.limit_mb == 300


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signal")
def test_a_closed_terminal_ends_the_rig_in_good_order(tmp_path):
    program = [sys.executable, "-m", "rig.cli.main", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(
        [*program, "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as rig:
        assert "Steadyhold" in rig.stdout.readline()
        rig.send_signal(signal.SIGHUP)
        _, complained = rig.communicate()
    assert rig.returncode == 0, complained
    assert "Traceback" not in complained


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/devices/listen", {"kind": []}),
        ("/api/devices/listen", {"kind": {"board": 1}, "device": "x"}),
    ],
)
async def test_a_value_of_another_kind_is_refused_in_a_sentence(rig, path, body):
    answer = await rig.http.post(path, json=body, headers={"origin": rig.service.url})
    assert answer.status_code == 400
    assert answer.json()["error"] == "'kind' must be a text"


async def test_a_number_of_thousands_of_digits_in_an_address_is_refused(rig):
    answer = await rig.http.get("/api/sessions?limit=" + "9" * 5000)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("'limit' must be")
