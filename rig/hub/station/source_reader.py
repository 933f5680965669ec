"""A source that is read into a station's queue, and can be opened anew."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from firmware_bridge.errors import BridgeError
from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.source import Source
from rig.discovery.block_subscribers import BlockSubscribers, OnBlock
from rig.hub.cancel_and_wait import cancel_and_wait


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a source said.

    Attributes:
        opening: number of the opening it belongs to.
        news: samples, or what became of the link.
    """

    opening: int
    news: RawBlock | LinkNews


Deliver = Callable[[Delivery], Awaitable[None]]


class SourceReader:
    """At most one open source; what a closed one still delivers is told apart by its number.

    Args:
        deliver: takes what came, and may let the source wait.

    Attributes:
        source: the open source; None without one.
        number: counts the openings.
    """

    def __init__(self, deliver: Deliver) -> None:
        self.source: Source | None = None
        self.number = 0
        self._deliver = deliver
        self._pump: asyncio.Task[None] | None = None
        self._pumps = asyncio.TaskGroup()
        self._subscribers = BlockSubscribers()

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Let sources be opened until left, once.

        Raises:
            ExceptionGroup: reading one was ended by a mistake of ours; whoever works with it is
                stopped too, for it would wait for ever.
        """
        async with self._pumps:
            try:
                yield
            finally:
                await self.close()

    def subscribe(self, on_block: OnBlock) -> Callable[[], None]:
        """Let somebody else take every block too, from whichever source is open.

        Args:
            on_block: takes the block and its source, before the station does.

        Returns:
            What ends it.
        """
        return self._subscribers.subscribe(on_block)

    async def open(self, source: Source, name: str) -> None:
        """Close what is open and read this.

        Args:
            source: not read by anyone else.
            name: for whoever looks at what runs.
        """
        await self.close()
        self.source = source
        self._pump = self._pumps.create_task(self._stream(source, self.number), name=f"feed {name}")

    async def close(self) -> None:
        """Stop and close the source, if one is open; nothing of it counts from now on."""
        self.number += 1
        pump, self._pump = self._pump, None
        if pump is not None:
            await cancel_and_wait(pump)
        source, self.source = self.source, None
        if source is not None:
            await source.close()

    async def _stream(self, source: Source, number: int) -> None:
        try:
            async for news in source.stream():
                if isinstance(news, RawBlock):
                    for on_block in self._subscribers.all:
                        on_block(news, source)
                await self._deliver(Delivery(number, news))
        except BridgeError as error:
            lost = LinkNews("lost", str(error), source.identity, time.monotonic())
            await self._deliver(Delivery(number, lost))
