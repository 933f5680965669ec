import asyncio
import itertools
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.device import Notice, RawSamples
from firmware_bridge.devices.plain import PlainDecoder, numbers_of
from firmware_bridge.samples import Flag
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, watching

finite = st.floats(-1e6, 1e6, allow_nan=False)


def rows(decoder: PlainDecoder, chunks: list[bytes]) -> list[list[float]]:
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return [row for each in events if isinstance(each, RawSamples) for row in each.raw.tolist()]


@given(st.lists(st.tuples(finite, finite), min_size=1, max_size=30), st.sampled_from(",;\t "))
def test_numbers_divided_by_anything_usual_are_read_exactly(pairs, divider):
    lines = "".join(f"{a!r}{divider}{b!r}\r\n" for a, b in pairs)
    assert rows(PlainDecoder({}), [b"\n" + lines.encode()]) == [list(pair) for pair in pairs]


@given(st.binary(max_size=600), st.lists(st.integers(0, 600), max_size=8))
def test_any_bytes_cut_anyhow_give_the_same_numbers_and_never_an_error(data, places):
    edges = [0, *sorted(min(place, len(data)) for place in places), len(data)]
    pieces = [data[a:b] for a, b in itertools.pairwise(edges)]
    whole, cut = PlainDecoder({}), PlainDecoder({})
    assert rows(whole, [data]) == rows(cut, pieces)
    assert whole.rejected == cut.rejected


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        (b"12.5", (12.5,)),
        (b"Reading: 12.5 kg", (12.5,)),
        (b"force=12.5N", (12.5,)),
        (b"1000,8231,", (1000.0, 8231.0)),
        (b"1e3 -2", (1000.0, -2.0)),
        (b"$GPGGA,123519", None),
        (b"nan", None),
        (b"inf,1", None),
        (b"1,,2", None),
        (b"12.5.3", None),
        (b"1e999", None),
        (b"AT+CSQ", None),
    ],
)
def test_f27_only_finite_numbers_are_numbers(line, numbers):
    assert numbers_of(line) == numbers


def test_a_line_cut_short_in_its_columns_is_refused_until_the_width_has_changed_for_good():
    decoder = PlainDecoder({})
    assert rows(decoder, [b"\n1,10\n2,20\n3\n4,40\n"]) == [[1, 10], [2, 20], [4, 40]]
    assert decoder.rejected == 1
    assert rows(decoder, [b"5\n6\n7\n8\n9\n10\n"]) == [[9], [10]]


def test_words_are_passed_on_and_are_no_damage():
    decoder = PlainDecoder({})
    events = decoder.feed(b"\n# scale ready\nplease wait\n")
    assert [each.text for each in events if isinstance(each, Notice)] == [
        "scale ready",
        "please wait",
    ]
    assert decoder.rejected == 0


async def _prints(plug: Plug, line, period_s: float = 0.02) -> None:
    number = 0
    while True:
        plug.read()
        plug.write(line(number))
        number += 1
        await asyncio.sleep(period_s)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
async def test_a_sketch_that_prints_numbers_is_a_sensor_with_interpolated_times(tmp_path):
    plug = Plug(tmp_path / "port")
    task = asyncio.create_task(_prints(plug, lambda n: f"{n}.5\r\n".encode()))
    uri = f"serial:{tmp_path}/port?device=plain&unit=kg&rate_hz=50"
    async with watching(open_source(uri)) as watched:
        await watched.streams(60)
        flags = np.concatenate([block.flags for block in watched.blocks])
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        assert (flags & Flag.TIME_INTERPOLATED > 0).all()
        assert (np.diff(t_s) > 0).all()
        assert watched.source.traits.unit == "kg"
        raw = watched.raw
        assert raw == [raw[0] + n for n in range(len(raw))]
    task.cancel()
    plug.pull()


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
async def test_a_sketch_that_prints_its_milliseconds_is_timed_by_them(tmp_path):
    plug = Plug(tmp_path / "port")
    task = asyncio.create_task(_prints(plug, lambda n: f"{4_294_967_000 + n * 20},{n}\n".encode()))
    uri = f"serial:{tmp_path}/port?device=plain&time=ms"
    async with watching(open_source(uri)) as watched:
        await watched.streams(40)
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        assert np.diff(t_s) == pytest.approx(0.02)
        flags = np.concatenate([block.flags for block in watched.blocks])
        assert not flags.any()
    task.cancel()
    plug.pull()


async def test_a_sensor_behind_a_network_adapter_is_a_serial_port_too():
    async def serve(_reader, writer) -> None:
        number = 0
        try:
            while True:
                writer.write(f"{number}\n".encode())
                await writer.drain()
                number += 1
                await asyncio.sleep(0.01)
        except (ConnectionError, asyncio.CancelledError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    uri = f"serial:socket://127.0.0.1:{port}?device=plain&rate_hz=100"
    async with watching(open_source(uri)) as watched:
        await watched.streams(50)
        raw = watched.raw
        assert raw == [raw[0] + n for n in range(len(raw))]
    server.close()
    for task in asyncio.all_tasks():
        if task.get_coro().__qualname__.endswith("serve"):
            task.cancel()
            await asyncio.wait([task])
    await server.wait_closed()
