"""Who else hears the blocks of a station's source."""

import asyncio

from firmware_bridge.samples import RawBlock
from firmware_bridge.source import Source, open_source
from rig.hub.station.source_reader import Delivery, SourceReader
from tests import patience

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
    async with reader.at_work():
        await read_to_the_end(reader, ended)
        assert came == ["one", "two", "station"] * (len(came) // 3) != []
        came.clear()
        end_one()
        end_one()
        await read_to_the_end(reader, ended)
        assert came == ["two", "station"] * (len(came) // 2) != []
    assert reader.source is None


async def test_a_mistake_while_reading_a_source_is_told_on_screens_and_logged(run_rig, caplog):
    async with run_rig() as rig:
        await patience.until(lambda: rig.hub.channels[0].ring.count)
        rig.hub.station("pad-1").reader.subscribe(lambda *_: {}["no such key"])
        told = await patience.until(lambda: _words_of_loss(rig))
        assert "restart Steadyhold" in told
        refused = await rig.post("/api/stations/pad-1/start")
        assert refused.status_code == 409
    assert "station pad-1 stopped" in caplog.text
    assert "KeyError: 'no such key'" in caplog.text


def _words_of_loss(rig) -> str:
    about = rig.hub.channels[0].about
    return about.link_reason if about.link_state == "lost" else ""
