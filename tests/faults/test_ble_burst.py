"""Fault F19: a radio that is silent for two seconds and then delivers everything at once."""

import asyncio
import time
from dataclasses import dataclass

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from firmware_bridge.timing.arrival import LONGEST_BACKLOG_S
from firmware_bridge.timing.device_session import PATIENCE_S
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
    while True:
        heard = await heard_after_a_silence(gauges.cts500())
        # A machine that takes seconds to deliver the burst has made a trickle of it: once more.
        if heard.silence_s < LONGEST_BACKLOG_S - 0.5 and heard.burst_s < PATIENCE_S - 0.5:
            break
    assert (np.diff(heard.numbers) == 1).all()
    error_s = heard.t_s - (heard.due_s - heard.due_s[0])
    # A machine that pauses delays the virtual gauge and whoever hears it: without a clock in the
    # packets nobody can know better. What the radio held back is late by the fault itself.
    late_s = (heard.arrived_s - heard.due_s)[heard.was_free]
    assert np.ptp(error_s) < 0.25 + late_s.max()
    moved_s = abs(np.median(error_s[-80:]) - np.median(error_s[:80]))
    assert moved_s < 0.25 + np.ptp(late_s)
    assert not (heard.flags & Flag.GAP_BEFORE).any()


@dataclass(frozen=True)
class Heard:
    """What came of a gauge without a clock whose radio was silent and then delivered everything.

    Attributes:
        was_free: of each sample, whether the radio let it go at once.
        silence_s: nothing came for so long; burst_s: until what was held back had come.
    """

    numbers: np.ndarray
    t_s: np.ndarray
    due_s: np.ndarray
    arrived_s: np.ndarray
    was_free: np.ndarray
    flags: np.ndarray
    silence_s: float
    burst_s: float


async def heard_after_a_silence(gauge) -> Heard:
    async with room(gauge) as air, hearing(air, gauge) as watched:
        await watched.streams(160)
        held_from_s = time.monotonic()
        air.ether.held_back = True
        await asyncio.sleep(SILENT_S)
        air.ether.held_back = False
        held_until_s = time.monotonic()
        await watched.streams(280)
        numbers = np.rint(np.array(watched.raw) * 100).astype(int)
        due_s = np.array(gauge.due_s)[numbers]
        blocks = watched.blocks
        arrived_s = np.repeat(
            [each.arrived_s for each in blocks], [len(each.t_s) for each in blocks]
        )
        back_s = arrived_s[arrived_s > held_until_s].min()
        return Heard(
            numbers,
            t_s_of(watched),
            due_s,
            arrived_s,
            (due_s < held_from_s - 0.5) | (due_s > held_until_s),
            flags_of(watched),
            back_s - arrived_s[arrived_s <= held_until_s].max(),
            arrived_s[due_s > held_until_s].min() - back_s,
        )


async def test_f22_a_computer_that_stands_still_hears_no_silence_of_the_gauge():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(40)
        before = len(watched.news)
        time.sleep(STOPPED_S)  # noqa: ASYNC251 - nothing runs meanwhile, that is the fault
        await watched.streams(160)
        assert watched.news[before:] == []
        assert (np.diff(watched.raw) == 1).all()
