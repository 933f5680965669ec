"""Records of the Steadyhold board, binary and text: what each byte and each cell means.

Header of every binary record: type u8, seq u16, tick u32, little endian (`framing.HEADER`). `seq`
counts packets of samples only.

Text lines end in `*` and the CRC of what stands before it, four hexadecimal digits:
`S,seq,t_us,flags,raw[,raw]` sample; `I,protocol,board,channels,capabilities,rate_mHz,boot_id,
uid,name` identity; `C,index,kind,bits,gain,low,high` channel; `E,code,value` event;
`P,token,t_received,t_sent` pong; `A,command,status` acknowledgement. `# words` is a remark without
a CRC. From the host: `?` identity, `s` start, `x` stop, `m0` binary, `m1` text, `p<token>` ping.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from firmware_bridge.board_events import FLAG_BITS, EventCode
from firmware_bridge.decoding.framing import binary_frame, text_line
from firmware_bridge.device import BoardEvent, Channel, DeviceEvent, Hello, Notice, Pong

INFO, CHANNEL, SAMPLE, BATCH, EVENT, PONG, ACK, LOG = 0x01, 0x02, 0x10, 0x11, 0x20, 0x30, 0x40, 0x7E
PROTOCOL = 1
BRIDGE, CONTACT = 0, 1
"""Kinds of channel: counts of the load cell, millivolts of the contact sensor."""

_INFO = struct.Struct("<BBBBII8s")
_CHANNEL = struct.Struct("<BBBBii")
_EVENT = struct.Struct("<Bi")
_PONG = struct.Struct("<III")
_ACK = struct.Struct("<BB")
INT32 = range(-(2**31), 2**31)


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of samples.

    Attributes:
        seq: packet number, 16 bits.
        tick: device ticks of each sample, 32 bits.
        flags: the device's own flag bits, for all its samples.
        raw: per sample, the value of each channel.
    """

    seq: int
    tick: tuple[int, ...]
    flags: int
    raw: tuple[tuple[int, ...], ...]


def event_of_record(kind: int, payload: bytes) -> DeviceEvent | None:
    """What a sound binary record other than samples says; None where its length is wrong.

    Args:
        kind: INFO, CHANNEL, EVENT, PONG or LOG.
        payload: bytes after the header.
    """
    if kind == LOG:
        return Notice(payload.decode("utf-8", "replace"))
    if kind == INFO and len(payload) >= _INFO.size:
        _, _, channels, _, rate_mhz, boot_id, uid = _INFO.unpack_from(payload)
        title = payload[_INFO.size :].decode("utf-8", "replace")
        return Hello(uid.hex(), boot_id, title, rate_mhz / 1000, channels)
    if kind == CHANNEL and len(payload) == _CHANNEL.size:
        return Channel(*_CHANNEL.unpack(payload))
    if kind == EVENT and len(payload) == _EVENT.size:
        return _happened(*_EVENT.unpack(payload))
    if kind == PONG and len(payload) == _PONG.size:
        return Pong(*_PONG.unpack(payload))
    return None


def batch_of_record(seq: int, tick: int, payload: bytes) -> Packet | None:
    """The samples of a BATCH record; None where it does not add up.

    Args:
        seq: packet number.
        tick: ticks of the first sample.
        payload: flags u8, n u8, n x i24 raw, (n - 1) x u16 steps of the tick.
    """
    if len(payload) < 2:
        return None
    flags, count = payload[0], payload[1]
    raw_end = 2 + 3 * count
    if not count or flags >= FLAG_BITS or len(payload) != raw_end + 2 * (count - 1):
        return None
    raw = tuple(
        (int.from_bytes(payload[at : at + 3], "little", signed=True),)
        for at in range(2, raw_end, 3)
    )
    ticks = [tick]
    for step in struct.unpack_from(f"<{count - 1}H", payload, raw_end):
        ticks.append((ticks[-1] + step) & 0xFFFFFFFF)
    return Packet(seq, tuple(ticks), flags, raw)


def packet_of_cells(cells: Sequence[bytes]) -> Packet | None:
    """The sample of a text line `S,seq,t_us,flags,raw[,raw]`, without the S; None if impossible."""
    try:
        seq, tick, flags, *raw = map(int, cells)
    except ValueError:
        return None
    possible = (
        0 <= seq <= 0xFFFF
        and 0 <= tick <= 0xFFFFFFFF
        and 0 <= flags < FLAG_BITS
        and raw
        and all(value in INT32 for value in raw)
    )
    return Packet(seq, (tick,), flags, (tuple(raw),)) if possible else None


def event_of_cells(kind: bytes, cells: Sequence[bytes]) -> DeviceEvent | None:
    """What a sound text line `I`, `C`, `E` or `P` says; None where its cells are wrong."""
    try:
        if kind == b"I":
            _, _, channels, _, rate_mhz, boot_id = map(int, cells[:6])
            uid = bytes.fromhex(cells[6].decode("ascii"))
            title = b",".join(cells[7:]).decode("utf-8", "replace")
            return Hello(uid.hex(), boot_id, title, rate_mhz / 1000, channels)
        if kind == b"C":
            index, channel_kind, bits, gain, low, high = map(int, cells)
            return Channel(index, channel_kind, bits, gain, low, high)
        if kind == b"P":
            token, received, sent = map(int, cells)
            return Pong(token, received, sent)
        code, value = map(int, cells)
        return _happened(code, value)
    except (ValueError, IndexError, UnicodeDecodeError):
        return None


def _happened(code: int, value: int) -> DeviceEvent:
    try:
        return BoardEvent(EventCode(code), value)
    except ValueError:
        return Notice(f"event {code}, value {value}")


def info_record(hello: Hello, *, seq: int, tick: int, text: bool) -> bytes:
    """The board's answer to `?`."""
    rate_mhz = round(hello.rate_hz * 1000)
    if text:
        return text_line(
            f"I,{PROTOCOL},1,{hello.channels},0,{rate_mhz},{hello.boot_id},{hello.identity},"
            f"{hello.title}"
        )
    head = _INFO.pack(
        PROTOCOL, 1, hello.channels, 0, rate_mhz, hello.boot_id, bytes.fromhex(hello.identity)
    )
    return binary_frame(INFO, seq, tick, head + hello.title.encode("utf-8"))


def channel_record(channel: Channel, *, seq: int, tick: int, text: bool) -> bytes:
    """The board's description of one channel, sent after INFO."""
    cells = (
        channel.index,
        channel.kind,
        channel.bits,
        channel.gain,
        channel.low_raw,
        channel.high_raw,
    )
    if text:
        return text_line("C," + ",".join(map(str, cells)))
    return binary_frame(CHANNEL, seq, tick, _CHANNEL.pack(*cells))


def sample_record(seq: int, tick: int, flags: int, raw: Sequence[int], *, text: bool) -> bytes:
    """One sample of one or more channels."""
    if text:
        return text_line(f"S,{seq & 0xFFFF},{tick & 0xFFFFFFFF},{flags}," + ",".join(map(str, raw)))
    return binary_frame(SAMPLE, seq, tick, bytes((flags,)) + struct.pack(f"<{len(raw)}i", *raw))


def batch_record(seq: int, ticks: Sequence[int], flags: int, raw: Sequence[int]) -> bytes:
    """Several samples of one channel in one packet; steps of the tick must stay below 65,536."""
    steps = [b - a for a, b in pairwise(ticks)]
    counts = b"".join(value.to_bytes(3, "little", signed=True) for value in raw)
    payload = bytes((flags, len(raw))) + counts + struct.pack(f"<{len(steps)}H", *steps)
    return binary_frame(BATCH, seq, ticks[0], payload)


def event_record(happened: BoardEvent, *, seq: int, tick: int, text: bool) -> bytes:
    """The board's word of something that happened between two samples."""
    if text:
        return text_line(f"E,{happened.code:d},{happened.value}")
    return binary_frame(EVENT, seq, tick, _EVENT.pack(happened.code, happened.value))


def pong_record(pong: Pong, *, seq: int, tick: int, text: bool) -> bytes:
    """The board's answer to `p<token>`."""
    cells = (pong.token, pong.received_tick, pong.sent_tick)
    if text:
        return text_line("P," + ",".join(map(str, cells)))
    return binary_frame(PONG, seq, tick, _PONG.pack(*cells))


def ack_record(command: int, *, status: int, seq: int, tick: int, text: bool) -> bytes:
    """The board's acknowledgement of a command."""
    if text:
        return text_line(f"A,{command},{status}")
    return binary_frame(ACK, seq, tick, _ACK.pack(command, status))
