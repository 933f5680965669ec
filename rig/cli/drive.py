"""One station without a hub: a source through the fold, as a stream of what happened."""

import math
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from firmware_bridge.samples import LinkNews
from rig.step import Command, Station, Step

if TYPE_CHECKING:
    from firmware_bridge.source import Source

START_SET = Command("start_set", math.nan, "")
STOP_SET = Command("stop_set", math.nan, "")
LINK_LOST = Command("link_lost", math.nan, "")


def set_zero(raw_zero: float) -> Command:
    """The command that takes a rest level as given instead of measuring it."""
    return Command("set_zero", raw_zero, "")


async def drive(
    source: "Source", station: Station, commands: tuple[Command, ...], for_s: float | None
) -> AsyncIterator[tuple[Step, Command | None] | LinkNews]:
    """Every step of one sitting, each with the command that caused it, and news of the link.

    Ends with the set, with the source, or after `for_s` seconds of device time.

    Args:
        source: where the samples come from.
        station: what stays the same.
        commands: asked of the fold before the first sample.
        for_s: longest time in device seconds; None without a limit.
    """
    from rig.fold import advance, begin, finish, obey

    progress = begin(station)
    for command in commands:
        progress, step = obey(station, progress, command)
        yield step, command
    began_s: float | None = None
    async for arrival in source.stream():
        if isinstance(arrival, LinkNews):
            yield arrival
            if arrival.state == "lost":
                progress, step = obey(station, progress, LINK_LOST)
                yield step, LINK_LOST
            continue
        progress, step = advance(station, progress, arrival)
        yield step, None
        if step.set_result is not None:
            return
        if len(arrival.t_s):
            began_s = float(arrival.t_s[0]) if began_s is None else began_s
            if for_s is not None and float(arrival.t_s[-1]) - began_s >= for_s:
                progress, step = obey(station, progress, STOP_SET)
                yield step, STOP_SET
                return
    progress, step = finish(station, progress)
    yield step, None


def now_utc() -> str:
    """The wall clock of this moment in ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
