"""Two gauges for a while: seconds in every run, ten minutes in `make soak`."""

import asyncio

import pytest

from tests.ble import gauges
from tests.ble.air import room
from tests.ble.gauges import HEAVIEST_EIGHTHS
from tests.ble.listening import hearing


async def both_lose_nothing(for_s: float) -> None:
    """A board and a Progressor at 15 ms, every tenth connection event missed."""
    board, tindeq = gauges.Board(), gauges.tindeq()
    async with (
        room(board, tindeq) as air,
        hearing(air, board) as one,
        hearing(air, tindeq) as two,
    ):
        await one.streams(10)
        await two.streams(10)
        air.ether.interval_s, air.ether.missed_share = 0.015, 0.1
        await asyncio.sleep(for_s)
        board.is_started = tindeq.is_started = False
        air.ether.interval_s = air.ether.missed_share = 0.0
        samples = 4 * tindeq.sent
        # The last packets are kept back until the order of all is sure.
        await one.until(lambda w: w.source.counters.samples >= board.sent, 10.0)
        await two.until(lambda w: w.source.counters.samples >= samples, 10.0)
        assert one.raw == list(range(board.sent))
        assert [round(8 * kg) for kg in two.raw] == [n % HEAVIEST_EIGHTHS for n in range(samples)]
        assert min(board.sent, samples) >= 75 * for_s
        for watched in (one, two):
            assert watched.source.counters.lost == 0
            assert watched.source.counters.rejected == 0
            assert watched.source.counters.restarts == 0


async def test_two_gauges_lose_nothing_in_eight_seconds():
    await both_lose_nothing(8.0)


@pytest.mark.soak
async def test_two_gauges_lose_nothing_in_ten_minutes():
    await both_lose_nothing(600.0)
