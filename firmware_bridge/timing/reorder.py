"""Packets put back in order, for links that may overtake themselves (radio, not serial)."""

import numpy as np

from firmware_bridge.device import RawSamples


class Reorderer:
    """Holds back early packets until the missing one comes or has been overtaken too often."""

    def __init__(self, packet_bits: int, window_packets: int) -> None:
        """Start before the first packet.

        Args:
            packet_bits: width of the packet number.
            window_packets: packets that may overtake one before it is given up as lost.
        """
        self._mask = (1 << packet_bits) - 1
        self._window = window_packets
        self._held: dict[int, RawSamples] = {}
        self._next = -1

    def put(self, sent: RawSamples) -> list[RawSamples]:
        """Packets that may go on now, in order; repeated ones pass for others to count.

        Args:
            sent: packets as they came.
        """
        ready: list[RawSamples] = []
        for packet in _packets(sent):
            number = int(packet.packet[0])
            ahead = (number - self._next) & self._mask if self._next >= 0 else self._window
            if ahead > self._mask >> 1 or number in self._held:
                ready.append(packet)
                continue
            self._held[number] = packet
            if len(self._held) > self._window:
                self._next = min(self._held, key=self._age)
            ready += self._due()
        return ready

    def drain(self) -> list[RawSamples]:
        """Everything held back, in order: the stream paused or ended."""
        ready: list[RawSamples] = []
        while self._held:
            self._next = min(self._held, key=self._age)
            ready += self._due()
        return ready

    def _age(self, number: int) -> int:
        reference = self._next if self._next >= 0 else next(iter(self._held)) - self._window
        return (number - reference) & self._mask

    def _due(self) -> list[RawSamples]:
        ready = []
        while self._next in self._held:
            ready.append(self._held.pop(self._next))
            self._next = (self._next + 1) & self._mask
        return ready


def joined(parts: list[RawSamples]) -> RawSamples:
    """Several deliveries as one; at least one is needed."""
    return RawSamples(
        packet=np.concatenate([part.packet for part in parts]),
        size=np.concatenate([part.size for part in parts]),
        tick=np.concatenate([part.tick for part in parts]),
        raw=np.concatenate([part.raw for part in parts]),
        flags=np.concatenate([part.flags for part in parts]),
    )


def _packets(sent: RawSamples) -> list[RawSamples]:
    ends = np.cumsum(sent.size).tolist()
    return [
        RawSamples(
            packet=sent.packet[at : at + 1],
            size=sent.size[at : at + 1],
            tick=sent.tick[end - size : end],
            raw=sent.raw[end - size : end],
            flags=sent.flags[end - size : end],
        )
        for at, (size, end) in enumerate(zip(sent.size.tolist(), ends, strict=True))
    ]
