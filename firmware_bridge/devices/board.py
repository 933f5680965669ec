"""The Steadyhold board: HX711 load-cell amplifier, binary records or readable lines.

Binary: COBS(type u8, seq u16, tick u32, payload, CRC-16) and a zero byte. Text: one line a sample,
`S,seq,t_us,flags,raw[,raw]*CRC4`. Both may follow each other on one wire: the board powers up in
text and is switched to binary. `tick` is micros() at the conversion of the first sample. The
board sends raw counts only: zero and scale belong to the host.
"""

import re
from collections.abc import Mapping

import numpy as np
from cobs import cobs

from firmware_bridge.board_records import (
    ACK,
    BATCH,
    CHANNEL,
    EVENT,
    FLAG_BITS,
    INFO,
    LOG,
    PONG,
    SAMPLE,
    Packet,
    batch_of_record,
    event_of_cells,
    event_of_record,
    packet_of_cells,
)
from firmware_bridge.device import Device, DeviceEvent, Example, Hello, Notice, Readings, unchanged
from firmware_bridge.framing import HEADER, checksum, line_content
from firmware_bridge.samples import Flag

NOMINAL_COUNTS_PER_N = 8700.0
"""50 kg cell of 2 mV/V on 4.2 V at gain 128: about 17 uV, or 8,700 counts, per newton."""

PACKET_LIMIT = 1024
"""Bytes without a delimiter after which they are given up; the longest record, LOG, is shorter."""

_FLAG_OF_BIT = {
    1: Flag.SATURATED,
    2: Flag.GAP_BEFORE,
    4: Flag.SETTLING,
    8: Flag.SENSOR_TIMEOUT,
}
_FLAGS_OF_BYTE = np.array(
    [sum(flag for bit, flag in _FLAG_OF_BIT.items() if byte & bit) for byte in range(FLAG_BITS)],
    dtype=np.uint16,
)
_NOT_TEXT = re.compile(rb"[^\x20-\x7e\t\r]")
_SAMPLE_BYTES = range(14, 31, 4)
"""Lengths of a SAMPLE record with 1 to 5 channels, CRC included."""
_SAMPLE_DTYPE = {
    size: np.dtype(
        [
            ("kind", "u1"),
            ("seq", "<u2"),
            ("tick", "<u4"),
            ("flags", "u1"),
            ("raw", "<i4", ((size - 10) // 4,)),
            ("crc", "<u2"),
        ]
    )
    for size in _SAMPLE_BYTES
}


class BoardDecoder:
    """Finds the board's packets in a byte stream.

    A zero byte ends a binary packet. A line feed ends a line where everything since the last
    delimiter is printable, or where the line's own CRC is right: joining midway, or a change of
    mode, costs one packet. The rule looks at bytes only, never at how they were cut.
    """

    def __init__(self) -> None:
        """Start with nothing pending."""
        self.rejected = 0
        self.ignored = 0
        self._rest = b""
        self._events: list[DeviceEvent] = []
        self._records: list[bytes] = []
        self._packets: list[Packet] = []

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Events completed by these bytes, in wire order."""
        parts = (self._rest + data).split(b"\0")
        rest = parts.pop()
        for part in parts:
            # The second byte of a sample is its type, no printable character: never text.
            if 14 < len(part) < 32:
                try:
                    body = cobs.decode(part)
                except cobs.DecodeError:
                    self._close(part)
                    continue
                if self._add_record(body):
                    continue
            self._close(part)
        self._rest = self._take_lines(rest) if b"\n" in rest or len(rest) >= PACKET_LIMIT else rest
        self._flush()
        events, self._events = self._events, []
        return events

    def _close(self, part: bytes) -> None:
        part = self._take_lines(part)
        if not part:
            return
        try:
            body = cobs.decode(part)
        except cobs.DecodeError:
            self.rejected += 1
            return
        if len(body) < 9 or checksum(body[:-2]) != body[-2] | body[-1] << 8:
            self.rejected += 1
            return
        if not self._add_record(body):
            self._take_record(body[:-2])

    def _add_record(self, body: bytes) -> bool:
        size = len(body)
        if (
            body[:1] != b"\x10"
            or size not in _SAMPLE_DTYPE
            or body[7] >= FLAG_BITS
            or checksum(body[:-2]) != body[-2] | body[-1] << 8
        ):
            return False
        if self._packets or (self._records and len(self._records[-1]) != size):
            self._flush()
        self._records.append(body)
        return True

    def _take_record(self, body: bytes) -> None:
        kind, seq, tick = HEADER.unpack_from(body)
        payload = body[HEADER.size :]
        if kind == BATCH:
            self._add_packet(batch_of_record(seq, tick, payload))
        elif kind in (INFO, CHANNEL, EVENT, PONG, LOG):
            self._add_event(event_of_record(kind, payload))
        elif kind == SAMPLE:
            self.rejected += 1
        elif kind != ACK:
            self.ignored += 1

    def _take_lines(self, part: bytes) -> bytes:
        """Take the text out of the bytes since a delimiter; what is left is binary."""
        start = after = 0
        while True:
            feed = part.find(b"\n", after)
            end = feed if feed >= 0 else len(part)
            while end - start >= PACKET_LIMIT:
                self.rejected += 1
                start += PACKET_LIMIT
            after = max(after, start)
            if feed < 0:
                return part[start:]
            segment = part[start:feed].lstrip(b"\r\n")
            line = part[after:feed]
            if segment and not _NOT_TEXT.search(segment):
                self._take_line(segment)
                start = feed + 1
            elif line[1:2] == b"," and line_content(line) is not None:
                self.rejected += 1
                self._take_line(line)
                start = feed + 1
            after = feed + 1

    def _take_line(self, line: bytes) -> None:
        if line.startswith(b"#"):
            self._add_event(Notice(line[1:].decode("ascii").strip()))
            return
        content = line_content(line)
        if content is None:
            self.rejected += 1
            return
        kind, *cells = content.split(b",")
        if kind == b"S":
            self._add_packet(packet_of_cells(cells))
        elif kind in (b"I", b"C", b"E", b"P"):
            self._add_event(event_of_cells(kind, cells))
        elif kind != b"A":
            self.ignored += 1

    def _add_packet(self, packet: Packet | None) -> None:
        if packet is None:
            self.rejected += 1
            return
        if self._records or (
            self._packets and len(self._packets[-1].raw[0]) != len(packet.raw[0])
        ):
            self._flush()
        self._packets.append(packet)

    def _add_event(self, event: DeviceEvent | None) -> None:
        if event is None:
            self.rejected += 1
            return
        self._flush()
        self._events.append(event)

    def _flush(self) -> None:
        if self._records:
            self._events.append(_readings_of_records(self._records))
            self._records.clear()
        if self._packets:
            self._events.append(_readings_of_packets(self._packets))
            self._packets.clear()


def _readings_of_records(records: list[bytes]) -> Readings:
    sent = np.frombuffer(b"".join(records), dtype=_SAMPLE_DTYPE[len(records[0])])
    return Readings(
        packet=sent["seq"].astype(np.int64),
        size=np.ones(len(records), dtype=np.int64),
        tick=sent["tick"].astype(np.int64),
        raw=sent["raw"].astype(np.float64),
        flags=_FLAGS_OF_BYTE[sent["flags"]],
    )


def _readings_of_packets(packets: list[Packet]) -> Readings:
    size = np.array([len(packet.tick) for packet in packets], dtype=np.int64)
    flags = np.array([packet.flags for packet in packets], dtype=np.uint8)
    return Readings(
        packet=np.array([packet.seq for packet in packets], dtype=np.int64),
        size=size,
        tick=np.array([tick for packet in packets for tick in packet.tick], dtype=np.int64),
        raw=np.array([raw for packet in packets for raw in packet.raw], dtype=np.float64),
        flags=np.repeat(_FLAGS_OF_BYTE[flags], size),
    )


def board_decoder(_options: Mapping[str, str]) -> BoardDecoder:
    """A decoder for the board, which has no options."""
    return BoardDecoder()


DEVICE = Device(
    kind="board",
    title="Steadyhold board",
    link="serial",
    baud=115200,
    unit="counts",
    channels=("force",),
    rate_hz=80.0,
    tick_hz=1e6,
    tick_bits=32,
    packet_bits=16,
    settling_s=0.05,
    resolution_raw=1.0,
    saturation_raw=(-8388608.0, 8388607.0),
    ask=b"?\n",
    start=b"m0\ns\n",
    stop=b"x\n",
    options=(),
    adapt=unchanged,
    decoder=board_decoder,
    examples=(
        Example(
            title="INFO, the answer to ?: protocol 1, one channel, 80 Hz, boot id, uid, name",
            wire=bytes.fromhex(
                "02 01 01 03 e8 03 01 04 01 01 01 04 80 38 01 14 78 56 34 12 a1 b2 c3 d4 e5 f6"
                "07 18 50 61 64 20 33 a4 16 00"
            ),
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="the same in text",
            wire=b"I,1,1,1,0,80000,305419896,a1b2c3d4e5f60718,Pad 3*C2C4\r\n",
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="SAMPLE: packet 7 at 87,500 us, 123,456 counts",
            wire=bytes.fromhex("03 10 07 04 cc 55 01 01 04 40 e2 01 03 28 67 00"),
            samples=((7, 87500, 0, 123456),),
        ),
        Example(
            title="SAMPLE of two channels, saturated, last packet number, tick about to wrap",
            wire=bytes.fromhex("0c 10 ff ff fa ff ff ff 01 ff ff 7f 07 fb ff ff ff b2 b2 00"),
            samples=((65535, 4294967290, int(Flag.SATURATED), 8388607, -5),),
        ),
        Example(
            title="BATCH: packet 9, four samples 1 ms apart",
            wire=bytes.fromhex(
                "03 11 09 04 74 b7 01 01 03 04 01 01 12 ff ff ff 70 11 01 90 ee fe e8 03 e8 03"
                "e8 03 a0 3f 00"
            ),
            samples=(
                (9, 112500, 0, 1),
                (9, 113500, 0, -1),
                (9, 114500, 0, 70000),
                (9, 115500, 0, -70000),
            ),
        ),
        Example(
            title="text: one channel, then two while settling",
            wire=b"S,7,87500,0,123456*9402\r\nS,8,100000,4,-42,17*7BF0\r\n",
            samples=((7, 87500, 0, 123456), (8, 100000, int(Flag.SETTLING), -42, 17)),
        ),
        Example(
            title="a remark, then a line whose CRC does not fit: refused",
            wire=b"# warming up\r\nS,7,87500,0,123457*9402\r\n",
            rejected=1,
        ),
        Example(
            title="power-up in text, then switched to binary without a byte between",
            wire=b"S,7,87500,0,123456*9402\r\n"
            + bytes.fromhex("03 10 07 04 cc 55 01 01 04 40 e2 01 03 28 67 00"),
            samples=((7, 87500, 0, 123456), (7, 87500, 0, 123456)),
        ),
    ),
)
