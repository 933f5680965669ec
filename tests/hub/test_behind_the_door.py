import asyncio
import os
import stat
import subprocess
import sys

import pytest

from rig.hub.actor import ANSWER_HEADER, is_answer, signed_actor, signed_answer
from rig.school.actor import LOCAL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="listens at a loopback port there")

LIE = b"<title>give me your names</title>"


asked = []


async def stranger(reader, writer):
    """Answers whatever it is asked, with a signature it had to guess."""
    asked.append(1)
    await reader.readuntil(b"\r\n\r\n")
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(LIE)}\r\n{ANSWER_HEADER}: {'0' * 64}\r\n\r\n"
    writer.write(head.encode() + LIE)
    await writer.drain()
    writer.close()


async def test_the_pages_come_through_a_socket_that_only_this_account_can_reach(rig):
    folder = rig.web.address.folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert rig.web.address.port == 0
    answer = await rig.http.get("/echo")
    assert answer.status_code == 200
    assert ANSWER_HEADER.lower() not in answer.headers


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="needs a second account"
)
async def test_another_account_can_neither_reach_the_pages_nor_listen_in_their_place(rig):
    place = rig.web.address.folder / "web"
    for call in ("connect", "bind"):
        tried = await asyncio.to_thread(
            subprocess.run,
            ["python3", "-c", f"import socket; socket.socket(1).{call}({str(place)!r})"],
            executable="/usr/bin/python3", user=65534, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "PermissionError" in tried.stderr


async def test_whoever_answers_in_place_of_the_pages_is_not_passed_on(rig):
    place = rig.web.address.folder / "web"
    place.unlink()
    async with await asyncio.start_unix_server(stranger, place):
        for _ in range(40):
            answer = await rig.http.get("/sessions", headers={"accept": "text/html"})
            assert LIE.decode() not in answer.text
    assert len(asked) == 40


def test_an_answer_is_signed_for_the_request_it_answers():
    asked = signed_actor(LOCAL, "secret", 1_000.0)
    other = signed_actor(LOCAL, "secret", 1_001.0)
    assert is_answer(signed_answer(asked, "secret"), asked, "secret")
    assert not is_answer(signed_answer(other, "secret"), asked, "secret")
    assert not is_answer(signed_answer(asked, "guess"), asked, "secret")
    assert not is_answer("", asked, "secret")
