"""Sources of stations that take their sensor by identity, not by port."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import cast
from urllib.parse import quote

from firmware_bridge.catalogue import device_of_kind
from firmware_bridge.counters import Counters
from firmware_bridge.device import device_traits
from firmware_bridge.errors import NotASensorError
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from firmware_bridge.source import Source, open_source
from rig.config.assignments import Assignment
from rig.hub.station.port_locator import PortLocator

TRY_AGAIN_S = 0.5
NOBODY = "this station has no pad yet; choose one in Devices"


class AssignedSource:
    """The sensor of a station, looked for until it is there and then listened to."""

    def __init__(self, wanted: Assignment, port_locator: PortLocator) -> None:
        """Nothing is opened before the stream is read."""
        self._wanted = wanted
        self._port_locator = port_locator
        self._inner: Source | None = None

    @property
    def traits(self) -> Traits:
        """What it delivers; exact from the first block on."""
        if self._inner is not None:
            return self._inner.traits
        return device_traits(device_of_kind(self._wanted.kind), simulated=False)

    @property
    def identity(self) -> str:
        """What it was assigned by."""
        return self._wanted.identity

    @property
    def path(self) -> str:
        """Port it is on, or was last; empty before it is found."""
        return getattr(self._inner, "path", "")

    @property
    def counters(self) -> Counters:
        """What was received so far."""
        return Counters() if self._inner is None else self._inner.counters

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time; NaN before the first block."""
        return float("nan") if self._inner is None else self._inner.host_s(t_s)

    async def close(self) -> None:
        """Release the port; the stream ends."""
        if self._inner is not None:
            await self._inner.close()

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and changes of the link until closed."""
        wanted = self._wanted
        yield self._news(_waiting(wanted))
        while True:
            path = await self._port_locator.find(wanted)
            self._inner = open_source(_address(wanted, path, self._port_locator.also))
            # An abandoned generator would hold the port until it is collected.
            stream = cast("AsyncGenerator[RawBlock | LinkNews, None]", self._inner.stream())
            is_met, words = False, ""
            async with contextlib.aclosing(stream):
                try:
                    async for item in stream:
                        is_met = is_met or isinstance(item, RawBlock)
                        if not is_met and isinstance(item, LinkNews) and _is_in_vain(item):
                            words = item.reason
                            break
                        yield item
                except NotASensorError as error:
                    words = str(error)
            if is_met:
                return
            await self._inner.close()
            self._port_locator.forget(path)
            yield self._news(words or _waiting(wanted))
            await asyncio.sleep(TRY_AGAIN_S)

    def _news(self, words: str) -> LinkNews:
        return LinkNews("connecting", words, self.identity, time.monotonic())


class UnassignedSource:
    """The source of a station without a sensor: says so, and nothing more."""

    def __init__(self) -> None:
        """There is nothing to open."""
        self._closing = asyncio.Event()

    @property
    def traits(self) -> Traits:
        """Those of the board: what is most likely assigned next."""
        return device_traits(device_of_kind("board"), simulated=False)

    @property
    def identity(self) -> str:
        """Nobody."""
        return ""

    @property
    def counters(self) -> Counters:
        """Nothing was received."""
        return Counters()

    def host_s(self, t_s: float) -> float:
        """There is no clock: NaN."""
        return float("nan") * t_s

    async def close(self) -> None:
        """The stream ends."""
        self._closing.set()

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """One sentence, until closed."""
        yield LinkNews("lost", NOBODY, "", time.monotonic())
        await self._closing.wait()


def _address(wanted: Assignment, path: str, also: str) -> str:
    """The address of the port that was found, with what protects it from strangers."""
    uid = f"&uid={quote(wanted.identity)}" if wanted.says_who_it_is else ""
    more = f"&also={quote(also)}" if also and wanted.says_who_it_is else ""
    return f"serial:{quote(path, safe='/:')}?device={wanted.kind}&wait=1{uid}{more}"


def _is_in_vain(news: LinkNews) -> bool:
    """Whether a port turned out to be busy, gone or a stranger's; silence may only be a start."""
    return news.state == "connecting" and bool(news.reason)


def _waiting(wanted: Assignment) -> str:
    where = "into the same socket" if wanted.identity.startswith("port:") else "into any socket"
    return f"waiting for {wanted.title} ({wanted.identity}); plug it in, {where}"
