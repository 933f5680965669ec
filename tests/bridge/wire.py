"""Builders of the board's bytes, and what a fresh session makes of them."""

from collections.abc import Iterable, Sequence

import numpy as np

from firmware_bridge.counters import Counters
from firmware_bridge.decoding.board_records import info_record, sample_record
from firmware_bridge.device import Device, Hello
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.samples import RawBlock
from firmware_bridge.timing.device_session import DeviceSession

PERIOD_US = 12_500


def board_frames(
    counts: Sequence[int],
    *,
    first_seq: int = 0,
    first_tick: int = 1000,
    period_us: int = PERIOD_US,
    text: bool = False,
) -> list[bytes]:
    """One frame per count, evenly timed."""
    return [
        sample_record(first_seq + n, first_tick + n * period_us, 0, [count], text=text)
        for n, count in enumerate(counts)
    ]


def hello(boot_id: int = 1, uid: str = "0102030405060708", rate_hz: float = 80.0) -> Hello:
    return Hello(uid, boot_id, "Pad", rate_hz, 1)


def info(boot_id: int = 1, rate_hz: float = 80.0) -> bytes:
    return info_record(hello(boot_id, rate_hz=rate_hz), seq=0, tick=0, text=False)


class Session:
    """A decoder and an intake in a row, as a source has them."""

    def __init__(self, device: Device = DEVICE, rate_hz: float = 80.0) -> None:
        self.decoder = device.decoder({})
        self.device_session = DeviceSession(device, rate_hz=rate_hz)
        self.device_session.attach(self.decoder)
        self.blocks: list[RawBlock] = []

    def hear(self, chunks: Iterable[bytes], arrived_s: float = float("nan")) -> "Session":
        for chunk in chunks:
            for event in self.decoder.feed(chunk):
                block = self.device_session.apply(event, arrived_s)
                if block is not None:
                    self.blocks.append(block)
        return self

    @property
    def raw(self) -> list[float]:
        return [value for block in self.blocks for value in block.raw[:, 0].tolist()]

    @property
    def t_s(self) -> np.ndarray:
        return np.concatenate([block.t_s for block in self.blocks])

    @property
    def flags(self) -> np.ndarray:
        return np.concatenate([block.flags for block in self.blocks])

    @property
    def lost(self) -> int:
        return sum(block.lost for block in self.blocks)

    @property
    def counters(self) -> Counters:
        return self.device_session.counters
