"""Both ways to hear of bytes on a port say the same: in the event loop, and in a thread."""

import asyncio
import sys
import time

import pytest
import serial

from firmware_bridge.links.arrivals import Arrival, Gone
from firmware_bridge.links.serial_link import (
    FEW_FAST_LINKS,
    FEW_LINKS,
    LONGEST_WAIT_S,
    open_link,
    wait_s,
)
from firmware_bridge.links.serial_reading import LoopReading, ThreadReading
from tests.bridge.pty_board import Plug
from tests.patience import BACKSTOP_S

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
WAYS = [LoopReading, ThreadReading]


class Ear:
    """A port that is listened to in one way."""

    def __init__(self, plug: Plug, way, waits_s: float = 0.0) -> None:
        self.port = serial.Serial(str(plug.path), timeout=0.2, exclusive=True)
        self.heard = b""
        self.deliveries_s: list[float] = []
        self.gone: Gone | None = None
        self._news = asyncio.Event()
        self.reading = way(self.port, asyncio.get_running_loop(), self._take, lambda: waits_s)

    def _take(self, what: Arrival | Gone) -> None:
        if isinstance(what, Gone):
            self.gone = what
        else:
            self.heard += what.data
            self.deliveries_s.append(what.arrived_s)
        self._news.set()

    async def until(self, enough) -> None:
        while not enough():
            self._news.clear()
            await self._news.wait()

    async def close(self) -> None:
        await self.reading.stop()
        self.port.close()


@pytest.mark.parametrize("way", WAYS)
async def test_every_byte_comes_once_and_in_order_and_then_that_the_port_is_gone(tmp_path, way):
    plug = Plug(tmp_path / "port")
    ear = Ear(plug, way)
    sent = bytes(range(256)) * 8
    for at in range(0, len(sent), 100):
        plug.write(sent[at : at + 100])
        await asyncio.sleep(0.001)
    await ear.until(lambda: len(ear.heard) == len(sent))
    assert ear.heard == sent
    plug.pull()
    await ear.until(lambda: ear.gone is not None)
    await ear.close()


@pytest.mark.parametrize("way", WAYS)
async def test_what_comes_while_held_is_heard_afterwards(tmp_path, way):
    plug = Plug(tmp_path / "port")
    ear = Ear(plug, way)
    plug.write(b"first")
    await ear.until(lambda: ear.heard == b"first")
    ear.reading.hold()
    plug.write(b" second")
    await asyncio.sleep(0.05)
    ear.reading.go_on()
    plug.write(b" third")
    await ear.until(lambda: ear.heard == b"first second third")
    await ear.close()
    plug.pull()


@pytest.mark.parametrize("way", WAYS)
async def test_bytes_wait_for_more_and_are_handed_on_together(tmp_path, way):
    plug = Plug(tmp_path / "port")
    # Far longer than a busy machine keeps a program waiting between two of the samples.
    ear = Ear(plug, way, waits_s=1.0)
    began_s = time.monotonic()
    for _ in range(4):
        plug.write(b"sample")
        await asyncio.sleep(0.004)
    await ear.until(lambda: len(ear.heard) == 24)
    assert len(ear.deliveries_s) == 1
    assert ear.deliveries_s[0] - began_s >= 1.0
    await ear.close()
    plug.pull()


def test_one_or_two_ports_are_heard_at_once_and_a_class_waits_a_moment():
    slow_s, fast_s = ([wait_s(links, rate) for links in range(1, 41)] for rate in (1400.0, 17e3))
    assert slow_s[:FEW_LINKS] == [0.0] * FEW_LINKS
    assert fast_s[:FEW_FAST_LINKS] == [0.0] * FEW_FAST_LINKS
    assert slow_s == sorted(slow_s)
    assert slow_s[3] == pytest.approx(0.014)
    assert slow_s[-1] == fast_s[-1] == LONGEST_WAIT_S


async def test_many_ports_at_once_lose_no_byte_and_each_can_be_closed(tmp_path):
    plugs = [Plug(tmp_path / f"port-{number}") for number in range(20)]
    links = [await open_link(str(plug.path), 115200) for plug in plugs]
    for number, plug in enumerate(plugs):
        plug.write(bytes((number,)) * 50)
    for number, link in enumerate(links):
        arrival = await link.take(BACKSTOP_S)
        assert isinstance(arrival, Arrival)
        assert arrival.data == bytes((number,)) * 50
        assert await link.take(0.01) is None
        await link.close()
    for plug in plugs:
        plug.pull()
