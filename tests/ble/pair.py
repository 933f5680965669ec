"""Two gauges at once on a busy link, sample for sample."""

import asyncio
from dataclasses import dataclass

from tests.ble import gauges
from tests.ble.air import room
from tests.ble.gauges import HEAVIEST_EIGHTHS
from tests.ble.listening import hearing

INTERVAL_S = 0.015
MISSED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Tally:
    """What one gauge sent and what was heard of it.

    Attributes:
        sent: samples.
        heard: samples that arrived, once and in order.
    """

    gauge: str
    sent: int
    heard: int


async def listened_to_two(for_s: float) -> tuple[Tally, Tally]:
    """A board and a Progressor at 15 ms, every tenth connection event missed.

    Raises:
        AssertionError: a sample was lost, doubled, changed or out of order.
    """
    board, tindeq = gauges.Board(), gauges.tindeq()
    async with (
        room(board, tindeq) as air,
        hearing(air, board) as one,
        hearing(air, tindeq) as two,
    ):
        await one.streams(10)
        await two.streams(10)
        air.ether.interval_s, air.ether.missed_share = INTERVAL_S, MISSED_SHARE
        await asyncio.sleep(for_s)
        # A machine that stood still at the end has yet to send what was due meanwhile.
        await one.until(lambda _: min(board.sent, 4 * tindeq.sent) > 76 * for_s)
        board.is_started = tindeq.is_started = False
        air.ether.interval_s = air.ether.missed_share = 0.0
        samples = 4 * tindeq.sent
        # The last packets are kept back until the order of all is sure.
        await one.until(lambda w: w.source.counters.samples >= board.sent)
        await two.until(lambda w: w.source.counters.samples >= samples)
        assert one.raw == list(range(board.sent))
        assert [round(8 * kg) for kg in two.raw] == [n % HEAVIEST_EIGHTHS for n in range(samples)]
        assert min(board.sent, samples) >= 75 * for_s
        for watched in (one, two):
            assert watched.source.counters.lost == 0
            assert watched.source.counters.rejected == 0
            assert watched.source.counters.restarts == 0
        return (
            Tally("board", board.sent, len(one.raw)),
            Tally("Progressor", samples, len(two.raw)),
        )
