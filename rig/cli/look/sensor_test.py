"""`devices --test SOURCE`: ten seconds of a sensor that nobody else reads."""

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from firmware_bridge.samples import RawBlock
from rig.discovery.sensor_test import SensorTest, blocks_heard, figures, sentences

if TYPE_CHECKING:
    from firmware_bridge.source import Source

SCHEMA: Final = "steadyhold.sensor-test/1"
CALIBRATE: Final = "`steadyhold calibrate SOURCE`"


async def tested(source: "Source", for_s: float) -> SensorTest:
    """Listen to a source for some seconds, by its own clock or the wall's, whichever ends first.

    Args:
        source: not yet read; it is closed.
        for_s: seconds to listen from the first sample on.
    """
    news = ""
    heard = blocks_heard(for_s, time.monotonic())
    stream = source.stream()
    try:
        while not heard.is_over(time.monotonic()):
            try:
                async with asyncio.timeout(heard.end_s - time.monotonic()):
                    came = await anext(stream, None)
            except TimeoutError:
                break
            if came is None:
                break
            if isinstance(came, RawBlock):
                heard.take(came, time.monotonic())
            else:
                news = came.reason or news
    finally:
        await source.close()
    counters = source.counters
    return figures(source.traits.unit, heard.blocks, counters.lost, counters.rejected, news)


def test_sentences(found: SensorTest) -> list[str]:
    """What a test showed, for a terminal."""
    return sentences(found, CALIBRATE)


def test_json(uri: str, found: SensorTest) -> dict[str, Any]:
    """The figures, and the same in sentences."""
    from dataclasses import asdict

    words = test_sentences(found)
    return {"schema": SCHEMA, "source": uri, "test": asdict(found), "words": words}
