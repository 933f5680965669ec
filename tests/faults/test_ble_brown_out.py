"""Fault F05 by radio: a gauge that goes away and comes back again and again."""

import asyncio
import bisect
import itertools
import time

import pytest

from firmware_bridge.links.supervision.restarts import LONGEST_PAUSE_S, STARTS
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import hearing
from tests.ble.uart_module import UartModule
from tests.bridge.pty_board import PtyBoard, Watched

STARTS_AND_PAUSES = [
    pytest.param(6, 1.0, id="6 starts"),
    pytest.param(10, 2.0, id="10 starts", marks=pytest.mark.prove),
]


@pytest.mark.parametrize(("starts", "every_s"), STARTS_AND_PAUSES)
async def test_f05_a_radio_board_that_browns_out_again_and_again_is_told_once_and_left_alone(
    measured, starts, every_s
):
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        began_s = time.monotonic()
        for number in range(starts):
            news = len(watched.news)
            board.reboot(boot=2 + number)
            await air.hang_up(board)
            # A link that goes before anything was heard over it is no start that could be counted.
            await watched.until(lambda w, since=news: unstable(w) or streams_since(w, since))
            await asyncio.sleep(every_s)
        over_s = time.monotonic()
        links = air.clients
        [told] = unstable(watched)
        measured("told_after_s", told.at_s - began_s)
        measured("links_n", links)
        assert "bring it nearer" in told.reason
        assert links <= STARTS + 1 + pauses_within(over_s - told.at_s)
        assert len(watched.news) <= 12
        news = len(watched.news)
        await watched.says("streaming", after=news)
        measured("back_after_s", time.monotonic() - over_s, promised=LONGEST_PAUSE_S + 10.0)
        assert len(unstable(watched)) == 1
        await watched.streams(20)
        assert watched.error is None


async def test_f05_a_gauge_that_tells_no_boot_id_is_known_by_the_links_it_loses(measured):
    tindeq = gauges.tindeq()
    async with room(tindeq) as air, hearing(air, tindeq) as watched:
        await watched.streams(8)
        began_s = time.monotonic()
        while not unstable(watched):
            await air.hang_up(tindeq)
            await asyncio.sleep(0.5)
        measured("told_after_s", unstable(watched)[0].at_s - began_s)
        news = len(watched.news)
        await watched.says("streaming", after=news)
        assert [each.state for each in watched.news[news:]] == ["streaming"]


async def test_f05_a_board_behind_a_radio_module_browns_out_while_its_link_holds(
    tmp_path, measured
):
    board = PtyBoard(tmp_path / "pins")
    module = UartModule(tmp_path / "pins")
    async with room(module) as air, hearing(air, module) as watched:
        await watched.streams(20)
        began_s = time.monotonic()
        for _ in range(STARTS):
            board.reboot()
            await asyncio.sleep(1.0)
        await watched.until(unstable)
        [told] = unstable(watched)
        measured("told_after_s", told.at_s - began_s)
        news = len(watched.news)
        await watched.says("streaming", after=news)
        assert air.clients == 2
    await board.unplug()


async def test_f05_a_gauge_lost_twice_is_no_reason_to_call_it_unstable():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        for number in range(STARTS - 1):
            news = len(watched.news)
            board.reboot(boot=2 + number)
            await air.hang_up(board)
            await watched.says("lost", after=news)
            await watched.says("streaming", after=news)
        assert not unstable(watched)


def pauses_within(for_s: float) -> int:
    """How often it is tried again in so much time: after 2, 4, 8 ... 30 s."""
    pauses_s = [min(2.0**n, LONGEST_PAUSE_S) for n in range(1, 20)]
    return bisect.bisect(list(itertools.accumulate(pauses_s)), for_s)


def streams_since(watched: Watched, since: int) -> bool:
    return any(news.state == "streaming" for news in watched.news[since:])


def unstable(watched: Watched) -> list:
    return [news for news in watched.news if "rig unstable" in news.reason]
