"""The board's packets found in a byte stream; the bytes themselves are in `board_records`."""

import re
from binascii import crc_hqx

import numpy as np
from cobs import cobs

from firmware_bridge.board_events import FLAG_BITS, BoardState
from firmware_bridge.decoding.board_records import (
    ACK,
    BATCH,
    CHANNEL,
    EVENT,
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
from firmware_bridge.decoding.framing import HEADER, checksum, line_content
from firmware_bridge.device import BoardEvent, DeviceEvent, Hello, Notice, RawSamples

PACKET_LIMIT = 1024
"""Bytes without a delimiter after which they are given up; the longest record, LOG, is shorter."""

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

_ONES = np.ones(256, dtype=np.int64)
_ONES.flags.writeable = False


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
        self._record_bytes = 0
        self._packets: list[Packet] = []
        self._board = BoardState()
        self._boot_id = 0

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Events completed by these bytes, in wire order."""
        parts = (self._rest + data).split(b"\0")
        rest = parts.pop()
        records, size = self._records, self._record_bytes
        for part in parts:
            # The second byte of a sample is its type, no printable character: never text. What
            # `_add_record` asks is asked here in line: a call per sample would double the cost.
            if size and len(part) == size + 1:
                try:
                    body = cobs.decode(part)
                except cobs.DecodeError:
                    self._close(part)
                    continue
                if (
                    body[0] == SAMPLE
                    and len(body) == size
                    and crc_hqx(body[:-2], 0xFFFF) == body[-2] | body[-1] << 8
                    and body[7] < FLAG_BITS
                ):
                    records.append(body)
                    continue
            self._close(part)
            size = len(records[-1]) if records else 0
        self._record_bytes = size
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
        if self._records or (self._packets and len(self._packets[-1].raw[0]) != len(packet.raw[0])):
            self._flush()
        self._packets.append(packet)

    def _add_event(self, event: DeviceEvent | None) -> None:
        if event is None:
            self.rejected += 1
            return
        self._flush()
        if isinstance(event, BoardEvent):
            self._board.take(event.code)
        elif isinstance(event, Hello):
            self._greet(event)
        self._events.append(event)

    def _greet(self, hello: Hello) -> None:
        if hello.boot_id != self._boot_id:
            self._boot_id = hello.boot_id
            self._board.begin()

    def _flush(self) -> None:
        if self._records:
            self._events.append(_samples_of_records(self._records, self._board))
            self._records.clear()
        if self._packets:
            self._events.append(samples_of_packets(self._packets, self._board))
            self._packets.clear()


def _samples_of_records(records: list[bytes], state: BoardState) -> RawSamples:
    sent = np.frombuffer(b"".join(records), dtype=_SAMPLE_DTYPE[len(records[0])])
    count = len(records)
    return RawSamples(
        packet=sent["seq"].astype(np.int64),
        size=_ONES[:count] if count <= len(_ONES) else np.ones(count, dtype=np.int64),
        tick=sent["tick"].astype(np.int64),
        raw=sent["raw"].astype(np.float64),
        flags=state.flags[sent["flags"]],
    )


def samples_of_packets(packets: list[Packet], state: BoardState) -> RawSamples:
    """The samples of some packets with as many channels each.

    Args:
        packets: at least one.
        state: what the board said of itself before them.
    """
    size = np.array([len(packet.tick) for packet in packets], dtype=np.int64)
    flags = np.array([packet.flags for packet in packets], dtype=np.uint8)
    return RawSamples(
        packet=np.array([packet.seq for packet in packets], dtype=np.int64),
        size=size,
        tick=np.array([tick for packet in packets for tick in packet.tick], dtype=np.int64),
        raw=np.array([raw for packet in packets for raw in packet.raw], dtype=np.float64),
        flags=np.repeat(state.flags[flags], size),
    )
