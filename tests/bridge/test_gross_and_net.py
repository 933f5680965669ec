"""A scale whose keys are pressed while somebody presses the pad: told, never a wrong force."""

import asyncio
import contextlib
import sys

import numpy as np
import pytest

from firmware_bridge.decoding.number_decoder import PlainDecoder
from firmware_bridge.device import RawSamples, StatedUnit
from firmware_bridge.devices.plain import DEVICE
from firmware_bridge.links.handshake import Handshake
from firmware_bridge.samples import Flag
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, watching

KG_N = 9.80665
WAYS = {
    "before the number": ("ST,GS,+{0:9.3f}kg", "ST,NT,+{0:9.3f}kg"),
    "a letter before it": ("G    + {0:7.3f} kg", "N    + {0:7.3f} kg"),
    "a letter behind it": ("{0:8.3f} kg G", "{0:8.3f} kg N"),
    "a word": ("Gross: {0:.3f} kg", "Net: {0:.3f} kg"),
    "a unit in a cell of its own": ("ST,GS,{0:9.3f},kg", "ST,NT,{0:9.3f},kg"),
    "letters behind the unit of Rice Lake": ("\x02{0:8.3f}KG ", "\x02{0:8.3f}KN "),
    "letters before the number of Yaohua": ("wg{0:08.3f}kg", "wn{0:08.3f}kg"),
}


def events_of(lines, options=None):
    decoder = PlainDecoder(options or {})
    events = decoder.feed(("\n" + "\n".join(lines) + "\n").encode())
    return decoder, events


def readings(events):
    return [row[0] for each in events if isinstance(each, RawSamples) for row in each.raw.tolist()]


@pytest.mark.parametrize("way", WAYS)
def test_gross_and_net_are_told_apart_however_they_are_written(way):
    gross, net = WAYS[way]
    lines = [gross.format(1 + n / 8) for n in range(20)] + [net.format(n / 8) for n in range(20)]
    _, events = events_of(lines)
    stated = [each for each in events if isinstance(each, StatedUnit)]
    assert [each.meant for each in stated] == ["gross", "net"]
    at = events.index(stated[1])
    assert readings(events[:at]) == pytest.approx([KG_N * (1 + n / 8) for n in range(20)])
    assert readings(events[at:]) == pytest.approx([KG_N * n / 8 for n in range(4, 20)])


def test_one_damaged_line_turns_no_zero():
    lines = ["ST,GS,+ 12.5 kg"] * 9 + ["ST,NT,+ 12.5 kg"] + ["ST,GS,+ 12.5 kg"] * 9
    decoder, events = events_of(lines)
    assert [each.meant for each in events if isinstance(each, StatedUnit)] == ["gross"]
    assert (len(readings(events)), decoder.rejected) == (18, 1)


def test_a_scale_that_begins_to_move_loses_no_reading():
    lines = [f"{'ST' if n % 7 < 3 else 'US'},NT,+ {n / 10:.1f} kg" for n in range(40)]
    decoder, events = events_of(lines)
    assert readings(events) == pytest.approx([KG_N * n / 10 for n in range(40)])
    assert decoder.rejected == 0


@pytest.mark.parametrize("line", ["ST,NT,-   0.520kg", "N    -   0.520 kg", "-   0.520 kg"])
def test_a_sign_at_the_left_edge_of_a_fixed_width_is_the_sign_of_the_number(line):
    _, events = events_of([line] * 4)
    assert readings(events) == pytest.approx([-0.52 * KG_N] * 4)


def test_a_reading_that_lost_its_unit_is_not_taken_for_newtons():
    decoder, events = events_of([f"{n}.5 kg" for n in range(6)] + [f"{n}.5" for n in range(6)])
    assert len(readings(events)) == 6
    assert decoder.unclear == (
        "lines like '5.5'",
        "they lack the unit of others, kg: send it with every line",
    )


def test_a_reading_that_lost_its_unit_has_not_that_of_the_address():
    lines = [f"{n}.5 lb" for n in range(6)] + [f"{n}.5" for n in range(6)]
    decoder, events = events_of(lines, {"unit": "kg"})
    assert len(readings(events)) == 6
    assert decoder.rejected == 6


@pytest.mark.parametrize("line", ["{0:8.3f} kg {1}", "S {1} {0:8.3f} kg"])
def test_marks_of_a_scale_that_moves_cost_no_reading(line):
    lines = [line.format(n / 10, "?S"[line[0] == "S"] if n % 2 else "") for n in range(20)]
    decoder, events = events_of(lines)
    assert readings(events) == pytest.approx([KG_N * n / 10 for n in range(20)])
    assert decoder.rejected == 0


def test_a_name_that_changes_is_told_where_nothing_else_does():
    lines = [f"raw: {n}" for n in range(9)] + [f"value: {n}" for n in range(9)]
    _, events = events_of(lines)
    assert [each.meant for each in events if isinstance(each, StatedUnit)] == ["raw", "value"]


def test_a_scale_without_a_unit_before_it_stands_still_begins_with_its_unit():
    handshake = Handshake(DEVICE, PlainDecoder({}), uid="", began_s=0.0)
    handshake.receive(b"\n   1.5\n   1.5\n   1.5\n" + b"   1.5 kg\n" * 9, 0.1)
    assert handshake.verdict(0.2) == "ours"
    heard = [each.event for each in handshake.heard]
    assert readings(heard) == pytest.approx([1.5 * KG_N] * 9)


@contextlib.asynccontextmanager
async def scale(path):
    """A scale on a pseudo-terminal; the line it repeats can be changed."""
    plug, says = Plug(path), ["ST,GS,+ 1.50 kg"]

    async def prints():
        plug.write(b"\r\n")
        while True:
            plug.read()
            plug.write(f"{says[0]}\r\n".encode())
            await asyncio.sleep(0.02)

    task = asyncio.create_task(prints())
    try:
        yield says
    finally:
        task.cancel()
        plug.pull()


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
async def test_a_tare_key_pressed_in_mid_stream_is_told_and_asks_for_another_zero(tmp_path):
    async with scale(tmp_path / "port") as says:
        async with watching(open_source(f"serial:{tmp_path}/port?device=plain")) as watched:
            await watched.streams(20)
            says[0] = "ST,NT,+ 0.00 kg"
            await watched.until(lambda w: "from gross to net" in w.news[-1].reason)
            await watched.until(lambda w: w.raw[-1] == 0.0)
        flags = np.concatenate([block.flags for block in watched.blocks])
        [turn] = np.flatnonzero(flags & Flag.CLOCK_RESTARTED)
        assert watched.raw[:turn] == pytest.approx([1.5 * KG_N] * turn)
        assert set(watched.raw[turn:]) == {0.0}


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
async def test_a_unit_key_pressed_in_mid_stream_is_told_and_the_force_stays(tmp_path):
    async with scale(tmp_path / "port") as says:
        async with watching(open_source(f"serial:{tmp_path}/port?device=plain")) as watched:
            await watched.streams(20)
            says[0] = "ST,GS,+ 3.307 lb"
            await watched.until(lambda w: "changes (kg, lbf)" in w.news[-1].reason)
            await watched.streams(5)
        assert watched.raw == pytest.approx([1.5 * KG_N] * len(watched.raw), rel=1e-3)
