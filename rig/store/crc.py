"""Checksums of rows: a changed byte, and a block that is missing, are seen."""

import json
import struct
import zlib
from collections.abc import Sequence

_BLOCK = struct.Struct("<IqqqddI")


def row_crc(table: str, session_id: str, values: Sequence[object]) -> int:
    """Checksum of one row of text and numbers, bound to its table and session."""
    text = json.dumps([table, session_id, *values], ensure_ascii=True, separators=(",", ":"))
    return zlib.crc32(text.encode())


def block_crc(
    before: int,
    first_index: int,
    samples: int,
    lost: int,
    arrived_s: tuple[float | None, float | None],
    blob: bytes,
) -> int:
    """Checksum of one block, chained to the block before.

    Args:
        before: checksum of the block before, for the first block that of the session row.
        first_index: samples of the session before the block.
        samples: samples in the block.
        lost: samples known to be missing before or inside it.
        arrived_s: host seconds of the first and last arrival, None unknown.
        blob: the packed samples.
    """
    first, last = (-1.0 if each is None else each for each in arrived_s)
    head = _BLOCK.pack(before, first_index, samples, lost, first, last, len(blob))
    return zlib.crc32(blob, zlib.crc32(head))
