"""Which other devices reached the rig: how somebody sees that a network lets them through."""

import time
from collections.abc import Collection
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

MOST_KEPT = 500
"""Addresses of a class and its neighbours; a stranger who sends from many is not kept for ever."""


@dataclass(frozen=True, slots=True)
class DevicesSeen:
    """Devices other than this computer that sent a request.

    Attributes:
        count: how many addresses.
        last_s: how long ago the last of them came, seconds; None where none did.
    """

    count: int
    last_s: float | None


class Visitors:
    """Passes everything on and remembers where it came from, in memory only.

    Args:
        app: what stands behind.
        own: addresses of this computer.
    """

    def __init__(self, app: ASGIApp, own: Collection[str]) -> None:
        self._app = app
        self._own = {*own, "127.0.0.1", "::1"}
        self._last_s: dict[str, float] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note who asks, and pass it on."""
        client = scope.get("client")
        if client and client[0] not in self._own:
            self._last_s.pop(client[0], None)
            self._last_s[client[0]] = time.monotonic()
            if len(self._last_s) > MOST_KEPT:
                del self._last_s[next(iter(self._last_s))]
        await self._app(scope, receive, send)

    def seen(self) -> DevicesSeen:
        """The devices so far."""
        last_s = max(self._last_s.values(), default=None)
        ago_s = None if last_s is None else time.monotonic() - last_s
        return DevicesSeen(len(self._last_s), ago_s)
