"""Fault F19: a radio that is silent for two seconds and then delivers everything at once."""

import asyncio
import time

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import flags_of, hearing, t_s_of

SILENT_S = 2.0
STOPPED_S = 1.0


async def test_f19_a_burst_after_a_silence_is_placed_at_device_time_never_as_now(measured):
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(80)
        # The radio keeps some packets back until the order of all is sure.
        before, heard_s = len(watched.news), watched.blocks[-1].arrived_s
        air.ether.held_back = True
        stale = await watched.says("stale", after=before)
        measured("stale_s", stale.at_s - heard_s, promised=0.5)
        await asyncio.sleep(SILENT_S - 0.5)
        blocks = len(watched.blocks)
        air.ether.held_back = False
        await watched.says("streaming", after=before)
        await watched.streams(200)
        backlog = watched.blocks[blocks:]
        # Recording: as if nothing had happened.
        raw = np.array(watched.raw)
        assert (np.diff(raw) == 1).all()
        assert not (flags_of(watched) & ~np.uint16(Flag.TIME_INTERPOLATED)).any()
        due_s = np.array(board.due_s)[raw.astype(int)]
        measured("largest_time_error_ms", 1e3 * np.abs(t_s_of(watched) - due_s + due_s[0]).max())
        assert t_s_of(watched) == pytest.approx(due_s - due_s[0], abs=0.002)
        # Live: each sample knows how old it is.
        ages_s = [each.arrived_s - watched.source.host_s(float(each.t_s[-1])) for each in backlog]
        true_s = [each.arrived_s - board.due_s[int(each.raw[-1, 0])] for each in backlog]
        assert max(true_s) > SILENT_S - 0.6
        assert ages_s == pytest.approx(true_s, abs=0.1)


async def test_f19_without_a_clock_a_burst_is_spread_backwards_over_the_silence():
    gauge = gauges.cts500()
    async with room(gauge) as air, hearing(air, gauge) as watched:
        await watched.streams(160)
        held_from_s = time.monotonic()
        air.ether.held_back = True
        await asyncio.sleep(SILENT_S)
        air.ether.held_back = False
        held_until_s = time.monotonic()
        await watched.streams(280)
        raw = np.array(watched.raw)
        numbers = np.rint(raw * 100).astype(int)
        assert (np.diff(numbers) == 1).all()
        due_s = np.array(gauge.due_s)[numbers]
        error_s = t_s_of(watched) - (due_s - due_s[0])
        # A machine that pauses delays the virtual gauge and whoever hears it: without a clock in
        # the packets nobody can know better. What the radio held back is late by the fault itself.
        heard = watched.blocks
        arrived_s = np.repeat([each.arrived_s for each in heard], [len(each.t_s) for each in heard])
        was_free = (due_s < held_from_s - 0.5) | (due_s > held_until_s)
        late_s = (arrived_s - due_s)[was_free]
        assert np.ptp(error_s) < 0.25 + late_s.max()
        moved_s = abs(np.median(error_s[-80:]) - np.median(error_s[:80]))
        assert moved_s < 0.25 + np.ptp(late_s)
        assert not (flags_of(watched) & Flag.GAP_BEFORE).any()


async def test_f22_a_computer_that_stands_still_hears_no_silence_of_the_gauge():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(40)
        before = len(watched.news)
        time.sleep(STOPPED_S)  # noqa: ASYNC251 - nothing runs meanwhile, that is the fault
        await watched.streams(160)
        assert watched.news[before:] == []
        assert (np.diff(watched.raw) == 1).all()
