"""Entralpi (Lefu, Unique CW275): hundredths of a kilogram, one a notification.

The first two bytes of a notification are the weight, big endian, in 0.01 kg; what follows is not
documented. The rate is not documented either. Sources disagree on which of two characteristics
speaks: both are listened to, the first that does is taken. Source: hangtime (entralpi.model.ts and
its test), another client.
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Device, DeviceEvent, Example, Radio

LONGEST_BYTES = 20
HEAVIEST_RAW = 50_000
"""500 kg: nothing hangs more from a board."""


class EntralpiDecoder:
    """Reads the first two bytes of each notification."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Nothing is carried over."""
        self.rejected = 0
        self.ignored = 0

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """The sample of this notification."""
        raw = int.from_bytes(data[:2], "big")
        if not 2 <= len(data) <= LONGEST_BYTES or raw > HEAVIEST_RAW:
            self.rejected += 1
            return []
        return [clockless([raw / 100])]


DEVICE = Device(
    kind="entralpi",
    title="Entralpi force plate",
    link="ble",
    wire="packets",
    radio=Radio(
        name=r"ENTRALPI",
        service="0000181d-0000-1000-8000-00805f9b34fb",
        notify="0000fff1-0000-1000-8000-00805f9b34fb",
        notify_too="0000fff4-0000-1000-8000-00805f9b34fb",
        command="0000fff2-0000-1000-8000-00805f9b34fb",
    ),
    unit="kg",
    rate_hz=0.0,
    settling_s=0.4,
    resolution_raw=0.01,
    graded=False,
    ungraded_reason="how fast it measures and settles is not documented, and it has no clock",
    decoder=EntralpiDecoder,
    examples=(
        Example(
            title="12.30 kg",
            wire=bytes.fromhex("04 ce"),
            samples=((None, None, 0, 12.30),),
        ),
        Example(
            title="two notifications, the second with more behind the weight",
            wire=bytes.fromhex("00 00  04 ce 01 02"),
            ends=(2,),
            samples=((None, None, 0, 0.0), (None, None, 0, 12.30)),
        ),
        Example(title="half a weight is refused", wire=bytes.fromhex("04"), rejected=1),
    ),
)
