"""The link itself: slow intervals, missed events, refusals, several gauges, discovery."""

import asyncio
import gc

import numpy as np
import pytest

from firmware_bridge.catalogue import all_devices, device_of_kind
from firmware_bridge.links.ble_errors import GaugeFailedError, GaugeLayoutError
from firmware_bridge.links.ble_seen import kind_of_gauge
from firmware_bridge.samples import RawBlock
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.gauge import Gauge
from tests.ble.listening import hearing, lateness_s, opened, source_of
from tests.bridge.pty_board import watching
from tests.patience import until

LOADED_S = 0.1
"""What a machine with other work may add to a figure."""


@pytest.mark.parametrize("interval_ms", [0, 15, 30, 60])
async def test_a_slow_connection_delays_samples_and_loses_none(interval_ms):
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(8)
        air.ether.interval_s = interval_ms / 1000
        await watched.streams(120)
        raw = watched.raw
        assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
        assert watched.source.counters.lost == 0
        # What a machine that stood still held up takes a while to go through so slow a link.
        limit_s = interval_ms / 2000 + LOADED_S
        await watched.until(lambda w: np.median(lateness_s(w, board)[20:][-60:]) <= limit_s)
        air.ether.interval_s = 0.0


async def test_missed_connection_events_are_made_up_for():
    board = gauges.Board()
    async with room(board) as air, hearing(air, board) as watched:
        await watched.streams(8)
        air.ether.interval_s, air.ether.missed_share = 0.03, 0.3
        await watched.streams(160)
        raw = watched.raw
        assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
        assert watched.source.counters.lost == 0
        assert not watched.source.counters.duplicates
        air.ether.interval_s = air.ether.missed_share = 0.0


async def test_a_command_that_is_refused_is_told_and_ends_the_attempt():
    tindeq = gauges.tindeq()
    tindeq.refuses.add(b"\x65")
    async with room(tindeq) as air:
        with pytest.raises(GaugeFailedError, match=r"Progressor_7.*refuses a command.*0x80"):
            async for _ in source_of(air, tindeq).stream():
                pass
        assert not tindeq.device.connections


async def test_two_gauges_notify_at_once_and_keep_their_own_samples():
    one = gauges.Board("Pad 1", number=1)
    two = gauges.Board("Pad 2", number=2, uid="ff02030405060708")
    async with room(one, two) as air, hearing(air, one) as first, hearing(air, two) as second:
        await first.streams(8)
        await second.streams(8)
        air.ether.interval_s = 0.015
        await first.streams(200)
        await second.streams(100)
        for watched in (first, second):
            raw = watched.raw
            assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
            assert watched.source.counters.lost == 0
        assert (first.source.identity, second.source.identity) == (gauges.UID, two.hello.identity)
        air.ether.interval_s = 0.0


async def test_several_gauges_are_connected_one_after_another():
    class_of = [
        gauges.Board(f"Pad {n}", number=n, uid=f"{n:02x}02030405060708") for n in range(1, 4)
    ]
    async with room(*class_of) as air:
        async with (
            hearing(air, class_of[0]) as one,
            hearing(air, class_of[1]) as two,
            hearing(air, class_of[2]) as three,
        ):
            for watched in (one, two, three):
                await watched.streams(4)
        assert air.clients == 3
        assert air.most_connecting == 1


@pytest.mark.parametrize(("kind", "name"), [("board-uart", "Nordic_UART"), ("board-hm10", "HC-08")])
async def test_a_module_that_cuts_the_wire_anywhere_is_as_good_as_a_cable(kind, name):
    from firmware_bridge.decoding.board_records import info_record, sample_record

    def packet(number: int) -> bytes:
        return sample_record(number, number * 12_500, 0, [number], text=False)

    module = Gauge(device_of_kind(kind), name, packet, rate_hz=80, number=7, piece_bytes=7)
    hello = gauges.Board().hello

    def hear(command: bytes) -> bytes:
        module.is_started = module.is_started or b"s" in command
        return info_record(hello, seq=0, tick=0, text=False) if b"?" in command else b""

    module.hear = hear
    async with room(module) as air, watching(opened(air, f"ble:{name}")) as watched:
        await watched.streams(100)
        raw = watched.raw
        assert raw == list(range(int(raw[0]), int(raw[0]) + len(raw)))
        assert watched.source.traits.kind == kind
        assert watched.source.identity == gauges.UID
        assert watched.source.counters.rejected == 0


async def kinds_in_sight(air, gauges_n: int) -> dict[str, str | None]:
    """The kind of each gauge in sight, by its name."""
    found: dict[str, str | None] = {}

    def hear(seen) -> None:
        device = kind_of_gauge(seen, all_devices().values())
        found[seen.name] = device.kind if device is not None else None
        assert seen.signal_dbm < 0

    async with air.adapter.scan(hear):
        await until(lambda: len(found) >= gauges_n)
    return found


async def test_every_gauge_in_sight_is_told_by_its_kind():
    things = (gauges.Board(), gauges.tindeq("Crimpdeq"), gauges.Vernier(), gauges.CraneScale())
    module = Gauge(device_of_kind("board-uart"), "Nordic_UART", lambda _: b"", rate_hz=1, number=7)
    async with room(*things, gauges.motherboard(), module) as air:
        assert await kinds_in_sight(air, 6) == {
            "Nordic_UART": "board-uart",
            "Pad 1": "board-ble",
            "Crimpdeq": "tindeq",
            "GDX-HD 0V3000C7": "vernier",
            "IF_B7": "wh-c06",
            "Motherboard": "motherboard",
        }


async def test_a_body_scale_of_the_same_name_is_not_the_crane_scale():
    scale = gauges.CraneScale()
    scale.company = 0x0085
    async with room(scale) as air:
        assert await kinds_in_sight(air, 1) == {"IF_B7": None}


@pytest.mark.parametrize("company", [0x0085, 0x0302])
async def test_a_scale_of_the_same_name_and_another_layout_is_refused_by_name(company):
    scale = gauges.CraneScale()
    scale.company = company
    async with room(scale) as air:
        source = opened(air, "ble:IF_B7?device=wh-c06")
        with pytest.raises(GaugeLayoutError, match=f"IF_B7 .*0x{company:04X}.*only 0x0100"):
            await anext(item async for item in source.stream() if isinstance(item, RawBlock))


async def test_a_source_closed_while_it_looks_stops_looking():
    async with room(look_s=1e6) as air:
        async with watching(opened(air, "ble:Nobody?wait=1")) as watched:
            await watched.until(lambda w: w.news and air.central.is_scanning)
        assert not air.central.is_scanning
        assert watched.error is None


@pytest.mark.parametrize("turns", range(0, 30, 3))
async def test_a_gauge_left_while_it_is_being_connected_is_free_for_the_next(turns):
    board = gauges.Board()
    async with room(board) as air:
        seen = await air.adapter.find(lambda gauge: True, what="")
        connecting = asyncio.create_task(air.adapter.connect(seen, board.kind))
        await until(lambda: air.connecting)
        for _ in range(turns):
            await asyncio.sleep(0)
        connecting.cancel()
        await asyncio.wait({connecting})
        if not connecting.cancelled():
            await connecting.result().close()
        async with hearing(air, board) as watched:
            await watched.streams(8)


async def test_a_station_that_is_cancelled_hangs_up():
    board = gauges.Board()
    async with room(board) as air:
        got = asyncio.Event()

        async def read() -> None:
            async for item in source_of(air, board).stream():
                if isinstance(item, RawBlock):
                    got.set()

        task = asyncio.create_task(read())
        await got.wait()
        task.cancel()
        await asyncio.wait({task})
        gc.collect()
        await until(lambda: not board.device.connections)
