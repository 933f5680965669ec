"""Faults F13 and F16: not our sensor, not our port."""

import asyncio
import sys
import time

import numpy as np
import pytest
import serial

from firmware_bridge.counters import Counters
from firmware_bridge.errors import (
    NotASensorError,
    PortBusyError,
    PortFailedError,
    PortNotFoundError,
)
from firmware_bridge.links.port_users import KEPT_S, PortUsers
from firmware_bridge.links.serial_trouble import SerialTrouble
from firmware_bridge.samples import LinkNews
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, PtyBoard, Watched, watching
from tests.faults.thief import BLOCKS, GLANCES, NIBBLES, Thief, reading_along

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux shows who has a port open"
)

GPS = b"$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A\r\n"
MODEM = b"\r\nERROR\r\n"
NOISE = np.random.default_rng(1).bytes(40)


async def babble(plug: Plug, words: bytes) -> None:
    while True:
        plug.read()
        plug.write(words)
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (GPS, "navigation receiver"),
        (MODEM, "a modem answers"),
        (NOISE, "bytes came that no Steadyhold board sends"),
        (b"12.5\r\n12.6\r\n", "device=plain"),
    ],
    ids=["gps", "modem", "noise", "plain numbers"],
)
async def test_f13_what_is_no_sensor_is_named(tmp_path, words, seen, measured):
    plug = Plug(tmp_path / "port")
    task = asyncio.create_task(babble(plug, words))
    async with watching(open_source(f"serial:{tmp_path}/port")) as watched:
        began_s = watched.news[0].at_s if watched.news else asyncio.get_running_loop().time()
        await watched.until(lambda w: any("not a pressure sensor" in n.reason for n in w.news))
        news = next(n for n in watched.news if n.reason)
        measured("named_s", news.at_s - began_s, promised=3.0)
        assert seen in news.reason
    task.cancel()
    with serial.Serial(str(tmp_path / "port"), exclusive=True):
        pass
    plug.pull()


@pytest.mark.slow
async def test_f13_something_else_is_tried_three_times_and_left_alone(tmp_path):
    plug = Plug(tmp_path / "port")
    task = asyncio.create_task(babble(plug, GPS))
    async with watching(open_source(f"serial:{tmp_path}/port")) as watched:
        await watched.until(lambda w: w.error is not None)
        with pytest.raises(NotASensorError, match="not a pressure sensor"):
            raise watched.error
    task.cancel()
    plug.pull()


async def test_f16_a_second_reader_of_ours_is_refused_with_the_name_of_the_first(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    holder = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import serial,sys,time\n"
        f"port = serial.Serial({str(tmp_path / 'pad')!r}, exclusive=True)\n"
        "print('open', flush=True)\n"
        "time.sleep(60)",
        stdout=asyncio.subprocess.PIPE,
    )
    assert await holder.stdout.readline() == b"open\n"
    source = open_source(f"serial:{tmp_path}/pad")
    with pytest.raises(PortBusyError, match=rf"in use by python.* \(process {holder.pid}\)") as no:
        async for _ in source.stream():
            pass
    assert no.value.exit_code == 4
    holder.kill()
    await holder.communicate()
    await board.unplug()


TAKEN_AT_ONCE = 5
"""Samples that come while only the other program reads."""


async def robbed(watched: Watched, board: PtyBoard, thief: Thief) -> None:
    """The thief is served first with some samples, after we were told that they are there."""
    await watched.until(lambda w: w.raw[-1] == board.sent - 1)
    count = sum(board.send() for _ in range(TAKEN_AT_ONCE))
    while board.plug.unread() < count:
        time.sleep(0.001)  # noqa: ASYNC251 - nothing of ours may run before all of it is there
    # The loop looks which ports have something, then does this, then reads those ports.
    asyncio.get_running_loop().call_soon(thief.take, count)
    await watched.streams(TAKEN_AT_ONCE)


@linux
@pytest.mark.parametrize("how", [GLANCES, BLOCKS, NIBBLES], ids=["glances", "blocks", "nibbles"])
async def test_f16_another_program_that_reads_along_is_named_until_it_ends(tmp_path, how, measured):
    def blames(news: LinkNews) -> bool:
        return "is reading" in news.reason

    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(40)
        loop, before = asyncio.get_running_loop(), watched.source.counters
        async with reading_along(tmp_path / "pad", how) as thief:
            began_s, thefts = loop.time(), 0
            while not any(map(blames, watched.news)):
                await robbed(watched, board, thief)
                thefts += 1
            told = next(filter(blames, watched.news))
            after = watched.source.counters
        measured("told_s", told.at_s - began_s)
        measured("refused_packets", after.rejected - before.rejected)
        assert f"(process {thief.pid}) is reading {tmp_path}/pad too" in told.reason
        lost = after.lost - before.lost
        assert lost == thefts * TAKEN_AT_ONCE if how != NIBBLES else lost >= thefts
        assert not any("unplugged" in news.reason for news in watched.news)
        heard = [int(value) for value in watched.raw]
        assert heard == sorted(set(heard)), "what is left is right, and in order"
        await watched.until(lambda w: (w.news[-1].state, w.news[-1].reason) == ("streaming", ""))
    await board.unplug()


@linux
async def test_f16_a_pulled_plug_is_one_though_another_program_read_along(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(40)
        async with reading_along(tmp_path / "pad"):
            await watched.streams(10)
            await board.unplug()
            assert "unplugged" in (await watched.says("lost")).reason


async def test_f16_missing_packets_alone_are_told_where_nobody_can_be_seen_to_take_them(tmp_path):
    trouble = SerialTrouble(f"{tmp_path}/pad", str, now_s=0.0, counters=Counters())
    await trouble.look(2.0, Counters(samples=160))
    await trouble.look(4.0, Counters(samples=290, lost=30))
    assert "30 samples" in trouble.words
    assert "another program may be reading it" in trouble.words
    trouble.excuse(5.0)
    assert not trouble.is_due(6.9)
    await trouble.look(7.0, Counters(samples=400, lost=900))
    assert not trouble.words, "what a standing computer missed is nobody else's doing"


@linux
async def test_f16_a_silent_port_is_told_at_once_and_again_with_who_reads_it(tmp_path):
    plug = Plug(tmp_path / "pad")
    trouble = SerialTrouble(f"{tmp_path}/pad", str, now_s=0.0, counters=Counters())
    assert [words async for words in trouble.why_silent()] == [
        f"the sensor on {tmp_path}/pad is silent; check its cable and power"
    ]
    async with reading_along(tmp_path / "pad") as thief:
        users = PortUsers()
        assert f"(process {thief.pid})" in users.other(f"{tmp_path}/pad", readers_only=True)
        told = trouble.why_silent()
        assert "is silent" in await anext(told)
        # What was seen before the program began is forgotten first.
        await asyncio.sleep(KEPT_S)
        assert f"(process {thief.pid}) is reading" in await anext(told)
        assert [f"(process {thief.pid})" in words async for words in trouble.why_silent()] == [True]
    last = [words async for words in trouble.why_silent()]
    assert "is silent" in last[-1], "a program that has ended is not named for longer"
    plug.pull()


@linux
async def test_f16_forty_ports_that_ask_at_once_share_one_look_at_all_programs(tmp_path):
    plugs = [Plug(tmp_path / f"pad-{n}") for n in range(40)]
    users = PortUsers()
    async with reading_along(plugs[7].path) as thief:

        def reader_of(plug: Plug) -> str:
            return users.other(str(plug.path), readers_only=True, kept_s=KEPT_S)

        named = await asyncio.gather(*(asyncio.to_thread(reader_of, plug) for plug in plugs))
        assert [n for n, name in enumerate(named) if f"(process {thief.pid})" in name] == [7]
        assert users.looks == 1
        users.other(str(plugs[0].path), readers_only=False)
        assert users.looks == 2, "who holds a port now is not told from what was seen before"
    assert not users.other(str(plugs[7].path), readers_only=True, kept_s=60.0)
    for plug in plugs:
        plug.pull()


async def test_f16_what_a_port_kept_from_before_the_first_link_is_nobody_elses_doing(tmp_path):
    trouble = SerialTrouble(f"{tmp_path}/pad", str, now_s=0.0, counters=Counters())
    await trouble.look(2.0, Counters(samples=160, lost=2998))
    assert not trouble.words
    await trouble.look(4.0, Counters(samples=290, lost=3028))
    assert "30 samples" in trouble.words


async def test_f16_two_stations_of_ours_on_one_port_are_told_so(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(5)
        second = open_source(f"serial:{tmp_path}/pad")
        with pytest.raises(PortBusyError, match="another station of this program"):
            async for _ in second.stream():
                pass
        await watched.streams(5)
    await board.unplug()


async def test_no_port_is_refused_with_the_ports_there_are(tmp_path):
    source = open_source(f"serial:{tmp_path}/nothing")
    with pytest.raises(PortNotFoundError, match=r"no serial port .*nothing; ports seen") as refusal:
        async for _ in source.stream():
            pass
    assert refusal.value.exit_code == 5


async def test_a_port_that_is_not_there_yet_is_waited_for_when_asked(tmp_path):
    async with watching(open_source(f"serial:{tmp_path}/pad?wait=1")) as watched:
        await watched.until(lambda w: any("no serial port" in n.reason for n in w.news))
        board = PtyBoard(tmp_path / "pad")
        await watched.says("streaming")
        await board.unplug()


async def test_a_file_that_is_no_port_is_refused(tmp_path):
    (tmp_path / "file").write_text("hello")
    source = open_source(f"serial:{tmp_path}/file")
    with pytest.raises(PortFailedError, match="could not be opened"):
        async for _ in source.stream():
            pass
