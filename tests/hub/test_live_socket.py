"""The live socket of a running rig, heard by a real client."""

import contextlib
import itertools
import json
import math
import time

import numpy as np
import pytest
import websockets
from websockets.frames import Frame, Opcode

from rig.hub.live.ws_protocol import LiveProtocol
from tests.hub.conftest import WALL, pad, read_trace
from tests.patience import until
from tests.schemas.checked import check_message


async def hear(live, wanted):
    """The first text message of a type."""
    while True:
        message = await live.recv()
        if isinstance(message, str):
            told = json.loads(message)
            check_message(told)
            if told["type"] == wanted:
                return told


async def frames(live, count):
    """The next binary frames that hold samples."""
    found = []
    while len(found) < count:
        message = await live.recv()
        if isinstance(message, bytes) and len(message) > 24:
            found.append((time.monotonic(), read_trace(message)))
    return found


async def read_to_the_end(live):
    with contextlib.suppress(websockets.ConnectionClosed):
        while True:
            await live.recv()


async def test_a_screen_is_told_first_which_station_it_sees(rig):
    async with rig.live() as live:
        hello = json.loads(await live.recv())
    assert hello["type"] == "hello"
    assert hello["schema"] == "steadyhold.live/1"
    [station] = hello["stations"]
    assert (station["index"], station["id"], station["simulated"]) == (0, "pad-1", True)
    assert station["protocol"]["low_n"] < 25.0 < station["protocol"]["high_n"]


async def test_every_sample_arrives_once_and_in_order(rig):
    async with rig.live() as live:
        heard = [frame for _, frame in await frames(live, 60)]
    for before, after in itertools.pairwise(heard):
        assert after.count - before.count == after.n
    times = np.concatenate([frame.t_s for frame in heard])
    assert np.all(np.diff(times) > 0.0)
    assert np.median(np.diff(times)) == pytest.approx(1 / 80, rel=0.02)


async def test_a_station_sends_at_most_sixty_frames_a_second(run_rig):
    async with run_rig(pad(source="sim:?rate_hz=1000")) as rig, rig.live() as live:
        heard = [frame for _, frame in await frames(live, 90)]
    took_s = (heard[-1].count - heard[10].count) / 1000.0
    assert 79 / took_s < 61.0


async def test_a_fast_sensor_reaches_the_screen_as_lows_and_highs(run_rig):
    async with run_rig(pad(source="sim:?rate_hz=4000&batch=40")) as rig, rig.live() as live:
        heard = [frame for _, frame in await frames(live, 30)]
    sent = sum(frame.n for frame in heard[1:])
    made = heard[-1].count - heard[0].count
    assert sent < made / 4


async def test_a_sample_carries_the_moment_it_was_pressed(rig):
    async with rig.live() as live:
        await frames(live, 30)
        ages_ms = []
        # A machine that stands still makes some of them older, and none of them younger.
        while len(ages_ms) < 30 or min(ages_ms) > 250.0:
            [(_, frame)] = await frames(live, 1)
            newest_ms = frame.epoch_ms + (frame.t_s[-1] - frame.t_s[0]) * 1e3
            ages_ms.append(time.time() * 1e3 - newest_ms)
    assert min(ages_ms) > -50.0


async def test_the_wall_hears_of_all_stations_in_one_frame(run_rig):
    plans = [pad(f"pad-{k}", f"sim:?seed={k}", f"Pad {k}") for k in (1, 2, 3)]
    before_ms = time.time() * 1e3
    async with run_rig(*plans) as rig, rig.live("all") as live:
        async for message in live:
            if isinstance(message, bytes):
                break
    kind, version, stations, _, epoch_ms = WALL.unpack_from(message)
    assert (kind, version, stations) == (2, 1, 3)
    tiles = np.frombuffer(message, "<f4", offset=WALL.size).reshape(3, 8)
    assert list(tiles[:, 0]) == [0.0, 1.0, 2.0]
    assert before_ms - 100 < epoch_ms < time.time() * 1e3 + 100


async def test_a_ping_is_answered_with_the_clock_of_the_rig(rig):
    async with rig.live() as live:
        before_ms = time.time() * 1e3
        await live.send('{"type":"ping"}')
        pong = await hear(live, "pong")
    assert before_ms - 100 < pong["epoch_ms"] < time.time() * 1e3 + 100


@pytest.mark.parametrize("nonsense", ["", "{", "[1]", '"ping"', "\u0000", "x" * 5000])
async def test_nonsense_from_a_screen_is_passed_over(rig, nonsense):
    async with rig.live() as live:
        await live.send(nonsense)
        await live.send(b"\xff\x00")
        await live.send('{"type":"ping"}')
        assert await hear(live, "pong")


async def test_a_screen_that_floods_the_rig_is_shown_out(rig):
    async with rig.live() as live:
        for _ in range(25):
            await live.send('{"type":"ping"}')
        await read_to_the_end(live)
        assert live.close_code == 1008


async def test_a_message_of_a_megabyte_ends_the_connection(rig):
    async with rig.live() as live:
        await live.send("x" * 1_000_000)
        await read_to_the_end(live)
        assert live.close_code == 1009


async def test_an_unknown_station_is_refused(rig):
    with pytest.raises(websockets.InvalidStatus):
        await rig.live("nowhere").__aenter__()


async def test_another_web_page_cannot_listen(rig):
    for origin in ("http://evil.example", "null", None):
        with pytest.raises(websockets.InvalidStatus) as refused:
            await rig.live(origin=origin).__aenter__()
        assert refused.value.response.status_code == 403


async def test_a_screen_that_leaves_is_forgotten(rig):
    for _ in range(5):
        async with rig.live() as live:
            await live.recv()
    await until(lambda: rig.hub.clients.count == 0)


async def test_without_samples_a_screen_still_hears_that_the_rig_lives(run_rig):
    async with run_rig(pad(source="serial:/dev/does-not-exist")) as rig, rig.live() as live:
        seen = []
        async for message in live:
            if isinstance(message, bytes):
                seen.append(read_trace(message))
                if len(seen) == 2:
                    break
    assert [frame.n for frame in seen] == [0, 0]


async def test_a_screen_without_a_socket_can_ask(rig):
    async with rig.live() as live:
        await frames(live, 5)
    answer = (await rig.http.get("/api/live?station=pad-1")).json()
    assert answer["live"]["station"] == "pad-1"
    assert answer["link"]["state"] == "streaming"
    assert math.isfinite(answer["epoch_ms"])


async def test_a_screen_that_leaves_while_the_rig_stops_is_no_mistake(rig):
    async with rig.live():
        [protocol] = [
            each for each in rig.service.server_state.connections if isinstance(each, LiveProtocol)
        ]
        going = Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True)
        protocol.conn.receive_data(going)
        protocol.shutdown()
        assert protocol.transport.is_closing()
