"""The Steadyhold board over its own Bluetooth: the records of the wire, one a notification.

Nordic UART service; a record is type u8, seq u16, tick u32 and payload as in `board_records`,
without COBS and without a CRC of its own: the radio has one. A record that is too long for the
link comes in pieces (`firmware_bridge.decoding.fragments`). Commands are the letters of the wire.
"""

import struct
from collections.abc import Mapping
from dataclasses import replace

from firmware_bridge.board_events import FLAG_BITS, BoardState
from firmware_bridge.decoding.board_decoder import samples_of_packets
from firmware_bridge.decoding.board_records import (
    ACK,
    BATCH,
    CHANNEL,
    EVENT,
    INFO,
    LOG,
    PONG,
    PROTOCOL,
    SAMPLE,
    Packet,
    batch_of_record,
    event_of_record,
)
from firmware_bridge.decoding.fragments import PIECE, FragmentBuffer
from firmware_bridge.decoding.framing import HEADER
from firmware_bridge.device import (
    BoardEvent,
    DeviceEvent,
    Example,
    Hello,
)
from firmware_bridge.devices import board
from firmware_bridge.nordic_uart import nordic_uart
from firmware_bridge.samples import Flag

MOST_CHANNELS = 5


class RecordDecoder:
    """Reads one record, or a piece of one, a notification; what was cut short is refused."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start before the board has said how many channels it has."""
        self.ignored = 0
        self._refused = 0
        self._channels = 0
        self._pieces = FragmentBuffer()
        self._board = BoardState()

    @property
    def rejected(self) -> int:
        """Records refused so far."""
        return self._refused + self._pieces.rejected

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """What this notification says."""
        if data[:1] == bytes((PIECE,)):
            whole = self._pieces.put(data)
            return [] if whole is None else self._record(whole)
        return self._record(data)

    def _record(self, data: bytes) -> list[DeviceEvent]:
        if len(data) < HEADER.size:
            self._refused += 1
            return []
        kind, seq, tick = HEADER.unpack_from(data)
        payload = data[HEADER.size :]
        if kind == ACK:
            return []
        if kind in (SAMPLE, BATCH):
            packet = (
                sample_of_record(seq, tick, payload)
                if kind == SAMPLE
                else batch_of_record(seq, tick, payload)
            )
            if packet is None or self._channels not in (0, len(packet.raw[0])):
                self._refused += 1
                return []
            return [samples_of_packets([packet], self._board)]
        if kind not in (INFO, CHANNEL, EVENT, PONG, LOG):
            self.ignored += 1
            return []
        event = event_of_record(kind, payload)
        if event is None or (isinstance(event, Hello) and not _is_ours(payload)):
            self._refused += 1
            return []
        if isinstance(event, Hello):
            self._channels = event.channels
        if isinstance(event, BoardEvent):
            self._board.take(event.code)
        return [event]


def _is_ours(info: bytes) -> bool:
    """Whether an INFO speaks our protocol of a possible number of channels."""
    return info[0] == PROTOCOL and 1 <= info[2] <= MOST_CHANNELS


def sample_of_record(seq: int, tick: int, payload: bytes) -> Packet | None:
    """The sample of a SAMPLE record; None where its length or flags are impossible.

    Args:
        seq: packet number.
        tick: ticks of the sample.
        payload: flags u8, then i32 for each channel.
    """
    channels, over = divmod(len(payload) - 1, 4)
    if over or not 1 <= channels <= MOST_CHANNELS or payload[0] >= FLAG_BITS:
        return None
    raw = struct.unpack_from(f"<{channels}i", payload, 1)
    return Packet(seq, (tick,), payload[0], (raw,))


_INFO = bytes.fromhex(
    "01 00 00 e8 03 00 00  01 04 01 01 80 38 01 00 78 56 34 12 a1 b2 c3 d4 e5 f6 07 18"
    "50 61 64 20 33"
)
_PIECES = (
    bytes.fromhex("41 05 00  01 00 00 e8 03 00 00 01 04 01 01 80 38 01 00 78 56"),
    bytes.fromhex("41 05 81  34 12 a1 b2 c3 d4 e5 f6 07 18 50 61 64 20 33"),
)

DEVICE = replace(
    board.DEVICE,
    kind="board-ble",
    title="Steadyhold board (Bluetooth)",
    link="ble",
    wire="packets",
    baud=0,
    radio=nordic_uart(""),
    # The radio keeps the order; some systems' callbacks do not.
    reorder_packets=8,
    start=b"s\n",
    decoder=RecordDecoder,
    examples=(
        Example(
            title="INFO: protocol 1, one channel, 80 Hz, boot id, uid, name",
            wire=_INFO,
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="the same in pieces of at most 20 bytes; the last overtook the first",
            wire=_PIECES[1] + _PIECES[0],
            ends=(len(_PIECES[1]),),
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="INFO, then SAMPLE: packet 7 at 87,500 us, 123,456 counts",
            wire=_INFO + bytes.fromhex("10 07 00 cc 55 01 00  00 40 e2 01 00"),
            ends=(len(_INFO),),
            samples=((7, 87500, 0, 123456),),
            hello=Hello("a1b2c3d4e5f60718", 0x12345678, "Pad 3", 80.0, 1),
        ),
        Example(
            title="SAMPLE, saturated, last packet number, tick about to wrap",
            wire=bytes.fromhex("10 ff ff fa ff ff ff  01 ff ff 7f 00"),
            samples=((65535, 4294967290, int(Flag.SATURATED), 8388607),),
        ),
        Example(
            title="BATCH: packet 9, four samples 1 ms apart",
            wire=bytes.fromhex(
                "11 09 00 74 b7 01 00  00 04 01 00 00 ff ff ff 70 11 01 90 ee fe e8 03 e8 03 e8 03"
            ),
            samples=(
                (9, 112500, 0, 1),
                (9, 113500, 0, -1),
                (9, 114500, 0, 70000),
                (9, 115500, 0, -70000),
            ),
        ),
        Example(
            title="a BATCH cut short by a small radio packet is refused",
            wire=bytes.fromhex("11 09 00 74 b7 01 00  00 04 01 00 00 ff ff ff 70 11 01 90 ee"),
            rejected=1,
        ),
    ),
)
