"""Screens that do not read: nobody else notices, nothing piles up, and they are let go."""

import asyncio
import base64
import itertools
import os
import socket

import numpy as np
import psutil
import pytest

from rig.hub.live import live_socket
from rig.hub.live import ws_protocol as wire
from tests.hub.conftest import pad
from tests.hub.test_live_socket import frames
from tests.patience import until

BLOCKED = 8
NARROW_BYTES = 2048
# In a buffer narrower than one packet the system drops and repeats at ever longer intervals, a
# minute at last: good enough for a screen that never reads, too narrow for one that reads again.
SLOW_BYTES = 8 * 1024


@pytest.fixture
def impatient(monkeypatch):
    """Short buffers and little patience, so that a blocked line is known in seconds."""
    monkeypatch.setattr(wire, "SYSTEM_BUFFER_BYTES", 2048)
    monkeypatch.setattr(wire, "OWN_BUFFER_BYTES", 512)
    monkeypatch.setattr(wire, "ABORT_AFTER_S", 0.2)
    monkeypatch.setattr(live_socket, "SEND_LIMIT_S", 1.0)


def line_of(buffer_bytes):
    plug = socket.socket()
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer_bytes)
    plug.setblocking(False)
    return plug


async def open_and_never_read(port):
    """A socket that asks for the stream and then leaves everything in the line."""
    plug = line_of(NARROW_BYTES)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(plug, ("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    await loop.sock_sendall(
        plug,
        (
            f"GET /live?station=pad-1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        ).encode(),
    )
    return plug


async def test_f45_screens_that_never_read_are_let_go_and_disturb_nobody(
    run_rig, impatient, measured
):
    async with run_rig(pad(source="sim:?rate_hz=1000&batch=20")) as rig, rig.live() as live:
        await frames(live, 20)
        before_bytes = psutil.Process().memory_info().rss
        blocked = [await open_and_never_read(rig.service.port) for _ in range(BLOCKED)]
        try:
            await until(lambda: rig.hub.clients.count == BLOCKED + 1)
            heard = []
            while rig.hub.clients.dropped < BLOCKED:
                heard += await frames(live, 20)
            lines = {f"{one.getsockname()[1]}" for one in blocked}
            await until(lambda: not (_open_peers(rig.service.port) & lines))
        finally:
            for one in blocked:
                one.close()
        assert rig.hub.clients.count == 1
        assert psutil.Process().memory_info().rss - before_bytes < 20e6
    for (_, one), (_, two) in itertools.pairwise(heard):
        assert two.count > one.count
    measured("largest_gap_s", np.diff([at_s for at_s, _ in heard]).max(), promised=0.5)


async def test_f42_a_screen_that_answers_no_ping_is_let_go_without_a_word_in_the_log(
    run_rig, monkeypatch, caplog
):
    monkeypatch.setattr(wire, "SYSTEM_BUFFER_BYTES", 2048)
    # The line must take what is sent after its end, as it does until this much lies in it.
    monkeypatch.setattr(wire, "OWN_BUFFER_BYTES", 100_000)
    async with run_rig(pad(source="sim:?rate_hz=1000&batch=20")) as rig:
        ring = rig.hub.channels[0].ring
        await until(lambda: ring.count > 10)
        asleep = await open_and_never_read(rig.service.port)
        try:
            await until(lambda: rig.hub.clients.count == 1)
            [line] = rig.service.server_state.connections
            await until(lambda: line.transport.get_write_buffer_size() > 0)
            line.keepalive_timeout()
            # Frames are sent at least this long after the line was ended.
            sent = ring.count
            await until(lambda: ring.count > sent + 200)
        finally:
            asleep.close()
        await until(lambda: rig.hub.clients.count == 0)
    assert "ASGI" not in caplog.text


def _open_peers(port):
    """Ports of the other ends of lines our server still holds."""
    return {
        str(line.raddr.port)
        for line in psutil.Process().net_connections("tcp")
        if line.raddr and line.laddr.port == port
    }


async def test_a_screen_that_reads_again_after_a_pause_sees_what_is_new(
    run_rig, impatient, monkeypatch
):
    monkeypatch.setattr(live_socket, "SEND_LIMIT_S", 20.0)
    async with run_rig(pad(source="sim:?rate_hz=5000&batch=40")) as rig:
        plug = line_of(SLOW_BYTES)
        await asyncio.get_running_loop().sock_connect(plug, ("127.0.0.1", rig.service.port))
        async with rig.live(sock=plug) as live:
            [(_, first)] = await frames(live, 1)
            live.transport.pause_reading()
            ring = rig.hub.channels[0].ring
            await until(lambda: ring.count > first.count + 30_000)
            live.transport.resume_reading()
            shown = [first.count]
            while ring.count - shown[-1] > 2500:
                [(_, frame)] = await frames(live, 1)
                shown.append(frame.count)
    # What lay in the line is played out, and nothing of what was missed beyond it.
    assert max(np.diff(shown)) > 5000
