"""A gauge that goes away and comes back continues the same session, if it is the same gauge."""

import asyncio

import numpy as np
import pytest

from firmware_bridge.links import ble_source
from firmware_bridge.links.ble_source import FIRST_PAUSE_S, LONGEST_PAUSE_S
from firmware_bridge.links.supervision.back_off import BackOff
from firmware_bridge.samples import Flag
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import flags_of, hearing, t_s_of


async def test_a_gauge_that_hangs_up_is_connected_anew_by_a_new_client():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        before = len(watched.news)
        await air.hang_up(board)
        lost = await watched.says("lost", after=before)
        assert "the connection was lost; looking for it" in lost.reason
        await watched.says("streaming", after=before)
        await watched.streams(20)
        assert air.clients == 2
        assert (np.diff(t_s_of(watched)) >= 0).all()
        assert watched.source.counters.restarts == 0
        assert watched.error is None


async def test_a_gauge_out_of_range_is_found_again_when_it_returns():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(40)
        before = len(watched.news)
        await air.take_away(board, supervision_s=1.0)
        await watched.says("lost", after=before)
        # One word for the silence, another for its end: a person sees it grow.
        assert [news.state for news in watched.news[before:]][:2] == ["stale", "lost"]
        await asyncio.sleep(0.3)
        air.bring_back(board)
        await watched.says("streaming", after=before)
        await watched.streams(20)
        flags = flags_of(watched)
        gaps = np.flatnonzero(np.diff(t_s_of(watched)) > 0.5) + 1
        assert len(gaps) == 1
        assert flags[gaps[0]] & Flag.GAP_BEFORE


async def test_a_board_that_was_reset_begins_a_new_epoch_of_the_same_session():
    board = gauges.Board(boot=1)
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        await air.take_away(board, supervision_s=0.2)
        again = await air.add(gauges.Board("Pad 1", number=11, boot=2))
        before = len(watched.news)
        await watched.says("streaming", after=before)
        await watched.streams(20)
        assert np.count_nonzero(flags_of(watched) & Flag.CLOCK_RESTARTED) == 1
        assert (np.diff(t_s_of(watched)) >= 0).all()
        assert again.written


async def test_a_stranger_of_the_same_name_is_not_adopted():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        await air.take_away(board, supervision_s=0.2)
        samples, before = len(watched.raw), len(watched.news)
        stranger = await air.add(gauges.Board("Pad 1", number=12, uid="ff02030405060708"))
        await watched.until(
            lambda w: any("is another gauge (ff02" in n.reason for n in w.news[before:])
        )
        assert len(watched.raw) == samples
        assert not stranger.is_started
        air.bring_back(board)
        await watched.says("streaming", after=before)
        assert watched.source.identity == gauges.UID


async def test_a_gauge_without_an_identity_is_held_to_its_address():
    tindeq = gauges.tindeq()
    async with room(tindeq) as air, hearing(air, tindeq) as watched:
        await watched.streams(8)
        await air.take_away(tindeq, supervision_s=0.2)
        samples, before = len(watched.raw), len(watched.news)
        await air.add(gauges.tindeq("Progressor_7", number=13))
        await watched.until(lambda w: any("in sight" in n.reason for n in w.news[before:]))
        assert len(watched.raw) == samples
        air.bring_back(tindeq)
        await watched.says("streaming", after=before)
        assert watched.source.identity == tindeq.address


async def test_a_gauge_whose_clock_cannot_be_trusted_over_a_break_gets_a_new_epoch():
    tindeq = gauges.tindeq()
    async with room(tindeq) as air, hearing(air, tindeq) as watched:
        await watched.streams(8)
        before = len(watched.news)
        await air.hang_up(tindeq)
        await watched.says("streaming", after=before)
        await watched.streams(8)
        assert np.count_nonzero(flags_of(watched) & Flag.CLOCK_RESTARTED) == 1


def test_tries_grow_rarer_up_to_thirty_seconds():
    back_off = BackOff(FIRST_PAUSE_S, LONGEST_PAUSE_S)
    pauses_s = [back_off.next_s() for _ in range(10)]
    assert pauses_s[0] <= 1.0
    assert pauses_s == sorted(pauses_s)
    assert pauses_s[-2:] == [30.0, 30.0]
    back_off.reset()
    assert back_off.next_s() == pauses_s[0]


@pytest.mark.parametrize("asked_for", ["uid=ff02030405060708", "uid=c4:ab:1e:00:00:0b"])
async def test_the_gauge_of_a_station_is_found_among_others_of_its_kind(asked_for):
    """By its hardware id, or by its address."""
    own = gauges.Board("Pad", number=11, uid="ff02030405060708")
    other = gauges.Board("Pad", number=10)
    from tests.ble.listening import opened
    from tests.bridge.pty_board import watching

    async with (
        room(other, own) as air,
        watching(opened(air, f"ble:?device=board-ble&wait=1&{asked_for}")) as watched,
    ):
        await watched.says("streaming")
        await watched.streams(8)
        assert watched.source.identity in ("ff02030405060708", "c4:ab:1e:00:00:0b")
        assert not other.is_started


async def test_a_gauge_that_is_slow_to_tell_its_battery_is_lost_as_soon_as_any_other(monkeypatch):
    monkeypatch.setattr(ble_source, "BATTERY_EVERY_S", 0.3)
    board = gauges.Board(battery_pct=66)
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(40)
        before = len(watched.news)
        board.is_started = False
        air.ether.interval_s = 0.3
        await watched.says("lost", after=before)
        air.ether.interval_s = 0.0
