"""A real recording gives the same holds and scores through a serial port as from its file."""

import sys
from dataclasses import replace

import pytest

from calibration.nominal import nominal_calibration
from firmware_bridge.source import open_source
from firmware_bridge.table import read_table, table_blocks
from rig.engine.analyse import judge_record, rest_of
from rig.engine.scoring.results import dumps, hold_json
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.step import Station
from rig.protocols.library import built_in
from tests.bridge.pty_board import watching
from tests.faults.test_link_replay import counts, simboard
from tests.presses import BOARD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
PAD = Station("one", nominal_calibration(BOARD), BOARD, built_in()["tp-hold"], HOLD_SCORE_1)
__all__ = ["counts"]


async def test_holds_and_scores_through_a_terminal_are_those_of_the_file(counts):
    file = read_table(counts)
    speed = "40" if len(file.t_s) > 1000 else "30"
    async with (
        simboard("--replay", str(counts), "--speed", speed, "--wait") as path,
        watching(open_source(f"serial:{path}")) as watched,
    ):
        await watched.until(lambda w: len(w.raw) >= len(file.t_s))
        wired = list(watched.blocks)
    rest = replace(rest_of(file.t_s, file.values[:, 0], None), known=True)
    by_file = judge_record(PAD, table_blocks(file, file.segments[0], 500), rest)
    by_wire = judge_record(PAD, wired, rest)
    assert len(by_file) >= 1
    assert [dumps(hold_json(hold, "N")) for hold in by_wire] == [
        dumps(hold_json(hold, "N")) for hold in by_file
    ]
