"""A USB cable: a board in its own thread, its UART on a pty that pyserial opens."""

import contextlib
import os
import pty
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, Self

SLICE_S = 0.002
PENDING_LIMIT = 2048
JOINING_COSTS = 1
"""Packets: whoever opens a port in the middle of one hears a half that no check can save."""


class Board(Protocol):
    """What a cable needs of a board."""

    @property
    def t_s(self) -> float:
        """Seconds since power-up."""
        ...

    def run(self, for_s: float) -> bytes:
        """Let time pass; bytes sent meanwhile."""
        ...

    def hear(self, data: bytes) -> None:
        """Bytes from the host."""
        ...


class Cable:
    """Runs a board against the clock of the host and carries its bytes; use as a context.

    A port that is not read fast enough holds the board's time back instead of losing bytes, so
    that a board may run faster than the clock.

    Attributes:
        path: stable name of the port; a symbolic link, as /dev/serial/by-id has them.
    """

    def __init__(
        self,
        board: Board,
        path: Path,
        *,
        speed: float = 1.0,
        spoil: Callable[[bytes], bytes] = bytes,
    ) -> None:
        """Plug in.

        Args:
            board: powered up already.
            path: where the port shall appear.
            speed: seconds of the board per second.
            spoil: what happens to bytes on their way to the host.
        """
        self.path = path
        self.trouble: Exception | None = None
        self._board = board
        self._speed = speed
        self._spoil = spoil
        self._master: int | None = None
        self._lock = threading.Lock()
        self._still = threading.Lock()
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board")

    def __enter__(self) -> Self:
        self.plug()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join()
        self.unplug()
        if self.trouble is not None:
            raise self.trouble

    def plug(self) -> None:
        """A new port appears under the stable name."""
        master, slave = pty.openpty()
        tty.setraw(slave)
        name = os.ttyname(slave)
        os.close(slave)
        os.set_blocking(master, False)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(name)
        with self._lock:
            self._master = master

    def unplug(self) -> None:
        """The port goes away; the board lives on, as on a hub with its own supply."""
        with self._lock:
            if self._master is not None:
                os.close(self._master)
            self._master = None
        self.path.unlink(missing_ok=True)

    def between_slices(self, change: Callable[[], None]) -> None:
        """Change something of the board while its time stands still."""
        with self._still:
            change()

    def _run(self) -> None:
        try:
            self._pass_time()
        except Exception as error:  # noqa: BLE001 - raised again in the thread of the test
            self.trouble = error

    def _pass_time(self) -> None:
        pending = b""
        while not self._ends.is_set():
            began_s, board_s = time.monotonic(), self._board.t_s
            while len(pending) < PENDING_LIMIT and not self._ends.is_set():
                ahead_s = (self._board.t_s - board_s) / self._speed - (time.monotonic() - began_s)
                if ahead_s > 0:
                    time.sleep(ahead_s)
                with self._still:
                    sent = self._board.run(SLICE_S)
                pending = self._carry(pending + self._spoil(sent))
            while len(pending) >= PENDING_LIMIT and not self._ends.is_set():
                time.sleep(SLICE_S)
                pending = self._carry(pending)

    def _carry(self, pending: bytes) -> bytes:
        """Exchange bytes with the host; what it would not take yet."""
        with self._lock:
            if self._master is None:
                return b""
            with contextlib.suppress(BlockingIOError, OSError):
                self._board.hear(os.read(self._master, 256))
            try:
                return pending[os.write(self._master, pending) :] if pending else b""
            except BlockingIOError:
                return pending
