"""What the host's own decoder makes of a board's bytes."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.board_events import EventCode, version_message
from firmware_bridge.device import BoardEvent, Channel, DeviceEvent, Hello, Pong, RawSamples
from firmware_bridge.devices.board import DEVICE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything in a stretch of bytes.

    Attributes:
        number: (n,) packet numbers.
        tick_us: (n,) device microseconds.
        counts: (n,) codes of the force channel.
        contact_mv: (n,) the contact channel.
        flags: (n,) `firmware_bridge.samples.Flag`.
        events: name and value of each event of the board, but what version it is.
        versions: each version it told.
        rejected: packets refused.
    """

    number: NDArray[np.int64]
    tick_us: NDArray[np.int64]
    counts: NDArray[np.int64]
    contact_mv: NDArray[np.int64]
    flags: NDArray[np.int64]
    hellos: tuple[Hello, ...]
    channels: tuple[Channel, ...]
    pongs: tuple[Pong, ...]
    events: tuple[tuple[str, int], ...]
    versions: tuple[str, ...]
    rejected: int

    @property
    def gaps(self) -> int:
        """Samples missing by their numbers."""
        steps = np.diff(self.number) & 0xFFFF
        return int((steps - 1).sum())


def listen(data: bytes) -> Heard:
    """Decode bytes from the beginning of a wire."""
    decoder = DEVICE.decoder({})
    heard = decoder.feed(data)
    readings = [event for event in heard if isinstance(event, RawSamples)]

    def joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
        return np.concatenate(parts).astype(np.int64) if parts else np.empty(0, np.int64)

    return Heard(
        number=joined([r.packet for r in readings]),
        tick_us=joined([r.tick for r in readings]),
        counts=joined([r.raw[:, 0].astype(np.int64) for r in readings]),
        contact_mv=joined([r.raw[:, 1].astype(np.int64) for r in readings]),
        flags=joined([r.flags for r in readings]),
        hellos=_of(Hello, heard),
        channels=_of(Channel, heard),
        pongs=_of(Pong, heard),
        events=tuple(
            (each.code.words, each.value)
            for each in _of(BoardEvent, heard)
            if each.code != EventCode.FIRMWARE
        ),
        versions=tuple(
            version_message(each.value)
            for each in _of(BoardEvent, heard)
            if each.code == EventCode.FIRMWARE
        ),
        rejected=decoder.rejected,
    )


def _of(kind: type[T], events: list[DeviceEvent]) -> tuple[T, ...]:
    return tuple(event for event in events if isinstance(event, kind))
