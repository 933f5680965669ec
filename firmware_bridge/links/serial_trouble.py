"""Who else reads our port, and what to say of one that is harmed, silent or gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from firmware_bridge.counters import Counters
from firmware_bridge.links.ports import other_reader_of
from firmware_bridge.links.serial_messages import asleep, harmed, shared, silent, unplugged
from firmware_bridge.links.supervision.damage import DamageWatch

PATIENCE_S = 0.2
"""So long a port that is there and gives nothing waits to be told with the name of who took it."""


class SerialTrouble:
    """What is wrong with one link though it is open.

    Attributes:
        words: a sentence while packets arrive damaged or not at all; else empty.
    """

    def __init__(
        self, path: str, why_refused: Callable[[], str], *, now_s: float, counters: Counters
    ) -> None:
        """Begin with a link.

        Args:
            path: its port.
            why_refused: why sound lines are not taken; empty where none is known.
            now_s: host monotonic seconds.
            counters: of the source.
        """
        self.words = ""
        self._path = path
        self._why_refused = why_refused
        self._other = ""
        self._watch = DamageWatch(now_s, counters)

    def excuse(self, now_s: float) -> None:
        """This computer stood still: what is missing is its own fault."""
        self._watch.excuse(now_s)

    def is_due(self, now_s: float) -> bool:
        """Whether it is time to look; looking starts a thread, so it is not done more often."""
        return self._watch.is_due(now_s)

    async def look(self, now_s: float, counters: Counters) -> None:
        """Bring `words` up to date at the end of a window.

        A program in sight that reads along is blamed for a single packet, and for as long as it
        has the port open: one that looks in now and then does harm in some windows only.

        Args:
            now_s: host monotonic seconds.
            counters: of the source.
        """
        harm = self._watch.harm(now_s, counters)
        if not (harm.damaged or harm.missing or self.words):
            return
        self._other = other = await _other_reader(self._path)
        if other:
            self.words = shared(self._path, other)
        elif not harm.is_much:
            self.words = ""
        elif not self.words:
            self.words = self._why_refused() or harmed(
                self._path, damaged=harm.damaged, missing=harm.missing
            )

    async def why_silent(self) -> AsyncIterator[str]:
        """Words for samples that stay away: at once, and again where a look tells others."""
        before = self._other
        yield self._silent_message()
        self._other = await _other_reader(self._path)
        if self._other != before:
            yield self._silent_message()

    def _silent_message(self) -> str:
        if self._other:
            return shared(self._path, self._other)
        if self.words and (why := self._why_refused()):
            return why
        return silent(self._path, got_bytes=bool(self.words))

    async def why_gone(self, *, any_port: bool) -> str:
        """Words for a port that gives nothing any more.

        Args:
            any_port: the sensor is known by its identity wherever it is plugged in.
        """
        if await asyncio.to_thread(Path(self._path).exists):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE_S):
                    if other := await _other_reader(self._path):
                        return shared(self._path, other)
        return unplugged(self._path, any_port=any_port)


async def why_asleep(path: str) -> str:
    """Words for a port that has said nothing since it was opened."""
    other = await _other_reader(path)
    return shared(path, other) if other else asleep(path)


async def _other_reader(path: str) -> str:
    return await asyncio.to_thread(other_reader_of, path)
