"""A Bluetooth UART module on the serial pins of a board: whatever comes goes on, in pieces."""

import asyncio
import contextlib
import os
from pathlib import Path

from bumble.device import Device

from firmware_bridge.catalogue import device_of_kind
from tests.ble.gauge import Gauge

NAME = "Nordic_UART_Service"
PIECE_BYTES = 20


class UartModule(Gauge):
    """Knows nothing of what it carries; without a listener the bytes are gone."""

    def __init__(self, port: Path, *, number: int = 20, piece_bytes: int = PIECE_BYTES) -> None:
        super().__init__(
            device_of_kind("board-uart"),
            NAME,
            lambda _: b"",
            rate_hz=1,
            number=number,
            piece_bytes=piece_bytes,
        )
        self._port = port
        self._wire = -1
        self._heard: asyncio.Queue[bytes] = asyncio.Queue()

    def begin(self, device: Device) -> None:
        self.device = device
        self._wire = os.open(self._port, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        asyncio.get_running_loop().add_reader(self._wire, self._read)
        self._task = asyncio.create_task(self._carry(), name=f"module {self.name}")

    async def end(self) -> None:
        await super().end()
        asyncio.get_running_loop().remove_reader(self._wire)
        os.close(self._wire)

    def hear(self, command: bytes) -> bytes:
        os.write(self._wire, command)
        return b""

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._heard.put_nowait(os.read(self._wire, 4096))

    async def _carry(self) -> None:
        while True:
            data = await self._heard.get()
            if self.device.connections:
                await self.notify(data)
