"""A board is known by its own name also where a question or an answer is lost on the way."""

import numpy as np
import pytest

from firmware_bridge.ble_greeting import GREET_S
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import flags_of, hearing


class HardOfHearing(gauges.Board):
    """Misses questions: between a Bluetooth module and its board nothing is repeated."""

    misses: float = 2

    def hear(self, command: bytes) -> bytes:
        if b"?" in command and self.misses > 0:
            self.misses -= 1
            return b""
        return super().hear(command)


async def test_a_board_that_missed_the_question_is_asked_again():
    board = HardOfHearing()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(20)
        assert watched.source.identity == gauges.UID
        assert board.written.count(b"?\n") == 3


@pytest.mark.slow
async def test_a_name_told_late_is_taken_without_a_break():
    board = HardOfHearing()
    board.misses = float("inf")
    async with room(board) as air, hearing(air, board) as watched:
        await watched.until(lambda w: len(w.raw) > 20, GREET_S + 4.0)
        assert watched.source.identity == board.address
        board.misses = 0
        await board.notify(board.hear(b"?\n"))
        await watched.until(lambda w: w.source.identity == gauges.UID, 2.0)
        await watched.streams(20)
        assert not np.any(flags_of(watched)[1:])
        assert air.clients == 1
