"""Who else hears the blocks of a station's source."""

import asyncio

from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source, open_source
from rig.hub.station.source_reader import Delivery, SourceReader

FEW = "sim:?for_s=1&speed=max"


async def read_to_the_end(reader: SourceReader, ended: asyncio.Event) -> None:
    ended.clear()
    await reader.open(open_source(FEW), "pad")
    await ended.wait()


async def test_each_subscriber_takes_every_block_before_the_station_until_it_ends_that():
    came: list[str] = []
    ended = asyncio.Event()

    async def station(delivery: Delivery) -> None:
        if isinstance(delivery.news, RawBlock):
            came.append("station")
        elif delivery.news.state == "ended":
            ended.set()

    def hearing(name: str):
        def hear(_block: RawBlock, source: Source) -> None:
            assert source is reader.source
            came.append(name)

        return hear

    reader = SourceReader(station)
    end_one = reader.subscribe(hearing("one"))
    reader.subscribe(hearing("two"))
    await read_to_the_end(reader, ended)
    assert came == ["one", "two", "station"] * (len(came) // 3) != []
    came.clear()
    end_one()
    end_one()
    await read_to_the_end(reader, ended)
    assert came == ["two", "station"] * (len(came) // 2) != []
    await reader.close()
