"""Who else reads our port, and what to say of one that is harmed, silent or gone."""

import asyncio

from firmware_bridge.damage import DamageWatch
from firmware_bridge.ports import other_reader_of
from firmware_bridge.serial_words import asleep, harmed, shared, silent, unplugged
from firmware_bridge.source import Counters


class SerialTrouble:
    """What is wrong with one link though it is open.

    Attributes:
        words: a sentence while packets arrive damaged or not at all; else empty.
    """

    def __init__(self, path: str, *, now_s: float, counters: Counters) -> None:
        """Begin with a link.

        Args:
            path: its port.
            now_s: host monotonic seconds.
            counters: of the source.
        """
        self.words = ""
        self._path = path
        self._watch = DamageWatch(now_s, counters)

    def excuse(self, now_s: float) -> None:
        """This computer stood still: what is missing is its own fault."""
        self._watch.excuse(now_s)

    def is_due(self, now_s: float) -> bool:
        """Whether it is time to look; asked with every delivery, so it is cheap."""
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
        other = await _other_reader(self._path)
        if other:
            self.words = shared(self._path, other)
        elif not harm.is_much:
            self.words = ""
        elif not self.words:
            self.words = harmed(self._path, damaged=harm.damaged, missing=harm.missing)

    async def why_silent(self) -> str:
        """Words for samples that stay away."""
        other = await _other_reader(self._path)
        if other:
            return shared(self._path, other)
        return silent(self._path, got_bytes=bool(self.words))

    async def why_gone(self, *, any_port: bool) -> str:
        """Words for a port that gives nothing any more.

        Args:
            any_port: the sensor is known by its identity wherever it is plugged in.
        """
        other = await _other_reader(self._path)
        return shared(self._path, other) if other else unplugged(self._path, any_port=any_port)


async def why_asleep(path: str) -> str:
    """Words for a port that has said nothing since it was opened."""
    other = await _other_reader(path)
    return shared(path, other) if other else asleep(path)


async def _other_reader(path: str) -> str:
    return await asyncio.to_thread(other_reader_of, path)
