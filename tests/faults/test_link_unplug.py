"""Faults F01 to F03, F06: the cable comes out, the sensor comes back, or says nothing."""

import asyncio
import contextlib
import sys
import time

import numpy as np
import pytest

from firmware_bridge.links.handshake import WRONG_S
from firmware_bridge.links.supervision.silence import LOST_S
from firmware_bridge.samples import Flag, RawBlock
from firmware_bridge.source import open_source
from tests.bridge.pty_board import PERIOD_S, PtyBoard, watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
UID, OTHER = "0102030405060708", "ff02030405060708"


async def test_f01_an_unplugged_sensor_is_lost_in_words(tmp_path, measured):
    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(20)
        pulled_s = await board.unplug()
        news = await watched.says("lost")
        measured("lost_s", news.at_s - pulled_s, promised=1.0)
        assert "unplugged; plug it in again" in news.reason
        assert watched.error is None
    assert watched.source.identity == UID


async def test_f02_the_sensor_resumes_by_identity_on_another_port(tmp_path, measured):
    board = PtyBoard(tmp_path / "pad-a")
    async with watching(open_source(f"serial:{tmp_path}/pad-a?also={tmp_path}/pad-*")) as watched:
        await watched.streams(20)
        await board.unplug()
        await watched.says("lost")
        before = len(watched.news)
        board, plugged_s = PtyBoard(tmp_path / "pad-b", boot=2), time.monotonic()
        news = await watched.says("streaming", after=before)
        measured("resumed_s", news.at_s - plugged_s, promised=3.0)
        await watched.streams(20)
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        flags = np.concatenate([block.flags for block in watched.blocks])
        assert (np.diff(t_s) >= 0).all()
        assert np.count_nonzero(flags & Flag.CLOCK_RESTARTED) == 1
        await board.unplug()


async def test_f02_a_stranger_on_the_old_port_is_not_adopted(tmp_path):
    board = PtyBoard(tmp_path / "pad-a")
    async with watching(open_source(f"serial:{tmp_path}/pad-a?also={tmp_path}/pad-*")) as watched:
        await watched.streams(20)
        await board.unplug()
        await watched.says("lost")
        samples, before = len(watched.raw), len(watched.news)
        stranger = PtyBoard(tmp_path / "pad-a", uid=OTHER)
        news = await watched.says("lost", after=before)
        assert f"another sensor ({OTHER}); waiting for {UID}" in news.reason
        assert len(watched.raw) == samples
        own = PtyBoard(tmp_path / "pad-b", boot=2)
        await watched.says("streaming", after=before)
        await watched.streams(5)
        await stranger.unplug()
        await own.unplug()


async def test_f03_two_sensors_that_change_places_keep_their_own_data(tmp_path, measured):
    one, two = PtyBoard(tmp_path / "pad-a"), PtyBoard(tmp_path / "pad-b", uid=OTHER)
    also = f"also={tmp_path}/pad-*"
    async with (
        watching(open_source(f"serial:{tmp_path}/pad-a?{also}")) as first,
        watching(open_source(f"serial:{tmp_path}/pad-b?{also}")) as second,
    ):
        await first.streams(10)
        await second.streams(10)
        await one.unplug()
        await two.unplug()
        await first.says("lost")
        await second.says("lost")
        marks = len(first.news), len(second.news)
        one = PtyBoard(tmp_path / "pad-b", boot=2)
        two, plugged_s = PtyBoard(tmp_path / "pad-a", uid=OTHER, boot=2), time.monotonic()
        news = await first.says("streaming", after=marks[0])
        other = await second.says("streaming", after=marks[1])
        measured("both_resumed_s", max(news.at_s, other.at_s) - plugged_s)
        await first.streams(5)
        await second.streams(5)
        assert (first.source.identity, second.source.identity) == (UID, OTHER)
        await one.unplug()
        await two.unplug()


async def test_f06_a_silent_sensor_is_stale_and_then_lost(tmp_path, measured):
    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(120)
        board.is_silent = True
        silent_s = watched.blocks[-1].arrived_s
        stale = await watched.says("stale")
        lost = await watched.says("lost")
        last_s = max(silent_s, watched.blocks[-1].arrived_s)
        measured("stale_s", stale.at_s - last_s, promised=0.5)
        measured("lost_s", lost.at_s - last_s, promised=2.0)
        assert stale.at_s < lost.at_s
        before = len(watched.news)
        board.is_silent = False
        await watched.says("streaming", after=before)
        await watched.streams(10)
        assert watched.source.counters.restarts == 0
        await board.unplug()


async def test_f22_a_computer_that_stands_still_takes_a_board_it_meets_for_no_stranger(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    board.deaf_for_n = 80
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.until(lambda _: board.sent > 20)
        time.sleep(WRONG_S + 0.5)  # noqa: ASYNC251 - nothing runs meanwhile, that is the fault
        await watched.streams(20)
        assert [news.state for news in watched.news] == ["connecting", "streaming"]
        assert watched.source.identity == UID
        await board.unplug()


async def test_f23_a_computer_that_slept_says_so_though_the_sensor_speaks_late(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(40)
        board.is_silent = True
        stale = await watched.says("stale")
        before = watched.news.index(stale) + 1
        board.skip(60.0)
        board.is_silent = False
        slept = await watched.says("lost", after=before)
        assert "this computer stood still or slept: 6" in slept.reason
        await watched.says("streaming", after=before)
        assert watched.source.counters.lost == 60 / PERIOD_S
        await board.unplug()


async def test_f22_a_computer_that_stands_still_between_two_blocks_heard_no_silence(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    source = open_source(f"serial:{tmp_path}/pad")
    stream = source.stream()
    async with contextlib.aclosing(stream):
        heard = [await anext(stream) for _ in range(10)]
        assert isinstance(heard[-1], RawBlock)
        board.is_silent = True
        time.sleep(LOST_S + 0.5)  # noqa: ASYNC251 - nothing runs meanwhile, that is the fault
        asyncio.get_running_loop().call_later(0.1, setattr, board, "is_silent", False)
        assert all([isinstance(await anext(stream), RawBlock) for _ in range(5)])
    await board.unplug()


async def test_a_board_that_powers_up_in_text_is_switched_to_binary(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    board.board.is_text = True
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.streams(40)
        assert not board.board.is_text
        raw = watched.raw
        assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
        await board.unplug()


async def test_a_closed_source_gives_its_port_back(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    for _ in range(3):
        async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
            await watched.streams(5)
        assert watched.error is None
    await board.unplug()
