"""Computers that never ask for more than the 20 bytes a notification carries from the start.

The board's part is spoken by its MicroPython firmware on a real MicroPython machine.
"""

import asyncio
from pathlib import Path

import pytest

from firmware_bridge.catalogue import device_of_kind
from tests.ble.air import room
from tests.ble.gauge import Gauge
from tests.ble.listening import hearing
from tests.firmware import pico
from tests.firmware.load_cell import LoadCell

UID = "e6614103e7452f2f"
ROOM = 20


class Pico(Gauge):
    """Says what the firmware said: who it is when asked, then notification after notification."""

    def __init__(self, folder: Path, for_s: float = 12.0) -> None:
        self.cell = LoadCell()
        self.power_on(folder, for_s)
        super().__init__(
            device_of_kind("board-ble"), "Steadyhold Pico", lambda n: self.said[n], rate_hz=92.5 / 2
        )

    def power_on(self, folder: Path, for_s: float = 12.0) -> None:
        """A start of the firmware: another boot id, and numbers from 0."""
        folder.mkdir(exist_ok=True)
        place = pico.environment(folder, self.cell, for_s)
        self.who, self.said = pico.by_radio(place, ROOM)

    def hear(self, command: bytes) -> bytes:
        self.is_started = self.is_started or b"s" in command
        if b"?" in command:
            self._telling = asyncio.ensure_future(self._tell())
        return b""

    async def _tell(self) -> None:
        for each in self.who:
            await self.notify(each)


@pytest.fixture
def board(tmp_path: Path) -> Pico:
    return Pico(tmp_path)


async def test_who_it_is_and_every_sample_arrive_in_notifications_of_20_bytes(board: Pico):
    async with room(board) as air:
        air.mtu = 23
        async with hearing(air, board) as watched:
            await watched.streams(200)
            assert max(map(len, board.who + board.said)) == ROOM
            assert watched.source.identity == UID
            assert watched.raw == board.cell.truth[: len(watched.raw)]
            assert watched.source.counters.lost == watched.source.counters.rejected == 0


async def test_a_board_that_was_reset_is_known_by_its_boot_id_in_small_packets(
    board: Pico, tmp_path: Path
):
    async with room(board) as air:
        air.mtu = 23
        async with hearing(air, board) as watched:
            await watched.streams(40)
            await air.take_away(board, supervision_s=0.2)
            board.power_on(tmp_path / "again")
            board.sent, board.is_started = 0, False
            air.bring_back(board)
            before = len(watched.news)
            await watched.says("streaming", after=before)
            await watched.streams(40)
            assert watched.source.identity == UID
            assert watched.source.counters.restarts == 1
