"""Every gauge of the market on the virtual radio: found, started, read, and never tared."""

import numpy as np
import pytest

from firmware_bridge.catalogue import all_devices
from firmware_bridge.errors import NotASensorError, SourceUriError
from firmware_bridge.samples import Flag
from tests.ble import gauges
from tests.ble.air import room
from tests.ble.listening import flags_of, hearing, opened, source_of, t_s_of
from tests.bridge.pty_board import watching

MARKET = {
    "board-ble": (gauges.Board, 1.0, 0.0),
    "tindeq": (gauges.tindeq, 0.125, 0.0),
    "vernier": (gauges.Vernier, 0.25, 0.0),
    "force-board": (gauges.force_board, 1.0, 0.0),
    "cts500": (gauges.cts500, 0.01, 0.0),
    "entralpi": (gauges.entralpi, 0.01, 0.0),
    "climbro": (gauges.climbro, 1.0, 0.0),
    "motherboard": (gauges.motherboard, 1.0, 0.0),
    "entralpi, the other way": (gauges.entralpi_on_the_other, 0.01, 0.0),
    "weight-scale": (gauges.weight_scale, 0.005, 0.0),
}
TARES = {
    "tindeq": b"\x64",
    "force-board": b"\x01",
    "cts500": bytes.fromhex("05 a6 00 00 00 ab"),
}


@pytest.mark.parametrize("kind", sorted(MARKET))
async def test_a_gauge_is_read_sample_for_sample_without_touching_its_zero(kind):
    make, step, first = MARKET[kind]
    gauge = make()
    async with room(gauge) as air, hearing(air, gauge) as watched:
        await watched.streams(12)
        raw = np.array(watched.raw)
        assert raw == pytest.approx(raw[0] + step * np.arange(len(raw)))
        assert raw[0] >= first
        # A machine that is busy may let a gauge wait, and no more than wait.
        states = [news.state for news in watched.news]
        assert states[:2] == ["connecting", "streaming"]
        assert set(states[2:]) <= {"stale", "streaming"}
        assert watched.source.counters.rejected == 0
        assert watched.source.counters.signal_dbm is not None
        assert (np.diff(t_s_of(watched)) >= 0).all()
        has_clock = gauge.kind.tick_hz > 0
        assert bool((flags_of(watched) & Flag.TIME_INTERPOLATED).all()) != has_clock
    assert TARES.get(kind, b"never") not in gauge.written


async def test_every_gauge_with_a_radio_has_been_on_the_virtual_one():
    with_radio = {each.kind for each in all_devices().values() if each.radio is not None}
    # Modules: test_link; wh-c06: below.
    assert with_radio - set(MARKET) == {"board-hm10", "board-uart", "wh-c06"}


async def test_a_crane_scale_is_read_from_its_advertisements():
    scale = gauges.CraneScale()
    async with room(scale) as air, hearing(air, scale) as watched:
        await watched.streams(2)
        for hundredths_kg in (1234, 1250):
            scale.weigh(hundredths_kg)
            await air.say(scale)
            await watched.until(lambda w, kg=hundredths_kg / 100: kg in w.raw)
        assert not scale.device.connections
        assert (flags_of(watched) & Flag.TIME_INTERPOLATED).all()


async def test_a_vernier_is_known_by_its_serial_number_and_says_its_battery():
    gauge = gauges.Vernier()
    async with room(gauge) as air, hearing(air, gauge) as watched:
        await watched.streams(2)
        assert watched.source.identity == "0V3000C7"
        assert watched.source.counters.battery_pct == 87
        assert watched.source.traits.unit == "N"
        assert gauge.written[0] + gauge.written[1] == gauge.kind.ask


async def test_a_vernier_that_measures_something_else_says_so():
    gauge = gauges.Vernier(unit="°C")
    async with room(gauge) as air, hearing(air, gauge) as watched:
        await watched.until(lambda w: any(n.reason for n in w.news))
        news = next(n for n in watched.news if n.reason)
        assert "none of its sensors measures newtons" in news.reason


async def test_battery_and_signal_are_told():
    tindeq, board = gauges.tindeq(), gauges.Board(battery_pct=66)
    async with (
        room(tindeq, board) as air,
        hearing(air, tindeq) as one,
        hearing(air, board) as other,
    ):
        await one.streams(4)
        await other.streams(4)
        assert one.source.counters.battery_mv == 3950
        assert other.source.counters.battery_pct == 66
        assert other.source.counters.signal_dbm == -50


async def test_a_low_battery_is_said_in_words():
    tindeq = gauges.tindeq()
    async with room(tindeq) as air, hearing(air, tindeq) as watched:
        await watched.streams(4)
        await tindeq.notify(bytes.fromhex("04 00"))
        await watched.until(lambda w: any("low; charge it" in n.reason for n in w.news))


async def test_the_name_alone_tells_the_kind():
    gauge = gauges.tindeq()
    async with room(gauge) as air:
        assert opened(air, "ble:Progressor_7").traits.kind == "tindeq"
        assert opened(air, "ble:GDX-HD 0V3000C7").traits.kind == "vernier"
        assert opened(air, "ble:C4:AB:1E:00:00:01").traits.kind == "board-ble"


async def test_the_first_of_a_kind_is_taken_where_no_name_is_given():
    board, other = gauges.Board(), gauges.motherboard()
    async with room(other, board) as air, watching(opened(air, "ble:?device=board-ble")) as heard:
        await heard.streams(4)
        assert heard.source.identity == gauges.UID


async def test_a_clone_is_known_by_its_service():
    clone = gauges.tindeq("Crimpdeq 3")
    async with room(clone) as air, watching(opened(air, "ble:?device=tindeq")) as heard:
        await heard.streams(4)


async def test_a_gauge_of_another_kind_is_refused_with_what_to_do():
    gauge = gauges.entralpi()
    async with room(gauge) as air:
        source = opened(air, "ble:ENTRALPI?device=tindeq")
        with pytest.raises(NotASensorError, match=r"does not offer what a Tindeq.*device=KIND"):
            async for _ in source.stream():
                pass


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("ble:Pad?device=plain", "plain has no Bluetooth; kinds that have: .*tindeq"),
        ("ble:Pad?baud=9600", "unknown option 'baud'"),
        ("ble:Pad?rate_hz=0", "rate_hz=0 must be a number"),
    ],
)
async def test_an_address_that_cannot_be_meant_says_why(uri, words):
    async with room() as air:
        with pytest.raises(SourceUriError, match=words):
            opened(air, uri)


async def test_a_rate_may_be_asked_for():
    gauge = gauges.Vernier()
    async with room(gauge) as air, watching(source_of(air, gauge, "&rate_hz=20")) as watched:
        await watched.streams(1)
        assert watched.source.traits.rate_hz == 20
        period = next(each for each in gauge.written if each[4:5] == b"\x1b")
        assert int.from_bytes(period[7:11], "little") == 50_000
