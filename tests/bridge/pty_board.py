"""A board on a pseudo-terminal inside the test: plugged, silenced and unplugged at will."""

import asyncio
import contextlib
import fcntl
import os
import sys
import termios
import time
import tty
from collections.abc import AsyncIterator
from pathlib import Path

from firmware_bridge.device import Hello
from firmware_bridge.samples import LinkNews, RawBlock
from firmware_bridge.sim.pad import VirtualBoard
from firmware_bridge.source import Source
from tests.patience import LOOK_S

PERIOD_S = 0.0125


class Plug:
    """One end of a wire with a path to open; whatever is written arrives there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._near, self._far = os.openpty()
        tty.setraw(self._far)
        os.set_blocking(self._near, False)
        path.unlink(missing_ok=True)
        path.symlink_to(os.ttyname(self._far))

    def write(self, data: bytes) -> None:
        # A full buffer loses what does not fit, as a board does that nobody listens to.
        with contextlib.suppress(BlockingIOError):
            os.write(self._near, data)

    def read(self) -> bytes:
        try:
            return os.read(self._near, 4096)
        except (BlockingIOError, OSError):
            return b""

    def unread(self) -> int:
        """How many bytes wait for whoever reads first."""
        count = fcntl.ioctl(self._far, termios.FIONREAD, bytes(4))
        return int.from_bytes(count, sys.byteorder)

    def pull(self) -> float:
        """Unplug; the host's monotonic time of it."""
        self.path.unlink(missing_ok=True)
        os.close(self._near)
        os.close(self._far)
        return time.monotonic()


class PtyBoard:
    """The board's firmware on a plug, sending 80 samples a second.

    Attributes:
        deaf_for_n: it answers nothing before it has sent so many samples since it was asked.
        answered_n: samples sent before it first answered; 0 before.
    """

    def __init__(self, path: Path, *, uid: str = "0102030405060708", boot: int = 1) -> None:
        self.plug = Plug(path)
        self.board = VirtualBoard(Hello(uid, boot, "Pad", 80.0, 1), text=False, batch=1)
        self.is_silent = False
        self.deaf_for_n = self.answered_n = 0
        self.load_raw = 0
        self.sent = 0
        self._skipped = 0
        self._boots = boot
        self._began_s = time.monotonic()
        self._task = asyncio.create_task(self._run())

    def skip(self, for_s: float) -> None:
        """Go on as after a time in which nobody listened: numbers and clock have moved on."""
        self._skipped += round(for_s / PERIOD_S)
        for _ in range(self._skipped):
            self.board.packets([0], [0], [0])

    def reboot(self) -> None:
        """Lose power for a moment: another boot id, numbers and clock from the beginning."""
        self._boots += 1
        self._began_s = time.monotonic()
        self.sent = self._skipped = 0
        self.plug.write(self.board.reboot(self._boots))

    async def unplug(self) -> float:
        await self.stop()
        return self.plug.pull()

    async def stop(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    def send(self) -> int:
        """Send the next sample, due or not; how many bytes it took."""
        tick = 1000 + round((self.sent + self._skipped) * PERIOD_S * 1e6)
        packet = b"".join(self.board.packets([tick], [self._code()], [0]))
        self.plug.write(packet)
        self.sent += 1
        return len(packet)

    def _code(self) -> int:
        """What is weighed; unloaded, every code tells its own number."""
        return self.load_raw + self.sent

    async def _run(self) -> None:
        heard, answers_n = b"", 0
        while True:
            await asyncio.sleep(PERIOD_S / 2)
            heard += self.plug.read()
            if self.is_silent:
                heard = b""
                continue
            if heard:
                answers_n = answers_n or self.sent + self.deaf_for_n
                if self.answered_n or self.sent >= answers_n:
                    self.answered_n = self.answered_n or self.sent
                    self.plug.write(self.board.hear(heard))
                    heard = b""
            while self.sent * PERIOD_S <= time.monotonic() - self._began_s:
                self.send()


class Watched:
    """A source being read: its news, its samples, and what ended it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.news: list[LinkNews] = []
        self.blocks: list[RawBlock] = []
        self.error: Exception | None = None
        self._task = asyncio.create_task(self._read(source.stream()))

    async def _read(self, stream: AsyncIterator[RawBlock | LinkNews]) -> None:
        try:
            async for item in stream:
                (self.news if isinstance(item, LinkNews) else self.blocks).append(item)
        except Exception as error:  # noqa: BLE001 - the test looks at it
            self.error = error

    async def until(self, what) -> None:
        """Wait for something to be true of this; told on stderr what was seen where it never is."""
        try:
            while not what(self):  # noqa: ASYNC110 - the board has no event either
                await asyncio.sleep(LOOK_S)
        except asyncio.CancelledError:
            seen = f"{len(self.raw)} samples, {self.news[-3:]}, {self.error!r}"
            sys.stderr.write(f"it did not come; last seen: {seen}\n")
            raise

    async def streams(self, samples: int) -> None:
        have = len(self.raw)
        await self.until(lambda w: len(w.raw) >= have + samples)

    async def says(self, state: str, after: int = 0) -> LinkNews:
        await self.until(lambda w: any(n.state == state for n in w.news[after:]))
        return next(n for n in self.news[after:] if n.state == state)

    @property
    def raw(self) -> list[float]:
        return [value for block in self.blocks for value in block.raw[:, 0].tolist()]

    async def close(self) -> None:
        await self.source.close()
        await self._task


@contextlib.asynccontextmanager
async def watching(source: Source) -> AsyncIterator[Watched]:
    watched = Watched(source)
    try:
        yield watched
    finally:
        await watched.close()
