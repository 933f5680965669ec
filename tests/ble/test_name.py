"""A board is known by its own name also where a question or an answer is lost on the way."""

import asyncio
import time

import numpy as np

from firmware_bridge.links import ble_greeting
from firmware_bridge.links.ble_greeting import ASK_EVERY_S
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import flags_of, hearing

ANSWERS_AFTER_S = 0.2
SOON_S, FOR_EVER_S = 1.0, 1e6


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


async def test_a_name_told_late_is_taken_without_a_break(monkeypatch):
    monkeypatch.setattr(ble_greeting, "GREET_S", SOON_S)
    board = HardOfHearing()
    board.misses = float("inf")
    async with room(board) as air, hearing(air, board) as watched:
        await watched.until(lambda w: len(w.raw) > 20)
        assert watched.source.identity == board.address
        board.misses = 0
        await board.notify(board.hear(b"?\n"))
        await watched.until(lambda w: w.source.identity == gauges.UID)
        await watched.streams(20)
        assert not np.any(flags_of(watched)[1:])
        assert air.clients == 1


async def test_a_stranger_who_tells_its_name_late_is_left_at_once(monkeypatch):
    monkeypatch.setattr(ble_greeting, "GREET_S", SOON_S)
    board = HardOfHearing(uid="ff02030405060708")
    board.misses = float("inf")
    async with room(board) as air, hearing(air, board, f"&uid={gauges.UID}") as watched:
        await watched.until(lambda w: bool(board.written) and board.is_started)
        board.misses = 0
        await board.notify(board.hear(b"?\n"))
        await watched.until(lambda w: any("is another gauge (ff02" in n.reason for n in w.news))
        samples = len(watched.raw)
        await asyncio.sleep(0.5)
        assert len(watched.raw) == samples


async def test_a_source_that_is_closed_does_not_wait_for_a_name(monkeypatch):
    monkeypatch.setattr(ble_greeting, "GREET_S", FOR_EVER_S)
    board = HardOfHearing()
    board.misses = float("inf")
    async with room(board) as air, hearing(air, board) as watched:
        await watched.until(lambda w: b"?\n" in board.written)
        await watched.close()


class Slow(gauges.Vernier):
    """Answers so late that a meeting of seven questions lasts longer than one question may."""

    async def notify(self, data: bytes) -> None:
        await asyncio.sleep(ANSWERS_AFTER_S)
        await super().notify(data)


async def test_a_gauge_that_is_met_slowly_is_not_asked_to_begin_again():
    gauge = Slow()
    async with room(gauge) as air:
        async with hearing(air, gauge) as watched:
            await watched.until(lambda w: w.source.identity == "0V3000C7")
            assert b"".join(gauge.written).count(gauge.kind.ask) == 1
        await asyncio.sleep(2 * ANSWERS_AFTER_S)


async def test_a_computer_that_stood_still_does_not_take_an_answer_for_a_late_one():
    gauge = Slow()
    async with room(gauge) as air:
        async with hearing(air, gauge) as watched:
            await watched.until(lambda _: gauge.kind.ask in b"".join(gauge.written))
            time.sleep(2 * ASK_EVERY_S)  # noqa: ASYNC251 - nothing runs meanwhile
            await watched.until(lambda w: w.source.identity == "0V3000C7")
            assert b"".join(gauge.written).count(gauge.kind.ask) == 1
        await asyncio.sleep(2 * ANSWERS_AFTER_S)
