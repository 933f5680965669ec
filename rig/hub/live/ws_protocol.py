"""The websocket transport of the live stream: short buffers, and no mercy for who does not read."""

import asyncio
import socket
from asyncio.transports import BaseTransport

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

# What lies in buffers is old when it arrives. The system doubles this; a second of an 80 Hz
# stream is 4 kB, the ten seconds a new screen gets are 40 kB at the most.
SYSTEM_BUFFER_BYTES = 32 * 1024
OWN_BUFFER_BYTES = 4 * 1024
ABORT_AFTER_S = 2.0
# A phone that sleeps takes nothing and says nothing.
PING_EVERY_S = 20.0
PONG_WITHIN_S = 20.0


class LiveProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's websocket protocol, which by itself keeps a blocked peer's buffer for ever."""

    def connection_made(self, transport: BaseTransport) -> None:
        """Shorten the buffers of a new connection."""
        super().connection_made(transport)
        client = transport.get_extra_info("socket")
        if client is not None:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SYSTEM_BUFFER_BYTES)
        self.transport.set_write_buffer_limits(high=OWN_BUFFER_BYTES)
        self.ping_interval, self.ping_timeout = PING_EVERY_S, PONG_WITHIN_S

    def data_received(self, data: bytes) -> None:
        """Take what comes; close where what came first opens no socket, for no answer follows."""
        super().data_received(data)
        if self.conn.handshake_exc is not None and not self.handshake_initiated:
            self.transport.close()

    async def send(self, message: ASGISendEvent) -> None:
        """Send, unless the line was closed meanwhile because nobody answered a ping.

        Raises:
            ClientDisconnected: it was; uvicorn by itself takes that for a mistake of the program.
        """
        await self.writable.wait()
        if self.handshake_complete and self.close_sent and message["type"] == "websocket.send":
            raise ClientDisconnected
        await super().send(message)

    def shutdown(self) -> None:
        """Close for the end of the service; one whose peer closes already is let go."""
        if self.conn.state is State.CLOSING:
            self.stop_keepalive()
            self.transport.close()
            return
        super().shutdown()

    def on_task_complete(self, task: "asyncio.Task[None]") -> None:
        """Close; cut the line where the peer does not take even that."""
        super().on_task_complete(task)
        self.loop.call_later(ABORT_AFTER_S, self.transport.abort)
