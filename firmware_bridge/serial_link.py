"""One open serial port: a thread that reads, and bytes handed to the event loop."""

import asyncio
import contextlib
import sys
import threading
import time
from collections import deque
from typing import Any

import serial

from firmware_bridge.arrivals import Arrival, Gone
from firmware_bridge.ports import port_error

READ_TIMEOUT_S = 0.2
WRITE_TIMEOUT_S = 0.2
GATHER_S = 0.003
"""Shortest time between two deliveries: a wake-up per sample would cost more than decoding it."""
PENDING_LIMIT = 1 << 20
_PAUSE_S = 0.01

if sys.platform == "win32":
    GONE_ERRORS: tuple[type[Exception], ...] = (serial.SerialException, OSError, TypeError)
else:
    import termios

    # termios.error is no OSError; TypeError is what a read gets whose port another thread closed.
    GONE_ERRORS = (serial.SerialException, OSError, TypeError, termios.error)


class SerialLink:
    """An open port; close it."""

    def __init__(self, port: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Start reading; use `open_link`."""
        self._port = port
        self._loop = loop
        self._arrivals: deque[Arrival] = deque()
        self._pending = 0
        self._gone: Gone | None = None
        self._wake = asyncio.Event()
        self._stops = False
        self._thread = threading.Thread(target=self._read, name=f"serial {port.name}", daemon=True)
        self._thread.start()

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next bytes; `Gone` once there will be none; None when nothing came in time."""
        if not self._arrivals and self._gone is None:
            self._wake.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._wake.wait()
            except TimeoutError:
                return None
        if self._arrivals:
            arrival = self._arrivals.popleft()
            self._pending -= len(arrival.data)
            return arrival
        return self._gone

    async def send(self, data: bytes) -> None:
        """Write to the device; a port that is gone is noticed by reading."""
        if data:
            with contextlib.suppress(*GONE_ERRORS):
                await asyncio.to_thread(self._port.write, data)

    async def close(self) -> None:
        """Release the port; returns when nothing of it is left."""
        self._stops = True
        if hasattr(self._port, "cancel_read"):
            with contextlib.suppress(*GONE_ERRORS):
                self._port.cancel_read()
        # Windows refuses to reopen a port closed before its reader has ended.
        await asyncio.to_thread(self._thread.join)
        with contextlib.suppress(*GONE_ERRORS):
            self._port.close()

    def _read(self) -> None:
        why = "closed"
        port = self._port
        handed_s = 0.0
        try:
            while not self._stops:
                data = port.read(max(1, port.in_waiting))
                if not data:
                    continue
                # A read that waited returns with the first byte: the rest of its packet is there.
                data += self._read_waiting()
                early_s = handed_s + GATHER_S - time.monotonic()
                if early_s > 0:
                    time.sleep(early_s)
                    data += self._read_waiting()
                handed_s = time.monotonic()
                self._hand_over(self._arrive, Arrival(bytes(data), handed_s))
                while self._pending > PENDING_LIMIT and not self._stops:
                    time.sleep(_PAUSE_S)
        except GONE_ERRORS as error:
            why = str(error) or type(error).__name__
        self._hand_over(self._end, Gone(why))

    def _read_waiting(self) -> bytes:
        waiting = self._port.in_waiting
        return bytes(self._port.read(waiting)) if waiting else b""

    def _hand_over(self, take: Any, what: Arrival | Gone) -> None:
        # The loop may have ended before its reader did.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(take, what)

    def _arrive(self, arrival: Arrival) -> None:
        self._arrivals.append(arrival)
        self._pending += len(arrival.data)
        self._wake.set()

    def _end(self, gone: Gone) -> None:
        self._gone = gone
        self._wake.set()


async def open_link(path: str, baud: int) -> SerialLink:
    """Open a port for us alone.

    Args:
        path: device path, COM name or pyserial URL.
        baud: speed.

    Raises:
        PortError: the system refuses; the sentence says what to do.
    """

    def opened() -> Any:
        try:
            return serial.serial_for_url(
                path,
                baudrate=baud,
                timeout=READ_TIMEOUT_S,
                write_timeout=WRITE_TIMEOUT_S,
                exclusive=True,
            )
        except (*GONE_ERRORS, ValueError) as error:
            raise port_error(path, error, windows=sys.platform == "win32") from error

    return SerialLink(await asyncio.to_thread(opened), asyncio.get_running_loop())
