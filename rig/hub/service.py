"""One start of the hub: recorder, stations, port and web process, until told to stop."""

import asyncio
import contextlib
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import uvicorn

from rig.hub.cancel_and_wait import cancel_and_raise
from rig.hub.http.app import make_app
from rig.hub.http.http_protocol import HttpProtocol
from rig.hub.http.proxy import Proxy
from rig.hub.hub import Hub
from rig.hub.live.ws_protocol import LiveProtocol
from rig.hub.process.web_process import WebProcess

MESSAGE_LIMIT_BYTES = 64 * 1024
# Live sockets are told to close; whoever does not within this is cut off.
STOP_PATIENCE_S = 2
SWITCH_S = 0.001
USUAL_PORT = 80


class Service(uvicorn.Server):
    """The server of one hub; Ctrl-C, a hang-up and a termination signal stop it in order.

    Args:
        hub: stations and record.
        web: the process that makes the pages, started.
        listen_socket: where browsers connect.
    """

    def __init__(self, hub: Hub, web: WebProcess, listen_socket: socket.socket) -> None:
        self.hub = hub
        self.web = web
        self.port = int(listen_socket.getsockname()[1])
        self._listen_socket = listen_socket
        self._proxy = Proxy(web)
        super().__init__(
            uvicorn.Config(
                make_app(hub, web, self._proxy, self.port),
                http=HttpProtocol,
                ws=LiveProtocol,
                ws_max_size=MESSAGE_LIMIT_BYTES,
                ws_per_message_deflate=False,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=STOP_PATIENCE_S,
            )
        )

    @property
    def url(self) -> str:
        """Address to open on this machine; as a browser writes it, without the usual port."""
        return "http://127.0.0.1" if self.port == USUAL_PORT else f"http://127.0.0.1:{self.port}"

    async def run_until_stopped(self) -> None:
        """Work until `should_exit` is set or a signal comes."""
        # A recorder or reader thread may keep the interpreter this long while a sample waits.
        sys.setswitchinterval(SWITCH_S)
        keeping = asyncio.create_task(self.web.keep(), name="keep the web process")
        try:
            async with self.hub.at_work():
                await self.serve(sockets=[self._listen_socket])
        finally:
            await cancel_and_raise(keeping)
            await self._proxy.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let signals end the server, and nothing more: being asked to stop is no failure."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        # A terminal that is closed hangs up; Windows knows no such signal.
        wanted = [signal.SIGINT, signal.SIGTERM]
        if sys.platform != "win32":
            wanted.append(signal.SIGHUP)
        before = {number: signal.signal(number, self._stop) for number in wanted}
        try:
            yield
        finally:
            for number, action in before.items():
                signal.signal(number, action)

    def _stop(self, _: int, __: FrameType | None) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True
