"""What gauges of other makers send that once was lost or taken for something else."""

import struct

import numpy as np
import pytest

from firmware_bridge.device import Notice, RawSamples, Send
from firmware_bridge.devices import vernier, wh_c06
from firmware_bridge.devices.mark10 import mark10_decoder
from firmware_bridge.devices.wagner import wagner_decoder
from firmware_bridge.samples import Flag
from tests.ble import gauges

PART_BYTES = 20


def samples(events: list) -> list[float]:
    return [row[0] for each in events if isinstance(each, RawSamples) for row in each.raw.tolist()]


@pytest.mark.parametrize("values", [1, 2, 5, 8, 12, 20])
def test_no_packet_of_a_go_direct_is_lost_however_many_parts_it_comes_in(values):
    gauge = gauges.Vernier()
    decoder = vernier.VernierDecoder({})
    waiting = [vernier.DEVICE.ask]
    while waiting:
        answer = gauge.hear(waiting.pop(0))
        for at in range(0, len(answer), PART_BYTES):
            events = decoder.feed(answer[at : at + PART_BYTES])
            waiting += [event.data for event in events if isinstance(event, Send)]
    assert gauge.is_started
    rng = np.random.default_rng(values)
    for _ in range(500):
        newtons = rng.uniform(-90, 90, values).astype(np.float32)
        head = bytes((0x20, 9 + 4 * values, 0, 0, 6, 2, 0, values, 0))
        packet = head + struct.pack(f"<{values}f", *newtons)
        got = []
        for at in range(0, len(packet), PART_BYTES):
            got += samples(decoder.feed(packet[at : at + PART_BYTES]))
        assert got == newtons.tolist()
    assert decoder.rejected == 0


@pytest.mark.parametrize(
    ("status", "shown"), [(0, "pounds"), (2, "pounds"), (3, "stone"), (4, "jin")]
)
def test_a_crane_scale_that_shows_no_kilograms_is_refused_with_what_to_do(status, shown):
    decoder = wh_c06.WhC06Decoder({})
    events = decoder.feed(
        bytes.fromhex("02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4") + bytes((status, 0, 7))
    )
    assert samples(events) == []
    assert [each.text for each in events if isinstance(each, Notice)] == [
        f"it shows {shown}: set it to kg"
    ]


def test_a_held_weight_is_flagged_as_frozen():
    [block] = wh_c06.WhC06Decoder({}).feed(
        bytes.fromhex("02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4 a1 00 07")
    )
    assert block.flags.tolist() == [int(Flag.STUCK)]


@pytest.mark.parametrize("decoder", [wagner_decoder, mark10_decoder])
@pytest.mark.parametrize(
    ("line", "newtons"),
    [
        ("-18.78 lbF", -83.53760193),
        ("- 2.5 lbf", -11.12055404),
        ("+1000 mN", 1.0),
        (".5 N", 0.5),
        ("1.5 kgF", 14.709975),
    ],
)
def test_gauges_that_write_their_unit_are_read_in_newtons(decoder, line, newtons):
    events = decoder({}).feed(f"\n{line}\r\n".encode())
    assert samples(events) == pytest.approx([newtons])
