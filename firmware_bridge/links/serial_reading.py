"""Two ways to hear of bytes on a serial port: from the event loop, or from a thread of its own.

Where a port is a file descriptor that the loop can wait for, a delivery costs one wake-up and one
read; a thread costs three times as much (its reads, its hand-over, a switch). Windows, and ports
that pyserial makes of something else, need the thread.
"""

import asyncio
import contextlib
import os
import select
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

import serial

from firmware_bridge.links.arrivals import Arrival, Gone

READ_BYTES = 1 << 16
EMPTY_READS = 200
"""So many times in a row a port may say that bytes are there, and give none, before it is gone even
where the system does not say so: one that another program reads too does it with every packet."""

if sys.platform == "win32":
    GONE_ERRORS: tuple[type[Exception], ...] = (serial.SerialException, OSError, TypeError)
else:
    import termios

    # termios.error is no OSError; TypeError is what a read gets whose port another thread closed.
    GONE_ERRORS = (serial.SerialException, OSError, TypeError, termios.error)

Take = Callable[[Arrival | Gone], None]
"""Runs in the event loop."""
Wait = Callable[[], float]
"""Seconds that bytes wait for more of them; asked before each delivery."""

GATHER_S = 0.003
"""Shortest time between two deliveries."""


class PortReader(Protocol):
    """Something that hands on what a port receives."""

    def hold(self) -> None:
        """Hand on nothing for now."""
        ...

    def go_on(self) -> None:
        """Hand on again."""
        ...

    async def stop(self) -> None:
        """End; afterwards the port may be closed."""
        ...


def begin_reading(
    port: Any, loop: asyncio.AbstractEventLoop, take: Take, wait_s: Wait
) -> PortReader:
    """Read in the way that suits the port.

    Args:
        port: an open port of pyserial.
        loop: where `take` runs.
        take: gets everything that arrives, then `Gone`.
        wait_s: how long bytes wait for more.
    """
    if sys.platform != "win32" and type(port) is serial.Serial:
        return LoopReading(port, loop, take, wait_s)
    return ThreadReading(port, loop, take, wait_s)


class LoopReading:
    """Reads when the loop finds the descriptor readable."""

    def __init__(
        self, port: Any, loop: asyncio.AbstractEventLoop, take: Take, wait_s: Wait
    ) -> None:
        """Begin; see `begin_reading`."""
        self._port = port
        self._fd: int = port.fileno()
        self._loop = loop
        self._take = take
        self._wait_s = wait_s
        self._handed_s = float("-inf")
        self._empty = 0
        self._timer: asyncio.TimerHandle | None = None
        loop.add_reader(self._fd, self._readable)

    def hold(self) -> None:
        """Leave what comes in the buffer of the system."""
        self._loop.remove_reader(self._fd)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def go_on(self) -> None:
        """Read again."""
        self._loop.add_reader(self._fd, self._readable)

    async def stop(self) -> None:
        """End."""
        self.hold()

    def _readable(self) -> None:
        early_s = max(self._handed_s + GATHER_S - time.monotonic(), self._wait_s())
        if early_s > 0:
            self.hold()
            self._timer = self._loop.call_later(early_s, self._gathered)
        else:
            self._read()

    def _gathered(self) -> None:
        self._timer = None
        self.go_on()
        self._read()

    def _read(self) -> None:
        try:
            data = os.read(self._fd, READ_BYTES)
            self._empty = 0 if data else self._empty + 1
            is_gone = not data and (self._has_hung_up() or self._empty > EMPTY_READS)
        except BlockingIOError:
            return
        except GONE_ERRORS as error:
            self._end(str(error) or type(error).__name__)
            return
        if is_gone:
            self._end("it has no more bytes")
            return
        self._handed_s = time.monotonic()
        if data:
            self._take(Arrival(data, self._handed_s))

    def _has_hung_up(self) -> bool:
        # Raises where the device is gone.
        if self._port.in_waiting:
            return False
        poll = select.poll()
        poll.register(self._fd, 0)
        return any(seen & (select.POLLHUP | select.POLLERR) for _, seen in poll.poll(0))

    def _end(self, why: str) -> None:
        self.hold()
        self._take(Gone(why))


class ThreadReading:
    """Reads in a thread and hands over to the loop."""

    READ_TIMEOUT_S = 0.2
    HELD_S = 0.01

    def __init__(
        self, port: Any, loop: asyncio.AbstractEventLoop, take: Take, wait_s: Wait
    ) -> None:
        """Begin; see `begin_reading`."""
        self._port = port
        self._loop = loop
        self._take = take
        self._wait_s = wait_s
        self._stops = self._is_held = False
        self._thread = threading.Thread(target=self._run, name=f"serial {port.name}", daemon=True)
        self._thread.start()

    def hold(self) -> None:
        """Leave what comes in the buffer of the system."""
        self._is_held = True

    def go_on(self) -> None:
        """Read again."""
        self._is_held = False

    async def stop(self) -> None:
        """End; returns when the thread has."""
        self._stops = True
        if hasattr(self._port, "cancel_read"):
            with contextlib.suppress(*GONE_ERRORS):
                self._port.cancel_read()
        # Windows refuses to reopen a port closed before its reader has ended.
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
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
                early_s = max(handed_s + GATHER_S - time.monotonic(), self._wait_s())
                if early_s > 0:
                    time.sleep(early_s)
                    data += self._read_waiting()
                handed_s = time.monotonic()
                self._hand_over(Arrival(bytes(data), handed_s))
                while self._is_held and not self._stops:
                    time.sleep(self.HELD_S)
        except GONE_ERRORS as error:
            why = str(error) or type(error).__name__
        self._hand_over(Gone(why))

    def _read_waiting(self) -> bytes:
        waiting = self._port.in_waiting
        return bytes(self._port.read(waiting)) if waiting else b""

    def _hand_over(self, what: Arrival | Gone) -> None:
        # The loop may have ended before its reader did.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._take, what)
