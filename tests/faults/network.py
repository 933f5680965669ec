"""A line between a browser and the rig that can be cut, held, slowed, or closed to sockets."""

import contextlib
import heapq
import itertools
import select
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

PIECE_BYTES = 65536
LOOK_S = 0.02


class Network:
    """A relay on a port of its own: browsers connect to it, it connects to the rig.

    The rig answers to its own address alone, so what a browser says of the relay's is rewritten;
    both ports have five digits.

    Args:
        port: of the rig.
        delay_s: how much later each piece arrives, answered anew for each.
        no_sockets: refuse every request to upgrade, as some proxies of companies do.
    """

    def __init__(
        self, port: int, *, delay_s: Callable[[], float] = lambda: 0.0, no_sockets: bool = False
    ) -> None:
        self._rig = port
        self._delay_s = delay_s
        self._no_sockets = no_sockets
        self._is_up = threading.Event()
        self._is_up.set()
        self._is_over = False
        self._lines: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(LOOK_S)
        self.port = int(self._listener.getsockname()[1])
        self.cut_off = False
        self._threads = [threading.Thread(target=self._accept)]

    @property
    def url(self) -> str:
        """Where the rig is, on this side."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._is_over = True
        self._is_up.set()
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join()

    def hold(self) -> None:
        """Nothing passes, and nobody is told: a black hole."""
        self._is_up.clear()

    def release(self) -> None:
        """What waited passes, then all else."""
        self._is_up.set()

    def cut(self) -> None:
        """Every line ends at once."""
        for line in tuple(self._lines):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._is_over:
            with contextlib.suppress(TimeoutError, OSError):
                browser, _ = self._listener.accept()
                if self.cut_off:
                    browser.close()
                    continue
                thread = threading.Thread(target=self._serve, args=(browser,))
                self._threads.append(thread)
                thread.start()

    def _serve(self, browser: socket.socket) -> None:
        rig = socket.create_connection(("127.0.0.1", self._rig))
        both = {browser: rig, rig: browser}
        self._lines |= both.keys()
        late: list[tuple[float, int, socket.socket, bytes]] = []
        turn, latest_s = itertools.count(), dict.fromkeys(both, 0.0)
        try:
            while not self._is_over:
                self._is_up.wait()
                for line in select.select(list(both), [], [], LOOK_S if not late else 0.001)[0]:
                    piece = line.recv(PIECE_BYTES)
                    if not piece:
                        return
                    if line is browser:
                        if self._no_sockets and b"pgrade: websocket" in piece:
                            browser.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
                            return
                        here, there = f"127.0.0.1:{self.port}", f"127.0.0.1:{self._rig}"
                        piece = piece.replace(here.encode(), there.encode())
                    # A piece that is sent later never overtakes one before it.
                    latest_s[line] = max(latest_s[line], time.monotonic() + self._delay_s())
                    heapq.heappush(late, (latest_s[line], next(turn), both[line], piece))
                while late and late[0][0] <= time.monotonic() and self._is_up.is_set():
                    _, _, to, piece = heapq.heappop(late)
                    to.sendall(piece)
        except OSError:
            return
        finally:
            self._lines -= both.keys()
            browser.close()
            rig.close()
