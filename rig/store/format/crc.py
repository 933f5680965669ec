"""Checksums of rows: a changed byte, and a row in the wrong place, are seen."""

import json
import struct
import zlib
from collections.abc import Sequence

_BLOCK = struct.Struct("<qqqddI")


def row_crc(table: str, session_id: str, values: Sequence[object]) -> int:
    """Checksum of one row of text and numbers, bound to its table and session."""
    # Bytes where a text should be, as damage leaves them, are no row that was ever written.
    text = json.dumps(
        [table, session_id, *map(_as_kept, values)],
        ensure_ascii=True, separators=(",", ":"), default=repr,
    )  # fmt: skip
    return zlib.crc32(text.encode())


def block_crc(
    session_id: str,
    first_index: int,
    samples: int,
    lost: int,
    arrived_s: tuple[float | None, float | None],
    blob: bytes,
) -> int:
    """Checksum of one block, bound to its session and its place in it.

    Args:
        session_id: the session.
        first_index: samples of the session before the block.
        samples: samples in the block.
        lost: samples known to be missing before or inside it.
        arrived_s: host seconds of the first and last arrival, None unknown.
        blob: the packed samples.
    """
    first, last = (-1.0 if each is None else each for each in arrived_s)
    head = _BLOCK.pack(first_index, samples, lost, first, last, len(blob))
    return zlib.crc32(blob, zlib.crc32(head, zlib.crc32(session_id.encode())))


def _as_kept(value: object) -> object:
    """The value as the file gives it back: SQLite keeps no sign of a zero."""
    return value + 0.0 if isinstance(value, float) else value
