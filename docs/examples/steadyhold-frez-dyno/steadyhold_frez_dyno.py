"""Frez Dyno: raw counts with milliseconds, 250 a second, nine in a notification of 74 bytes.

`01 00`, then nine times i32 counts and u32 milliseconds, little endian. The maker's table of
kilograms per count needs a key, so the counts stay raw: calibrate with weights of your own.
Source: hangtime (frez-dyno.model.ts).
"""

from collections.abc import Mapping

import numpy as np

from firmware_bridge.device import Device, DeviceEvent, Example, Radio, RawSamples
from firmware_bridge.rejoin import PacketReassembler

PACKET_BYTES = 74
_SAMPLE = np.dtype([("raw", "<i4"), ("tick", "<u4")])
_NONE = np.zeros(0, dtype=np.int64)


class FrezDynoDecoder:
    """Reads packets of nine samples."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start with nothing pending."""
        self.ignored = 0
        self._packets = PacketReassembler(_length_of)

    @property
    def rejected(self) -> int:
        """Notifications that cannot be."""
        return self._packets.rejected

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Samples of the packets completed by this notification."""
        return [_readings(packet) for packet in self._packets.feed(data)]


def _length_of(header: bytes) -> int:
    return PACKET_BYTES if header == b"\x01\x00" else 0


def _readings(packet: bytes) -> RawSamples:
    sent = np.frombuffer(packet, dtype=_SAMPLE, offset=2)
    return RawSamples(
        packet=_NONE,
        size=_NONE,
        tick=sent["tick"].astype(np.int64),
        raw=sent["raw"].astype(np.float64)[:, None],
        flags=np.zeros(len(sent), dtype=np.uint16),
    )


DEVICE = Device(
    kind="frez-dyno",
    title="Frez Dyno",
    link="ble",
    wire="parts",
    radio=Radio(
        name=r"FrezDyno-.*",
        service="da8a6c41-154b-4b9a-9b00-2f84dfcebfe9",
        notify="da8a6c42-154b-4b9a-9b00-2f84dfcebfe9",
        command="da8a6c43-154b-4b9a-9b00-2f84dfcebfe9",
        command_bytes=2,
    ),
    unit="counts",
    rate_hz=250.0,
    tick_hz=1000.0,
    tick_bits=32,
    settling_s=0.05,
    resolution_raw=1.0,
    tension_only=True,
    graded=True,
    start=b"\x01\x00",
    stop=b"\x02\x00",
    decoder=FrezDynoDecoder,
    examples=(
        Example(
            title="nine samples 4 ms apart, counts 1,000 to 1,008",
            wire=b"\x01\x00"
            + b"".join(
                (1000 + n).to_bytes(4, "little") + (4 * n).to_bytes(4, "little") for n in range(9)
            ),
            samples=tuple((None, 4 * n, 0, 1000 + n) for n in range(9)),
        ),
    ),
)
