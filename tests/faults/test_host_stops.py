"""Faults F22 and F23: the computer stands still for a while, or sleeps for an hour."""

import asyncio
import json
import sys
import time

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from tests import patience
from tests.bridge.pty_board import PERIOD_S, PtyBoard
from tests.faults.rig_apart import flags_of, rig_apart, ticks_of, until
from tests.faults.test_link_replay import simboard

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals"),
    pytest.mark.slow,
]
LEARNER = "sim:?learner=good&seed=1&hold_s=3&rest_s=5"
HOUR_S = 3600.0
"""25 N, the middle of the band."""


@pytest.mark.parametrize("stopped_s", [1.0, 4.0])
async def test_f22_a_host_that_stands_still_loses_no_sample_and_no_sensor(
    tmp_path, measured, stopped_s
):
    async with (
        simboard("--uri", LEARNER) as path,
        rig_apart(tmp_path, f"serial:{path}") as rig,
    ):
        session = await rig.start()
        await rig.fresh_s()
        rig.stop()
        await asyncio.sleep(stopped_s)
        on_s = rig.go_on()
        # What waited meanwhile is shown at once; at its own pace nothing would be fresh again.
        back_s = await rig.fresh_s()
        await asyncio.sleep(1.5)
        assert "lost" not in rig.link_states(on_s)
        await rig.post("/api/stations/pad-1/stop")
    record = rig.recorded(session)
    measured("back_on_screens_s", back_s, promised=2.5)
    assert sum(block.raw.lost for block in record.blocks) == 0
    assert np.unique(np.diff(ticks_of(record))).tolist() == [12_500]
    assert not (flags_of(record) & (Flag.GAP_BEFORE | Flag.CLOCK_RESTARTED)).any()


async def test_f22_what_the_buffer_of_the_system_could_not_hold_is_an_exact_gap(tmp_path, measured):
    async with (
        simboard("--uri", LEARNER + "&rate_hz=1000") as path,
        rig_apart(tmp_path, f"serial:{path}") as rig,
    ):
        session = await rig.start()
        await rig.fresh_s()
        rig.stop()
        await asyncio.sleep(4.0)
        rig.go_on()
        await rig.fresh_s()
        await asyncio.sleep(1.0)
        await rig.post("/api/stations/pad-1/stop")
    record = rig.recorded(session)
    steps = np.diff(ticks_of(record))
    missing = int((steps // 1000 - 1).sum())
    measured("lost_samples", missing)
    assert missing > 500
    assert sum(block.raw.lost for block in record.blocks) == missing
    after = np.flatnonzero(steps > 1000) + 1
    assert (flags_of(record)[after] & Flag.GAP_BEFORE).all()


@pytest.mark.parametrize("monotonic_counts", [True, False])
async def test_f23_an_hour_of_sleep_interrupts_the_hold_and_nothing_is_made_up_for(
    tmp_path, measured, monotonic_counts
):
    board = PtyBoard(tmp_path / "pad")
    async with rig_apart(tmp_path, f"serial:{tmp_path}/pad") as rig:
        session = await rig.start()
        await rig.in_mid_hold(board, held_s=2.0)
        board.is_silent = True
        # Bytes that lie in the port during the sleep are heard an hour late: that is a restart.
        # What was read has its time once the loop that read it answers.
        await patience.until(lambda: not board.plug.unread())
        await rig.live()
        rig.stop()
        board.skip(HOUR_S)
        board.load_raw = 0
        rig.suspend(monotonic_counts=monotonic_counts)
        before_s = rig.cpu_s()
        on_s = rig.go_on()
        # The clocks have moved before the first byte is read, as after a real sleep.
        await asyncio.sleep(0.2)
        board.is_silent = False
        back_s = await rig.fresh_s()
        await asyncio.sleep(2.0)
        used_s, took_s = rig.cpu_s() - before_s, time.monotonic() - on_s
        messages = [at for at, *_ in rig.frames if at >= on_s]
        await rig.until_phase("ready", "resting", "done", "free")
        await asyncio.sleep(1.5)
        await rig.post("/api/stations/pad-1/stop")
        again = await rig.start()
        await rig.in_mid_hold(board, held_s=2.5)
        board.load_raw = 0
        await until(lambda live: live["station"]["session"] is None, rig.live)
    holds = [json.loads(hold) for hold in rig.recorded(session).holds]
    measured("back_on_screens_s", back_s, promised=5.0)
    measured("cpu_after_waking_pct", 100 * used_s / took_s)
    assert [hold["interrupted"] for hold in holds] == [True]
    assert holds[0]["score"]["score"] is None
    assert len(messages) < 70 * took_s + 10
    assert used_s < 0.5 * took_s
    # A machine that keeps this program waiting makes the board silent too, which is told as well.
    assert sum("silent" not in line for line in rig.logged) <= 4
    record = rig.recorded(session)
    if monotonic_counts:
        reasons = [message["reason"] for _, message in rig.texts if message["type"] == "link"]
        assert any("slept" in reason for reason in reasons), (reasons, rig.logged)
        assert sum(block.raw.lost for block in record.blocks) == round(HOUR_S / PERIOD_S)
    ends = [json.loads(hold) for hold in rig.recorded(again).holds]
    assert [hold["interrupted"] for hold in ends] == [False]
    await board.unplug()
