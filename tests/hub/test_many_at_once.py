"""Whoever asks for very much at once, or holds very many connections, leaves room for others."""

import asyncio
import contextlib
import subprocess
import sys

import httpx
import pytest

from rig.hub.http.access_rules import LIMIT_OF_OTHERS_BYTES
from rig.hub.http.connections import MOST_OF_ADDRESS, is_one_too_many
from rig.hub.http.guard import MOST_AT_ONCE
from rig.hub.process.open_files import WANTED_FILES, allow_many_files
from tests.hub.entering import HERE, browser, cookies_of
from tests.patience import until

pytest_plugins = ["tests.hub.class_room"]
ANOTHER = "127.0.0.3"


def test_connections_of_one_address_end_where_others_need_the_files():
    class_of_forty = [f"10.0.0.{n % 40}" for n in range(400)]
    assert not is_one_too_many(class_of_forty[-1], class_of_forty, WANTED_FILES)
    one, flood = "10.0.0.9", ["10.0.0.9"] * (MOST_OF_ADDRESS + 1)
    assert not is_one_too_many(one, flood[1:], WANTED_FILES)
    assert is_one_too_many(one, flood, WANTED_FILES)
    assert not is_one_too_many("10.0.0.8", [*flood, "10.0.0.8"], WANTED_FILES)
    # Where the system allows few files, nobody gets more than half of what is left.
    assert is_one_too_many(one, flood[:79], 256)
    assert not is_one_too_many(one, flood[:78], 256)
    assert is_one_too_many("10.0.0.1", class_of_forty[:157], 256)


async def test_an_address_that_holds_all_it_may_leaves_room_for_others(lan):
    """A stranger's connections that said nothing took every file, and no pad could be opened."""
    allow_many_files()
    async with contextlib.AsyncExitStack() as ending:

        async def another():
            reader, writer = await asyncio.open_connection(
                HERE, lan.service.port, local_addr=(ANOTHER, 0)
            )
            ending.callback(writer.close)
            return reader

        of_it = [await another() for _ in range(MOST_OF_ADDRESS)]
        with contextlib.suppress(ConnectionResetError):
            assert await (await another()).read() == b""
        assert (await lan.http.get("/healthz")).status_code == 200
        assert not any(each.at_eof() for each in of_it)


async def test_whoever_has_enough_requests_under_way_waits_and_nobody_else(room):
    async with browser(room.rig) as ana, browser(room.rig) as ben:
        await room.join(ana, room.ana)
        await room.join(ben, room.ben)
        head = (
            "POST /api/logout HTTP/1.1\r\n"
            f"host: {HERE}:{room.rig.service.port}\r\norigin: {room.rig.service.url}\r\n"
            f"cookie: {cookies_of(ana)['cookie']}\r\n"
            "content-type: application/json\r\ncontent-length: 2\r\n\r\n"
        )
        async with contextlib.AsyncExitStack() as ending:
            for _ in range(MOST_AT_ONCE):
                _, writer = await asyncio.open_connection(HERE, room.rig.service.port)
                ending.callback(writer.close)
                writer.write(head.encode())

            async def is_enough():
                return (await ana.get("/api/me")).status_code == 429

            await until(is_enough)
            refused = await ana.get("/api/marks")
            assert "too much at once" in refused.json()["error"]
            assert (await ben.get("/api/marks")).status_code == 200

        async def is_answered():
            return (await ana.get("/api/marks")).status_code == 200

        await until(is_answered)


@pytest.mark.parametrize("path", ["/api/classes/x/import", "/api/marks/contest"])
async def test_a_student_may_not_fill_the_memory_with_what_is_never_read(room, path):
    """What is sent was held until it was whole, 20 MB for a list that no student may import."""
    async with browser(room.rig) as ana:
        await room.join(ana, room.ana)
        headers = {"content-type": "application/json"}
        body = b"[" * (LIMIT_OF_OTHERS_BYTES + 1)
        answer = await ana.post(path, content=body, headers=headers)
        assert (answer.status_code, "larger than 64 kB" in answer.text) == (413, True)
        # Without a length it is counted as it comes; the line is cut before the end, too.
        ana.event_hooks = {}
        with contextlib.suppress(httpx.TransportError):
            answer = await ana.post(path, content=_parts(len(body)), headers=headers)
            assert answer.status_code == 413


async def _parts(size):
    for _ in range(0, size, 8192):
        yield b"[" * 8192


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
def test_a_rig_asks_for_the_files_that_a_class_needs():
    program = (
        "import resource; _, hard = resource.getrlimit(resource.RLIMIT_NOFILE);"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard));"
        "from rig.hub.process.open_files import allow_many_files, files_allowed;"
        "assert files_allowed() == 256; allow_many_files(); print(files_allowed(), hard)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    allowed, hard = map(int, said.stdout.split())
    assert allowed == (WANTED_FILES if hard < 0 else min(WANTED_FILES, hard))
