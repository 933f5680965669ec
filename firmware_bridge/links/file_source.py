"""A recording played as a source."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from firmware_bridge.counters import Counters
from firmware_bridge.errors import SourceUriError
from firmware_bridge.samples import Flag, LinkNews, LinkState, RawBlock, Traits
from firmware_bridge.tables.choice import TableRequest
from firmware_bridge.tables.table import Table, table_blocks, table_of, table_traits
from firmware_bridge.tables.text import read_text
from firmware_bridge.timing.pace import Pace
from firmware_bridge.uri import SourceUri

OPTIONS = (
    "speed", "column", "time_column", "rate_hz", "segment_column", "where", "unit", "area",
    "invert",
)  # fmt: skip
BLOCK_SAMPLES = 64
BLOCK_S = 0.02
"""Longest a sample waits for its block when a recording is played in its own time."""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What is played, and how.

    Attributes:
        path: the recording.
        speed: how much faster than real time; 0 as fast as it is read.
        wanted: how its table is to be read.
    """

    path: Path
    speed: float
    wanted: TableRequest


def file_settings_of(address: SourceUri) -> FileSettings:
    """The settings a `file:` address asks for.

    Raises:
        SourceUriError: no path, or an option is unknown or out of range.
    """
    address.refuse_unknown(OPTIONS)
    if not address.target:
        raise SourceUriError(address.text, why="name a file: file:PATH")
    options = address.options
    columns = options.get("column")
    wanted = TableRequest(
        columns=tuple(columns.split(",")) if columns else None,
        time_column=options.get("time_column"),
        rate_hz=address.number("rate_hz", 0.0, low=1e-6) if "rate_hz" in options else None,
        segment_column=options.get("segment_column"),
        where=tuple(options["where"].split(",")) if options.get("where") else (),
        unit=options.get("unit"),
        area_cm2=address.number("area", 0.0, low=1e-6) if "area" in options else None,
        invert=bool(address.whole("invert", 0, low=0, high=1)),
    )
    return FileSettings(Path(address.target), address.speed(), wanted)


class FileSource:
    """Blocks of a recording; recordings after the first follow on with a restarted clock."""

    def __init__(self, settings: FileSettings) -> None:
        """Read the file.

        Raises:
            TableError: it cannot be read.
        """
        self._settings = settings
        self.table: Table = table_of(settings.path, read_text(settings.path), settings.wanted)
        self._traits = table_traits(self.table)
        self._samples = 0
        self._closed = False
        self._pace = Pace(float("nan"), self._settings.speed or 1.0)

    @property
    def traits(self) -> Traits:
        """What the recording delivers."""
        return self._traits

    @property
    def identity(self) -> str:
        """Name of the file."""
        return self.table.path.name

    @property
    def counters(self) -> Counters:
        """What was delivered so far."""
        return Counters(samples=self._samples)

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds at which a session time is played."""
        return self._pace.due_s(t_s - float(self.table.t_s[0]))

    async def close(self) -> None:
        """End the stream."""
        self._closed = True

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """All blocks, then the news that the recording has ended."""
        speed = self._settings.speed
        self._pace.began_s = time.monotonic()
        yield self._news("streaming")
        for block in self._blocks():
            if self._closed:
                break
            if speed:
                t_s = float(block.t_s[-1]) - float(self.table.t_s[0])
                await asyncio.sleep(self._pace.wait_s(t_s, time.monotonic()))
                block = replace(block, arrived_s=time.monotonic())
            else:
                await asyncio.sleep(0)
            self._samples += len(block.t_s)
            yield block
        yield self._news("ended")

    def _blocks(self) -> list[RawBlock]:
        count = BLOCK_SAMPLES
        if self._settings.speed:
            count = max(1, round(BLOCK_S * self._settings.speed * self._traits.rate_hz))
        period_s = 1.0 / self._traits.rate_hz
        blocks: list[RawBlock] = []
        for segment in self.table.segments:
            after_s = 0.0
            if blocks:
                after_s = float(blocks[-1].t_s[-1]) + period_s - float(self.table.t_s[segment][0])
            for number, block in enumerate(table_blocks(self.table, segment, count)):
                if after_s and number == 0:
                    flags = block.flags.copy()
                    flags[0] |= np.uint16(Flag.CLOCK_RESTARTED | Flag.GAP_BEFORE)
                    block = replace(block, flags=flags)
                blocks.append(replace(block, t_s=block.t_s + after_s) if after_s else block)
        return blocks

    def _news(self, state: LinkState) -> LinkNews:
        return LinkNews(state, "", self.identity, time.monotonic())
