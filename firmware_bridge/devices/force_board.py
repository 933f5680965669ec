"""PitchSix Force Board: whole pounds, without time stamps.

A notification is u16 big endian, the number of samples, and three bytes each: `b0 * 32768 + b1 *
256 + b2` pounds (two public clients agree on 32768; every real load has b0 = 0). The gauge measures
pull only: pushed, it sends more than 1,100 lb. Modes (04 stream, 07 idle) are written to a
characteristic of another service. The tare characteristic is never written.
Source: hangtime (forceboard.model.ts), the maker's public API 1.0 as quoted there.
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Device, DeviceEvent, Example, Radio
from firmware_bridge.rejoin import PacketReassembler
from firmware_bridge.samples import Flag

MOST_SAMPLES = 80
OVERFLOW_LBF = 1100
STREAM, IDLE = b"\x04", b"\x07"


class ForceBoardDecoder:
    """Reads packets of counted samples; joins one that came in parts."""

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
        events: list[DeviceEvent] = []
        for packet in self._packets.feed(data):
            pounds = [
                packet[at] * 32768 + packet[at + 1] * 256 + packet[at + 2]
                for at in range(2, len(packet), 3)
            ]
            if pounds:
                flags = [int(Flag.SATURATED) * (value > OVERFLOW_LBF) for value in pounds]
                events.append(clockless(pounds, flags=flags))
        return events


def _length_of(header: bytes) -> int:
    count = int.from_bytes(header, "big")
    return 2 + 3 * count if count <= MOST_SAMPLES else 0


DEVICE = Device(
    kind="force-board",
    title="PitchSix Force Board",
    link="ble",
    wire="parts",
    radio=Radio(
        name=r"Force Board",
        service="9a88d67f-8df2-4afe-9e0d-c2bbbe773dd0",
        notify="9a88d682-8df2-4afe-9e0d-c2bbbe773dd0",
        command="467a8517-6e39-11eb-9439-0242ac130002",
        command_bytes=1,
    ),
    unit="lbf",
    rate_hz=80.0,
    settling_s=0.05,
    resolution_raw=1.0,
    saturation_raw=(0.0, float(OVERFLOW_LBF)),
    tension_only=True,
    graded=False,
    ungraded_reason="it sends whole pounds (4.4 N): too coarse to judge how steady a hand is",
    start=STREAM,
    stop=IDLE,
    decoder=ForceBoardDecoder,
    examples=(
        Example(
            title="three samples: 0, 25 and 300 lb",
            wire=bytes.fromhex("00 03  00 00 00  00 00 19  00 01 2c"),
            samples=((None, None, 0, 0), (None, None, 0, 25), (None, None, 0, 300)),
        ),
        Example(
            title="pushed instead of pulled: more than it can measure",
            wire=bytes.fromhex("00 01  ff 00 05"),
            samples=((None, None, int(Flag.SATURATED), 8355845),),
        ),
        Example(title="no samples", wire=bytes.fromhex("00 00")),
    ),
)
