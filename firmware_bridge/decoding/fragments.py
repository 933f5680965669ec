"""Records of the board that are longer than a notification of its link, put together again.

A PIECE is type u8, number u8, place u8 and bytes: `number` is one more for each record that is
sent in pieces, `place` counts from 0, and its highest bit marks the last.
"""

PIECE = 0x41
HEAD_BYTES = 3
LAST = 0x80


class FragmentBuffer:
    """Pieces of one record at a time; they may overtake one another.

    Attributes:
        rejected: records given up because a piece of them is missing or impossible.
    """

    def __init__(self) -> None:
        """Start without any."""
        self.rejected = 0
        self._number = -1
        self._count = 0
        self._parts: dict[int, bytes] = {}

    def put(self, data: bytes) -> bytes | None:
        """The record this piece completes; None while some are missing."""
        if len(data) <= HEAD_BYTES:
            self.rejected += 1
            return None
        number, place = data[1], data[2]
        if number != self._number:
            self.rejected += bool(self._parts)
            self._parts, self._count, self._number = {}, 0, number
        if place & LAST:
            self._count = (place & ~LAST) + 1
        self._parts[place & ~LAST] = data[HEAD_BYTES:]
        if len(self._parts) != self._count:
            return None
        whole = b"".join(self._parts[at] for at in sorted(self._parts))
        self._parts, self._count, self._number = {}, 0, -1
        return whole
