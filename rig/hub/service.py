"""One start of the hub: recorder, stations, port and web process, until told to stop."""

import asyncio
import contextlib
import signal
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from rig.hub.cancel_and_wait import cancel_and_raise
from rig.hub.doors.doors import Doors
from rig.hub.http.app import make_app
from rig.hub.http.http_protocol import HttpProtocol
from rig.hub.http.proxy import Proxy
from rig.hub.hub import Hub
from rig.hub.live.ws_protocol import LiveProtocol
from rig.hub.process.listen_socket import FrontDoor
from rig.hub.process.web_process import WebProcess
from rig.lan.tls_files import TlsFiles

MESSAGE_LIMIT_BYTES = 64 * 1024
# Live sockets are told to close; whoever does not within this is cut off.
STOP_PATIENCE_S = 2
SWITCH_S = 0.001


class Service(uvicorn.Server):
    """The server of one hub; Ctrl-C, a hang-up and a termination signal stop it in order.

    Args:
        hub: stations and record.
        web: the process that makes the pages, started.
        front: where browsers connect.

    Attributes:
        site: under which names it answers, and whether the way to it is encrypted.
        doors: accounts and logins.
    """

    def __init__(self, hub: Hub, web: WebProcess, front: FrontDoor) -> None:
        self.hub = hub
        self.web = web
        self.site = front.site
        self.front = front
        self.doors = Doors(hub.store, front.site)
        self.doors.open()
        self._proxy = Proxy(web)
        super().__init__(
            uvicorn.Config(
                make_app(hub, web, self._proxy, front, self.doors),
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
                ssl_context_factory=None if front.tls is None else _own_certificate(front.tls),
            )
        )

    @property
    def port(self) -> int:
        """It listens on."""
        return self.site.port

    @property
    def url(self) -> str:
        """Address to open."""
        return self.site.url

    async def run_until_stopped(self) -> None:
        """Work until `should_exit` is set or a signal comes."""
        # A recorder or reader thread may keep the interpreter this long while a sample waits.
        sys.setswitchinterval(SWITCH_S)
        keeping = asyncio.create_task(self.web.keep(), name="keep the web process")
        guarding = asyncio.create_task(self.doors.run(), name="logins")
        try:
            async with self.hub.at_work():
                await self.serve(sockets=list(self.front.sockets))
        finally:
            await cancel_and_raise(guarding)
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


def _own_certificate(tls: TlsFiles) -> Callable[..., ssl.SSLContext]:
    # Called by uvicorn, which offers its own settings: ours refuse what is older than TLS 1.2.
    return lambda *_: tls.server_context()
