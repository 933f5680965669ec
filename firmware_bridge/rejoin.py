"""Packets that tell their length, put together again where a radio delivered them in parts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from firmware_bridge.deprecated import moved

HEADER_BYTES = 2


if not TYPE_CHECKING:
    __getattr__ = moved(__name__)


class PacketReassembler:
    """Cuts deliveries into packets and keeps the part of one that is still to come.

    A packet begins a delivery or follows another one. Where the rest of a packet never comes, the
    delivery that begins the next one is told from it by adding up.

    Attributes:
        rejected: deliveries that could not be packets, so far.
    """

    def __init__(self, length_of: Callable[[bytes], int]) -> None:
        """Start with nothing pending.

        Args:
            length_of: bytes of a whole packet by its first two; 0 where none begins like that.
        """
        self.rejected = 0
        self._length_of = length_of
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        """Packets completed by this delivery."""
        alone = self._cut(data)
        joined = self._cut(self._rest + data) if self._rest else alone
        if joined is None or (joined[1] and alone is not None and not alone[1]):
            self.rejected += 1
            joined = alone
        packets, self._rest = joined or ([], b"")
        return packets

    def _cut(self, data: bytes) -> tuple[list[bytes], bytes] | None:
        """Packets and what is left; None where something in it begins no packet."""
        packets = []
        while len(data) >= HEADER_BYTES:
            length = self._length_of(data[:HEADER_BYTES])
            if length < HEADER_BYTES:
                return None
            if len(data) < length:
                break
            packets.append(data[:length])
            data = data[length:]
        return packets, data
