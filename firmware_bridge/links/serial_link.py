"""One open serial port: what it receives, in order, and what is sent."""

import asyncio
import contextlib
import sys
from collections import deque
from typing import Any

import serial

from firmware_bridge.errors import PortAddressError
from firmware_bridge.links.arrivals import Arrival, Gone
from firmware_bridge.links.ports import port_error
from firmware_bridge.links.serial_reading import GONE_ERRORS, ThreadReading, begin_reading

WRITE_TIMEOUT_S = 0.2
FEW_LINKS = 2
WAIT_PER_LINK_S = 0.0035
LONGEST_WAIT_S = 0.05
"""Each delivery costs far more than the samples in it. One or two sensors are heard at once; with
four, two samples at 80 Hz share a delivery (14 ms), with a class of forty, four (50 ms)."""
FAST_BYTES_PER_S = 4000.0
FEW_FAST_LINKS = 8
"""A sensor of more than some 240 samples a second fills its deliveries without waiting."""
PENDING_LIMIT = 1 << 20
LATE_S = 0.001
URLS = ("socket", "rfc2217", "loop", "hwgrep", "cp2110")
"""Of pyserial; `spy` writes what comes into any file that is named, and `alt` makes any class."""

_open_ports: set[int] = set()


class SerialLink:
    """An open port; close it."""

    def __init__(self, port: Any, loop: asyncio.AbstractEventLoop) -> None:
        """Start reading; use `open_link`."""
        self._port = port
        self._loop = loop
        self._arrivals: deque[Arrival] = deque()
        self._pending = 0
        self._gone: Gone | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._due_s = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._counted_s = loop.time()
        self._counted = 0
        self._bytes_per_s = 0.0
        _open_ports.add(id(self))
        self._reading = begin_reading(
            port, loop, self._receive, lambda: wait_s(len(_open_ports), self._bytes_per_s)
        )

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next bytes; `Gone` once there will be none; None when nothing came in time."""
        if not self._arrivals and self._gone is None:
            self._waiting = self._loop.create_future()
            self._wake_at(self._loop.time() + timeout_s)
            try:
                await self._waiting
            finally:
                self._waiting = None
        if self._arrivals:
            arrival = self._arrivals.popleft()
            was_full = self._pending > PENDING_LIMIT
            self._pending -= len(arrival.data)
            if was_full and self._pending <= PENDING_LIMIT and self._gone is None:
                self._reading.go_on()
            return arrival
        return self._gone

    async def send(self, data: bytes) -> None:
        """Write to the device; a port that is gone is noticed by reading."""
        if data:
            with contextlib.suppress(*GONE_ERRORS):
                await asyncio.to_thread(self._port.write, data)

    async def close(self) -> None:
        """Release the port; returns when nothing of it is left."""
        _open_ports.discard(id(self))
        if self._timer is not None:
            self._timer.cancel()
        await self._reading.stop()
        with contextlib.suppress(*GONE_ERRORS):
            self._port.close()

    def _receive(self, what: Arrival | Gone) -> None:
        if isinstance(what, Gone):
            self._gone = what
        else:
            self._arrivals.append(what)
            self._pending += len(what.data)
            self._count(len(what.data))
            if self._pending > PENDING_LIMIT:
                self._reading.hold()
        self._wake()

    def _count(self, new_bytes: int) -> None:
        self._counted += new_bytes
        took_s = self._loop.time() - self._counted_s
        if took_s >= 1.0:
            self._bytes_per_s = self._counted / took_s
            self._counted_s += took_s
            self._counted = 0

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _wake_at(self, due_s: float) -> None:
        """Let the wait end then; a timer that is under way is kept, for most waits are short."""
        self._due_s = due_s
        if self._timer is not None and self._timer.when() > due_s:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._timer = self._loop.call_at(due_s, self._time_out)

    def _time_out(self) -> None:
        self._timer = None
        if self._waiting is None:
            return
        if self._loop.time() < self._due_s - LATE_S:
            self._wake_at(self._due_s)
        else:
            self._wake()


def wait_s(links: int, bytes_per_s: float) -> float:
    """Seconds that bytes wait for more of them: the more ports are open, the longer.

    Args:
        links: ports open now.
        bytes_per_s: what this one receives; 0 before it is known.
    """
    few = FEW_FAST_LINKS if bytes_per_s > FAST_BYTES_PER_S else FEW_LINKS
    return 0.0 if links <= few else min(LONGEST_WAIT_S, WAIT_PER_LINK_S * links)


async def open_link(path: str, baud: int) -> SerialLink:
    """Open a port for us alone.

    Args:
        path: device path, COM name or pyserial URL.
        baud: speed.

    Raises:
        PortError: it is a URL of another kind, or the system refuses; the sentence says what to do.
    """
    kind, is_url, _ = path.partition("://")
    if is_url and kind.lower() not in URLS:
        raise PortAddressError(path, known=URLS)

    def opened() -> Any:
        try:
            return serial.serial_for_url(
                path,
                baudrate=baud,
                timeout=ThreadReading.READ_TIMEOUT_S,
                write_timeout=WRITE_TIMEOUT_S,
                exclusive=True,
            )
        except (*GONE_ERRORS, ValueError) as error:
            raise port_error(path, error, windows=sys.platform == "win32") from error

    opening = asyncio.create_task(asyncio.to_thread(opened))
    try:
        port = await asyncio.shield(opening)
    except asyncio.CancelledError:
        # The thread opens it none the less: whoever is to have the port next would be refused.
        await asyncio.wait([opening])
        if opening.exception() is None:
            opening.result().close()
        raise
    return SerialLink(port, asyncio.get_running_loop())
