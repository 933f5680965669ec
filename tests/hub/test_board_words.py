"""What a board says of itself reaches the screens and the record: stuck, too slow."""

import sys

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from rig.store.read import load_session
from tests.faults.test_link_replay import simboard
from tests.hub.conftest import pad
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


async def test_a_board_at_ten_samples_a_second_works_and_is_told_with_the_way_out(run_rig):
    async with (
        simboard("--uri", "sim:?rate_hz=10.6") as path,
        run_rig(pad(source=f"serial:{path}")) as rig,
    ):
        about = await until(
            lambda: rig.hub.channels[0].about if rig.hub.channels[0].about.link_reason else None
        )
        assert about.link_state == "streaming"
        assert "10.6 times a second" in about.link_reason
        assert "RATE pin" in about.link_reason
        session = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        await until(lambda: rig.hub.channels[0].live.t_s > 1.0)
    told = [each for each in load_session(rig.store, session).events if each.text]
    assert [each.text for each in told if each.kind == "sensor_remark"] == [about.link_reason]


async def test_a_reading_that_freezes_is_in_the_record_as_stuck_until_it_moves(run_rig):
    uri = "sim:?learner=good&seed=1&fault=stuck@8+3"
    async with (
        simboard("--uri", uri, "--wait") as path,
        run_rig(pad(source=f"serial:{path}")) as rig,
    ):
        await until(lambda: rig.hub.channels[0].ring.count > 10)
        session = (await rig.post("/api/stations/pad-1/start", {})).json()["session"]
        await until(lambda: rig.hub.channels[0].live.t_s > 12.0)
    blocks = [block.raw for block in load_session(rig.store, session).blocks]
    flags = np.concatenate([block.flags for block in blocks])
    raw = np.concatenate([block.raw[:, 0] for block in blocks])
    stuck = np.flatnonzero(flags & Flag.STUCK)
    assert len(stuck) == pytest.approx(2.0 * 80, abs=4)
    assert (np.diff(stuck) == 1).all()
    assert len(set(raw[stuck].tolist())) == 1
    assert raw[stuck[-1] + 1] != raw[stuck[-1]]
