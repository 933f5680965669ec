"""HTTP with an end to waiting: a head that never comes whole holds no place for ever."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rig.hub.http.connections import is_one_too_many
from rig.hub.process.open_files import files_allowed

HEAD_PATIENCE_S = 20.0
# Browsers send a few hundred bytes; the parser by itself takes heads without end.
HEAD_LIMIT_BYTES = 64 * 1024


class HttpProtocol(HttpToolsProtocol):
    """Uvicorn's protocol, which waits for the head of a request without end and keeps all of it."""

    _head_due: asyncio.TimerHandle | None = None
    _beside_body_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head; cut a connection that is one too many."""
        super().connection_made(transport)
        held = [_address(getattr(each, "client", None)) for each in self.connections]
        if is_one_too_many(_address(self.client), held, files_allowed()):
            transport.abort()
        else:
            self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what comes; cut the line where it is head, or trailer, and more than any browser's.

        What is allowed of a body is counted by whoever reads it.
        """
        self._beside_body_bytes += len(data)
        super().data_received(data)
        if self._beside_body_bytes > HEAD_LIMIT_BYTES:
            self.transport.close()

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a head."""
        self._await_head()
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        self._beside_body_bytes -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole; what comes now is another."""
        self._beside_body_bytes = 0
        super().on_message_complete()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._head_is_here()
        super().on_headers_complete()

    def _await_head(self) -> None:
        self._head_is_here()
        self._head_due = self.loop.call_later(HEAD_PATIENCE_S, self.transport.close)

    def _head_is_here(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None


def _address(client: tuple[str, int] | None) -> str:
    """Of the other end; empty where the system does not tell."""
    return client[0] if client else ""
