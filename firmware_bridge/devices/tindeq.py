"""Tindeq Progressor and its clones: kilograms with microseconds, about 80 a second.

Each notification holds records of type u8, length u8 and value, little endian: 0 answer to a
command, 1 weights (f32 kg and u32 microseconds each), 2 and 3 rate of force development, 4 low
power. Commands are single bytes. The tare command is never sent: zero belongs to the host.
Source: the maker's Progressor API (github.com/blims/Tindeq-Progressor-API); clones that speak it:
Crimpdeq, Mito, Hangman.
"""

import struct
from collections.abc import Mapping

import numpy as np

from firmware_bridge.device import (
    Battery,
    Device,
    DeviceEvent,
    Example,
    Radio,
    RawSamples,
)
from firmware_bridge.rejoin import PacketReassembler

ANSWER, WEIGHTS, LOW_POWER = 0, 1, 4
LONGEST_RECORD = 246
HEAVIEST_KG = 2000.0
"""No gauge of this kind carries more: such a number is no weight."""
BATTERY, START, STOP = b"\x6f", b"\x65", b"\x66"
_MILLIVOLTS = range(2000, 6001)
_WEIGHT = np.dtype([("kg", "<f4"), ("tick", "<u4")])
_NONE = np.zeros(0, dtype=np.int64)


class TindeqDecoder:
    """Reads records; joins one that came in parts."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start with nothing pending."""
        self.ignored = 0
        self._unsound = 0
        self._records = PacketReassembler(_length_of)

    @property
    def rejected(self) -> int:
        """Records that cannot be."""
        return self._unsound + self._records.rejected

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """What the records completed by this notification say."""
        events: list[DeviceEvent] = []
        for record in self._records.feed(data):
            kind, value = record[0], record[2:]
            if kind == WEIGHTS:
                self._weigh(value, events)
            elif kind == LOW_POWER:
                events.append(Battery(None, None, is_low=True))
            elif kind == ANSWER and len(value) == 4:
                self._answer(struct.unpack("<I", value)[0], events)
            else:
                self.ignored += 1
        return events

    def _weigh(self, value: bytes, events: list[DeviceEvent]) -> None:
        sent = np.frombuffer(value, dtype=_WEIGHT)
        kg = sent["kg"].astype(np.float64)
        if not len(kg) or not (np.abs(kg) < HEAVIEST_KG).all():
            self._unsound += 1
            return
        flags = np.zeros(len(kg), dtype=np.uint16)
        events.append(RawSamples(_NONE, _NONE, sent["tick"].astype(np.int64), kg[:, None], flags))

    def _answer(self, number: int, events: list[DeviceEvent]) -> None:
        if number in _MILLIVOLTS:
            events.append(Battery(None, number, is_low=False))
        else:
            self.ignored += 1


def _length_of(header: bytes) -> int:
    kind, length = header
    if kind > LOW_POWER or length > LONGEST_RECORD or (kind == WEIGHTS and length % 8):
        return 0
    return 2 + length


DEVICE = Device(
    kind="tindeq",
    title="Tindeq Progressor",
    link="ble",
    wire="parts",
    radio=Radio(
        name=r"Progressor.*",
        service="7e4e1701-1ea6-40c9-9dcc-13d34ffead57",
        notify="7e4e1702-1ea6-40c9-9dcc-13d34ffead57",
        command="7e4e1703-1ea6-40c9-9dcc-13d34ffead57",
        command_bytes=1,
    ),
    unit="kg",
    rate_hz=80.0,
    tick_hz=1e6,
    tick_bits=32,
    settling_s=0.05,
    resolution_raw=0.01,
    tension_only=True,
    graded=True,
    start=BATTERY + START,
    stop=STOP,
    decoder=TindeqDecoder,
    examples=(
        Example(
            title="weights: 10.0 kg at 1,000 us and 12.5 kg at 500,000 us",
            wire=bytes.fromhex("01 10 00 00 20 41 e8 03 00 00 00 00 48 41 20 a1 07 00"),
            samples=((None, 1000, 0, 10.0), (None, 500000, 0, 12.5)),
        ),
        Example(
            title="answer to the battery command: 3,950 mV; then low power",
            wire=bytes.fromhex("00 04 6e 0f 00 00  04 00"),
            ends=(6,),
            battery=Battery(None, None, is_low=True),
        ),
        Example(
            title="a weight of four thousand million kilograms is refused",
            wire=bytes.fromhex("01 08 28 6b 6e 4f 01 00 00 00"),
            rejected=1,
        ),
    ),
)
