"""A board that already streams when its port is opened."""

import sys

import pytest

from firmware_bridge.board_events import FIRMWARE_VERSION, version_message
from firmware_bridge.samples import RawBlock
from firmware_bridge.source import open_source
from tests.bridge.pty_board import PtyBoard
from tests.bridge.wire import Session, board_frames, info

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


async def test_with_its_first_samples_a_board_has_told_what_it_is(tmp_path):
    """The samples come first on the wire: it is slow to answer."""
    board = PtyBoard(tmp_path / "pad")
    board.deaf_for_n = 8
    source = open_source(f"serial:{tmp_path}/pad")
    told = []
    async for item in source.stream():
        if isinstance(item, RawBlock):
            told.append((item.raw[0, 0], source.traits.firmware))
            await source.close()
    await board.unplug()
    assert told[0][0] < board.answered_n
    assert told[0][1] == version_message(FIRMWARE_VERSION)


def test_a_slow_board_is_told_though_its_samples_come_before_it_says_who_it_is():
    slow = board_frames(range(60), period_us=100_000)
    session = Session(rate_hz=0.0).hear(slow[:5])
    session.hear([info(rate_hz=10.0)])
    assert session.device_session.traits.rate_hz == 10.0
    assert "10.0 times a second, too slow" in session.device_session.remark


def test_a_slow_board_is_told_by_its_own_clock_where_it_says_nothing():
    session = Session(rate_hz=0.0).hear(board_frames(range(60), period_us=100_000))
    assert "10.0 times a second, too slow" in session.device_session.remark
