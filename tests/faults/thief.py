"""Another program that reads a port along, and takes bytes when it is told to."""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

GLANCES = """
    while left > 0:
        with contextlib.suppress(BlockingIOError):
            left -= len(os.read(port, left))
"""
BLOCKS = """
    while left > 0:
        left -= len(os.read(port, left))
"""
NIBBLES = """
    select.select([port], [], [])
    os.read(port, 7)
"""


@dataclass(frozen=True, slots=True)
class Thief:
    """A program that has a port open to read, and takes bytes out of it when it is told to."""

    process: asyncio.subprocess.Process
    to: int
    answers: int

    @property
    def pid(self) -> int:
        return self.process.pid

    def take(self, count: int) -> None:
        """So many bytes are gone, or a few of them, before this program reads again."""
        os.write(self.to, b"%d\n" % count)
        assert os.read(self.answers, 1) == b"."


@contextlib.asynccontextmanager
async def reading_along(path: Path, how: str = NIBBLES) -> AsyncIterator[Thief]:
    """Another program that has the port open without asking anyone."""
    mode = "" if how == BLOCKS else " | os.O_NONBLOCK"
    program = (
        "import contextlib, os, select, sys\n"
        f"port = os.open(sys.argv[1], os.O_RDONLY | os.O_NOCTTY{mode})\n"
        "os.write(1, b'.')\n"
        "for line in sys.stdin:\n    left = int(line)\n"
        f"{how.strip(chr(10))}\n    os.write(1, b'.')\n"
    )
    (asks, to), (answers, told) = os.pipe(), os.pipe()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(path), stdin=asks, stdout=told
    )
    os.close(asks)
    os.close(told)
    try:
        assert await asyncio.to_thread(os.read, answers, 1) == b"."
        yield Thief(process, to, answers)
    finally:
        os.close(to)
        await process.wait()
        os.close(answers)
