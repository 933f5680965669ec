"""A source that pours into a station's queue, and can be opened anew."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

from firmware_bridge.errors import BridgeError
from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import Source, open_source

Pour = Callable[[int, RawBlock | LinkNews], Awaitable[None]]


class Feed:
    """At most one open source; what a closed one still delivers is told apart by its number.

    Args:
        pour: takes the number of the opening and what came.

    Attributes:
        source: the open source; None without one.
        number: counts the openings.
    """

    def __init__(self, pour: Pour) -> None:
        self.source: Source | None = None
        self.number = 0
        self._pour = pour
        self._pump: asyncio.Task[None] | None = None

    async def open(self, uri: str) -> Source:
        """Close what is open and open this.

        Raises:
            BridgeError: it cannot be opened.
        """
        await self.close()
        source = open_source(uri)
        self.source = source
        self._pump = asyncio.create_task(self._stream(source, self.number), name=f"feed {uri}")
        return source

    async def close(self) -> None:
        """Stop and close the source, if one is open; nothing of it counts from now on."""
        self.number += 1
        pump, self._pump = self._pump, None
        if pump is not None:
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pump
        source, self.source = self.source, None
        if source is not None:
            await source.close()

    async def _stream(self, source: Source, number: int) -> None:
        try:
            async for news in source.stream():
                await self._pour(number, news)
        except BridgeError as error:
            lost = LinkNews("lost", str(error), source.identity, time.monotonic())
            await self._pour(number, lost)
