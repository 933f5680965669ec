import asyncio
import itertools
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.catalogue import device_of_kind
from firmware_bridge.decoding.number_decoder import PlainDecoder
from firmware_bridge.decoding.number_lines import numbers_in
from firmware_bridge.device import Notice, RawSamples, StatedUnit
from firmware_bridge.devices.plain import DEVICE
from firmware_bridge.errors import LinesUnclearError
from firmware_bridge.links.handshake import Handshake
from firmware_bridge.samples import Flag
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, watching

finite = st.floats(-1e6, 1e6, allow_nan=False)


def rows(decoder: PlainDecoder, chunks: list[bytes]) -> list[list[float]]:
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    return [row for each in events if isinstance(each, RawSamples) for row in each.raw.tolist()]


@given(st.lists(st.tuples(finite, finite), min_size=2, max_size=30), st.sampled_from(",;\t "))
def test_numbers_divided_by_anything_usual_are_read_exactly(pairs, divider):
    lines = "".join(f"{a!r}{divider}{b!r}\r\n" for a, b in pairs)
    for column in (0, 1):
        decoder = PlainDecoder({"column": str(column + 1)})
        assert rows(decoder, [b"\n" + lines.encode()]) == [[pair[column]] for pair in pairs]


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
        ("12.5", (12.5,)),
        ("Reading: 12.5 kg", (12.5,)),
        ("force=12.5N", (12.5,)),
        ("1000,8231,", (1000.0, 8231.0)),
        ("1e3 -2", (1000.0, -2.0)),
        ("HX711 reading:\t5", (5.0,)),
        ("Weight: 12.3 kg (stable)", (12.3,)),
        ("Load_cell 1 output val: 3.5   Load_cell 2 output val: 4.5", (3.5, 4.5)),
        ("0,25\t0,30", (0.25, 0.30)),
        ("Channel A (Gain 128): 8421", (8421.0,)),
        ("Channel 1: 25.3", (25.3,)),
        ("$GPGGA,123519", None),
        ("nan", None),
        ("inf,1", None),
        ("1,,2", None),
        ("12.5.3", None),
        ("1-2", None),
        ("12a", None),
        ("10:00:01.5", None),
        ("1e999", None),
        ("AT+CSQ", None),
    ],
)
def test_f27_only_finite_whole_numbers_are_numbers(line, numbers):
    found = numbers_in(line)
    assert (found and tuple(each.value for each in found)) == numbers


SKETCHES = {
    "bogde": "before setting up the scale:\nread: \t\t8421504\nread average: \t\t8421510\n"
    "get units: \t\t3684.2\nReadings:\none reading:\t{0:.1f}\t| average:\t{1:.1f}\n",
    "SparkFun calibration": "Zero factor: 8421504\n"
    "Reading: {0:.1f} lbs calibration_factor: -7050\n",
    "SparkFun scale": "Remove all weight\nReading: {0:.1f} lbs\n",
    "olkal": "Startup is complete\nLoad_cell output val: {0:.2f}\n",
    "Adafruit NAU7802": "NAU7802\nFound NAU7802\nRead {0:.0f}\n",
    "Adafruit HX711": "Tareing...\nChannel A (Gain 128): {0:.0f}\n",
    "Serial Plotter": "raw:{2},weight:{0:.2f}\n",
    "with a header": "Time(ms)\tForce(N)\tBattery\n{2}\t{0:.2f}\t3.71\n",
    "double tabs": "weight\t\t{0:.2f} g\t\traw {2}\n",
    "a word behind": "{0:.2f} g stable\n",
}


@pytest.mark.parametrize("name", SKETCHES)
def test_what_common_sketches_print_is_read_as_their_reading(name):
    *start, line = SKETCHES[name].rstrip("\n").split("\n")
    said = "\n".join(
        ["", *start, *(line.format(200 + n, 190 + n, 1000 + 20 * n) for n in range(12))]
    )
    got = [row[0] for row in rows(PlainDecoder({}), [said.encode() + b"\n"])][-10:]
    per_unit = 4.4482216152605 if "lbs" in line else 0.00980665 if " g" in line else 1.0
    assert got == pytest.approx([(202 + n) * per_unit for n in range(10)])


@pytest.mark.parametrize("name", SKETCHES)
def test_a_sketch_on_the_port_of_a_board_is_told_how_to_be_read_and_then_is(name):
    *start, line = SKETCHES[name].rstrip("\n").split("\n")
    said = "\n".join(["", *start, *(line.format(20 + n, 19, 1000 + n) for n in range(60))]) + "\n"
    board = device_of_kind("board")
    stranger = Handshake(board, board.decoder({}), uid="", began_s=0.0)
    stranger.receive(said.encode(), 1.0)
    assert stranger.verdict(3.0) == "wrong"
    assert "device=plain" in str(stranger.refusal("/dev/tty0"))
    followed = Handshake(DEVICE, PlainDecoder({"unit": "N"}), uid="", began_s=0.0)
    followed.receive(said.encode(), 1.0)
    assert followed.verdict(3.0) == "ours"


def test_a_name_that_is_a_unit_makes_newtons():
    decoder = PlainDecoder({})
    events = decoder.feed(b"\n" + b'{"t":50,"kg":2.0}\n{"t":100,"kg":2.5}\n{"t":150,"kg":3.0}\n')
    assert [each.unit for each in events if isinstance(each, StatedUnit)] == ["N"]
    [block] = [each for each in events if isinstance(each, RawSamples)]
    assert block.raw[:, 0] == pytest.approx([19.6133, 24.516625, 29.41995])


def test_a_unit_in_the_lines_makes_newtons_and_is_told():
    decoder = PlainDecoder({})
    events = decoder.feed(b"\nWeight: 980 g\nWeight: 1.02 kg\nWeight: 1.10 kg\n")
    stated = [each for each in events if isinstance(each, StatedUnit)]
    assert [(each.unit, each.written) for each in stated] == [("N", "g"), ("N", "kg")]
    blocks = [each.raw for each in events if isinstance(each, RawSamples)]
    assert np.concatenate(blocks)[:, 0] == pytest.approx([9.610517, 10.002783, 10.787315])


def test_a_clock_behind_the_force_is_not_what_the_advice_takes_for_the_force():
    # The press itself rises for some lines in a row.
    loads = [3, 1, 2, *range(4, 30, 3), 30, 29, 30, 28]
    lines = "".join(f"({load}, {52000 + 50 * n})\n" for n, load in enumerate(loads))
    decoder = PlainDecoder({})
    for end in range(0, len(lines), 40):
        decoder.feed(("\n" * (not end) + lines[end : end + 40]).encode())
        if decoder.unclear is not None:
            assert "time=" not in decoder.unclear[1]
    assert decoder.unclear is not None
    assert decoder.unclear[1].endswith("say column=1")


@pytest.mark.parametrize("line", ["{{'ms': 5{0}, 'raw': {1}}}", "('force', {1})"])
def test_what_python_prints_of_a_dict_or_a_tuple_with_a_name_is_read(line):
    decoder = PlainDecoder({})
    said = "".join(f"{line.format(50 + n, 2.5 + n)}\n" for n in range(6))
    [block] = [e for e in decoder.feed(f"\n{said}".encode()) if isinstance(e, RawSamples)]
    assert block.raw[:, 0].tolist() == [2.5, 3.5, 4.5, 5.5, 6.5, 7.5]


@pytest.mark.parametrize(
    ("lines", "options", "words"),
    [
        (["{0:.2f}, 3.1, 1023"], {}, "clock: say time=s&column=1 or time=s&column=2"),
        (["{1}, 3.1, 1023"], {}, "clock: say time=ms&column=1 or time=ms&column=2"),
        (["({1}, 84210.5)"], {}, "clock: say time=ms&column=1, or column=2 to leave it aside"),
        (["(84210, {1})"], {}, "number 2 looks like a clock or a count: say column=1"),
        (["84210,{1}"], {}, "column=1 if it is two"),
        (["({2}, {1}, 84210)"], {}, "numbers 1 and 2 look like a clock or a count: say column=3"),
        (["3.1, 7.2"], {}, "say which with column=1 to column=2"),
        # The hand presses while the board is met: what rises is named, and is no clock.
        (
            ["Load_cell 1 output: {1}.5   Load_cell 2 output: 3"],
            {},
            "column=1 to column=2",
        ),
        (["uptime: {1}  a: 3.5  b: 7.5"], {}, "clock: say time=ms&column=1 or time=ms&column=2"),
        (["3.1, 7.2"], {"column": "3"}, "column=3 is more than they have"),
        (["12,512", "13,498"], {}, "say decimal=comma if it is one number, column=2"),
        (["5.1 kg"], {"unit": "counts"}, "they say kg: leave unit= out"),
    ],
)
def test_lines_that_are_not_clear_are_refused_with_what_to_say_instead(lines, options, words):
    meeting = Handshake(DEVICE, PlainDecoder(options), uid="", began_s=0.0)
    said = [line.format(n * 0.05, n * 50, n) for n in range(20) for line in lines]
    meeting.receive(("\n" + "\n".join(said) + "\n").encode(), 1.0)
    assert meeting.verdict(3.0) == "wrong"
    with pytest.raises(LinesUnclearError, match="format of the lines from /dev/tty0") as refusal:
        raise meeting.refusal("/dev/tty0")
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ({"time": "s", "column": "1"}, "{0:.2f}, 3.1, 1023"),
        ({"column": "2"}, "{0:.2f}, 3.1, 1023"),
        ({"decimal": "comma"}, "3,1"),
        ({"unit": "kg"}, "3,10 kg"),
    ],
)
def test_what_a_refusal_says_to_add_is_understood(options, line):
    said = "\n" + "".join(line.format(n * 0.05) + "\n" for n in range(20))
    assert {row[0] for row in rows(PlainDecoder(options), [said.encode()])} == {3.1}


def test_a_line_cut_short_in_its_columns_is_refused_until_the_width_has_changed_for_good():
    decoder = PlainDecoder({"column": "1"})
    assert rows(decoder, [b"\n1,10\n2,20\n3\n4,40\n"]) == [[1], [2], [4]]
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
