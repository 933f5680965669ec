"""Where the web process listens: a socket in a folder of our own, a loopback port on Windows."""

import asyncio
import contextlib
import shutil
import socket
import ssl
import sys
import tempfile
from pathlib import Path

import httpx


class WebAddress:
    """One address; nobody but this account can listen at it, or see it where it is a socket.

    Attributes:
        folder: of the socket; None where it is a port.
        port: 0 where it is a socket.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.port = 0
        if sys.platform != "win32":
            # Made with mode 0700; short enough for the 108 bytes of an address.
            self.folder = Path(tempfile.mkdtemp(prefix="steadyhold-"))

    def arguments(self) -> tuple[str, str]:
        """What the web process is told; a port is a fresh one each time."""
        if self.folder is not None:
            return ("--socket", str(self.folder / "web"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        return ("--port", str(self.port))

    def transport(self, limits: httpx.Limits) -> httpx.AsyncHTTPTransport:
        """The way there for a client of HTTP."""
        socket_path = None if self.folder is None else str(self.folder / "web")
        # Nothing is encrypted on the way: whom to trust need not be read from the disk.
        nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.AsyncHTTPTransport(verify=nobody, uds=socket_path, limits=limits)

    async def knock(self) -> None:
        """Connect once.

        Raises:
            OSError: nobody listens.
        """
        if self.folder is None:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        else:
            _, writer = await asyncio.open_unix_connection(self.folder / "web")
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    def remove(self) -> None:
        """Take the folder of the socket away."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
