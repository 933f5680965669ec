"""Faults F01, F04 and F05 as people at a whole rig see them: screens, log, record."""

import asyncio
import json
import sys
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.links.supervision.restarts import (
    LONGEST_PAUSE_S,
    STARTS,
    WITHIN_S,
    RestartWatch,
)
from firmware_bridge.samples import Flag
from tests.bridge.pty_board import PtyBoard
from tests.faults.rig_apart import flags_of, rig_apart

UID = "0102030405060708"
"""25 N, the middle of the band."""
STARTS_AND_PAUSES = [
    pytest.param(6, 1.0, id="6 starts"),
    pytest.param(10, 2.0, id="10 starts", marks=pytest.mark.prove),
]

on_terminals = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@on_terminals
async def test_f01_a_pulled_plug_is_told_on_every_screen_and_once_in_the_log(tmp_path, measured):
    board = PtyBoard(tmp_path / "pad")
    async with rig_apart(tmp_path, f"serial:{tmp_path}/pad") as rig:
        session = await rig.start()
        await rig.until_phase("ready")
        pulled_s = await board.unplug()
        lost_s = await rig.told("link", lambda words: words["state"] == "lost", since_s=pulled_s)
        assert "unplugged; plug it in again" in (await rig.live())["station"]["link"]["reason"]
        await asyncio.sleep(1.0)
        board = PtyBoard(tmp_path / "pad", boot=2)
        plugged_s = time.monotonic()
        back_s = await rig.told("link", lambda words: words["state"] == "streaming", plugged_s)
        await rig.until_phase("ready")
        assert (await rig.live())["station"]["session"] == session
        await rig.post("/api/stations/pad-1/stop")
    measured("lost_on_screen_s", lost_s, promised=1.0)
    measured("back_on_screen_s", back_s, promised=3.0)
    # A machine that keeps these programs waiting makes the board silent or missed, told as well.
    told = [line for line in rig.logged if "silent" not in line and "stood still" not in line]
    assert sum("unplugged" in line for line in told) == 1
    assert all("unplugged" in line or "back" in line for line in told)
    record = rig.recorded(session)
    assert np.count_nonzero(flags_of(record) & Flag.GAP_BEFORE) == 1
    assert "link_lost" in [event.kind for event in record.events]
    await board.unplug()


@on_terminals
async def test_f04_a_board_that_reboots_in_mid_hold_interrupts_it_and_asks_for_a_new_zero(
    tmp_path, measured
):
    board = PtyBoard(tmp_path / "pad")
    async with rig_apart(tmp_path, f"serial:{tmp_path}/pad") as rig:
        session = await rig.start()
        await rig.in_mid_hold(board, held_s=2.0)
        board.reboot()
        rebooted_s = time.monotonic()
        told_s = await rig.told("live", lambda words: words["phase"] == "taring", rebooted_s)
        board.load_raw = 0
        await rig.until_phase("ready", "resting", "done")
        await rig.post("/api/stations/pad-1/stop")
    measured("new_zero_asked_s", told_s)
    record = rig.recorded(session)
    [hold] = map(json.loads, record.holds)
    assert hold["interrupted"]
    assert hold["score"]["score"] is None
    assert (np.diff(np.concatenate([block.raw.t_s for block in record.blocks])) > 0).all()
    assert np.count_nonzero(flags_of(record) & Flag.CLOCK_RESTARTED) == 1
    await board.unplug()


@on_terminals
@pytest.mark.parametrize(("starts", "every_s"), STARTS_AND_PAUSES)
async def test_f05_a_board_that_browns_out_again_and_again_is_told_once_and_left_alone(
    tmp_path, measured, starts, every_s
):
    board = PtyBoard(tmp_path / "pad")
    async with rig_apart(tmp_path, f"serial:{tmp_path}/pad") as rig:
        await rig.fresh_s()
        began_s, before_s = time.monotonic(), rig.cpu_s()
        for _ in range(starts):
            board.is_silent = False
            board.reboot()
            await asyncio.sleep(0.25 * every_s)
            # The supply breaks down as soon as the converter draws its current.
            board.is_silent = True
            await asyncio.sleep(0.75 * every_s)
        over_s = time.monotonic()
        cpu_pct = 100 * (rig.cpu_s() - before_s) / (over_s - began_s)
        unstable = [at for at, words in rig.texts if "rig unstable" in words.get("reason", "")]
        board.is_silent = False
        board.reboot()
        back_s = await rig.told("link", lambda words: words["state"] == "streaming", over_s)
    measured("told_after_s", unstable[0] - began_s)
    measured("cpu_pct", cpu_pct, promised=5.0)
    measured("back_after_s", back_s, promised=LONGEST_PAUSE_S + 10.0)
    measured("log_lines", len(rig.logged))
    assert len(unstable) == 1
    assert len(rig.logged) <= 12
    await board.unplug()


@given(st.lists(st.floats(0.1, 60.0), min_size=1, max_size=40))
def test_f05_pauses_grow_to_half_a_minute_and_unstable_is_said_once(gaps_s):
    watch = RestartWatch()
    now_s, pauses_s, told = 0.0, [], 0
    for gap_s in gaps_s:
        now_s += gap_s
        told += watch.start(now_s)
        if watch.is_unstable:
            pauses_s.append(watch.pause_s())
    assert told == bool(pauses_s)
    assert pauses_s == sorted(pauses_s)
    assert max(pauses_s, default=0.0) <= LONGEST_PAUSE_S


@given(st.floats(WITHIN_S / (STARTS - 1) + 0.01, 3600.0))
def test_f05_starts_far_apart_are_no_instability(gap_s):
    watch = RestartWatch()
    assert not any(watch.start(number * gap_s) for number in range(20))


def test_f05_a_sensor_that_has_been_steady_is_trusted_again():
    watch = RestartWatch()
    assert [watch.start(at_s) for at_s in (0.0, 2.0, 4.0, 6.0)] == [False, False, True, False]
    assert not watch.settle(7.0, 11.0)
    assert watch.settle(7.0, 12.0)
    assert not watch.is_unstable
