"""A block of raw samples as one small blob, exact to the last bit.

Layout, version 1: one byte of version, then a raw deflate stream of: varints of samples, channels
and the kind of time; for times that follow from the ticks the origin (varint) and the ticks per
second (double); for each column (ticks, flags, channels, stored times) scale and width (one byte
each) and its heads (varints); then the byte planes of all columns. Varints are zigzag LEB128.
Ticks and stored times are differenced twice, counts and flags once.
"""

import struct
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rig.store.format.column import Column, pack_floats, pack_whole, unpack_floats, unpack_whole

VERSION = 1
MAX_SAMPLES = 1 << 16
"""Samples in one blob at most; longer records are several blobs."""

_STORED_TIMES = 0
_QUOTIENT_TIMES = 1
_PRODUCT_TIMES = 2
_MAX_BODY_BYTES = 1 << 26
_TICK_ORDER = 2
_COUNT_ORDER = 1


@dataclass(frozen=True, slots=True)
class Samples:
    """The four arrays of consecutive samples, as `firmware_bridge.samples.RawBlock` has them.

    Attributes:
        tick: (n,) unwrapped device ticks.
        t_s: (n,) session seconds.
        raw: (n, channels) in the unit of the device.
        flags: (n,) quality bits.
    """

    tick: NDArray[np.int64]
    t_s: NDArray[np.float64]
    raw: NDArray[np.float64]
    flags: NDArray[np.uint16]


class DamagedBlobError(ValueError):
    """Bytes that no encoder of ours wrote; the caller names the record they came from."""


def encode(samples: Samples, tick_hz: float) -> bytes:
    """The blob of up to `MAX_SAMPLES` samples.

    Args:
        samples: arrays of equal length.
        tick_hz: ticks per second, tried as the source of the times; 0 where unknown.
    """
    count, channels = samples.raw.shape
    kind, origin = _time_rule(samples, tick_hz)
    columns = [
        pack_whole(samples.tick, _TICK_ORDER),
        pack_whole(samples.flags.astype(np.int64), _COUNT_ORDER),
    ]
    for channel in range(channels):
        column = np.ascontiguousarray(samples.raw[:, channel])
        columns.append(pack_floats(column, _COUNT_ORDER))
    head = _varints((count, channels, kind))
    if kind == _STORED_TIMES:
        columns.append(pack_floats(np.ascontiguousarray(samples.t_s), _TICK_ORDER))
    else:
        head += _varints((origin,)) + struct.pack("<d", tick_hz)
    for each in columns:
        head += bytes((each.scale, each.width)) + _varints(each.heads)
    # A small window and the strategy for differences halve the cost; the size is the same.
    deflate = zlib.compressobj(6, zlib.DEFLATED, -12, 5, zlib.Z_FILTERED)
    body = deflate.compress(head + b"".join(each.planes for each in columns)) + deflate.flush()
    return bytes((VERSION,)) + body


def decode(blob: bytes) -> Samples:
    """The samples of a blob.

    Raises:
        DamagedBlobError: the bytes are not a whole blob of a known version.
    """
    if not blob or blob[0] != VERSION:
        raise DamagedBlobError(f"blob version {blob[0] if blob else 'none'}, not {VERSION}")
    try:
        body = zlib.decompressobj(-15).decompress(blob[1:], _MAX_BODY_BYTES)
        return _parse(_Reader(body))
    except (zlib.error, struct.error, IndexError, ValueError, OverflowError) as error:
        raise DamagedBlobError(f"blob of {len(blob)} bytes does not unpack: {error}") from error


class _Reader:
    """Takes numbers off the front of a body."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: int) -> bytes:
        """The next `size` bytes; IndexError where fewer are left."""
        taken = self._body[self._at : self._at + size]
        if len(taken) != size:
            raise IndexError("body ends early")
        self._at += size
        return taken

    def varint(self) -> int:
        """The next whole number."""
        folded = shift = 0
        while True:
            byte = self.take(1)[0]
            folded |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return (folded >> 1) ^ -(folded & 1)

    def column(self, order: int) -> Column:
        """The next column head, its planes still to come."""
        scale, width = self.take(2)
        return Column(scale, tuple(self.varint() for _ in range(order)), width, b"")

    def planes(self, column: Column, samples: int) -> Column:
        """The column with its planes."""
        kept = max(samples - len(column.heads), 0)
        return Column(column.scale, column.heads, column.width, self.take(column.width * kept))


def _parse(reader: _Reader) -> Samples:
    count, channels, kind = (reader.varint() for _ in range(3))
    if not 0 <= count <= MAX_SAMPLES or channels < 0:
        raise ValueError(f"{count} samples of {channels} channels")
    origin, tick_hz = 0, 0.0
    if kind != _STORED_TIMES:
        origin = reader.varint()
        (tick_hz,) = struct.unpack("<d", reader.take(8))
    orders = [_TICK_ORDER, _COUNT_ORDER] + [_COUNT_ORDER] * channels
    if kind == _STORED_TIMES:
        orders.append(_TICK_ORDER)
    heads = [reader.column(order) for order in orders]
    columns = [reader.planes(head, count) for head in heads]
    tick = unpack_whole(columns[0], count)
    flags = unpack_whole(columns[1], count).astype(np.uint16)
    raw = np.empty((count, channels))
    for channel in range(channels):
        raw[:, channel] = unpack_floats(columns[2 + channel], count)
    if kind == _STORED_TIMES:
        t_s = unpack_floats(columns[-1], count)
    else:
        t_s = _times(tick, kind, origin, tick_hz)
    return Samples(tick, t_s, raw, flags)


def _times(tick: NDArray[np.int64], kind: int, origin: int, tick_hz: float) -> NDArray[np.float64]:
    elapsed = (tick - np.int64(origin)).astype(np.float64)
    return elapsed / tick_hz if kind == _QUOTIENT_TIMES else elapsed * (1.0 / tick_hz)


def _time_rule(samples: Samples, tick_hz: float) -> tuple[int, int]:
    """How the times follow from the ticks to the last bit, and the tick of second zero."""
    if tick_hz <= 0.0 or not samples.tick.size or not np.isfinite(samples.t_s).all():
        return _STORED_TIMES, 0
    elapsed = float(samples.t_s[0]) * tick_hz
    if not (abs(elapsed) < 2.0**53 and abs(int(samples.tick[0])) < 2**62):
        return _STORED_TIMES, 0
    origin = int(samples.tick[0]) - round(elapsed)
    bits = samples.t_s.tobytes()
    for kind in (_QUOTIENT_TIMES, _PRODUCT_TIMES):
        if _times(samples.tick, kind, origin, tick_hz).tobytes() == bits:
            return kind, origin
    return _STORED_TIMES, 0


def _varints(numbers: tuple[int, ...]) -> bytes:
    packed = bytearray()
    for number in numbers:
        folded = (number << 1) if number >= 0 else ((-number << 1) - 1)
        while folded >= 0x80:
            packed.append(folded & 0x7F | 0x80)
            folded >>= 7
        packed.append(folded)
    return bytes(packed)
