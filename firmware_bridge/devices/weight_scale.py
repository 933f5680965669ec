"""Any scale with the Weight Scale Service of the Bluetooth SIG (181D, measurement 2A9D).

A measurement begins with flags (bit 0: pounds instead of kilograms) and the weight, u16 little
endian, in 0.005 kg or 0.01 lb; FFFF is a failed one. Time, user and body mass index may follow and
are not read. Pounds become kilograms. What a scale resolves it tells in 2A9E, 0.5 kg for the
coarsest: not read, the smallest step is taken. Most send one settled weight, not its course.
Source: Bluetooth SIG, Weight Scale Service 1.0.
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Device, DeviceEvent, Example, Radio

POUNDS = 0x01
KG_PER_STEP = 0.005
KG_PER_POUND_STEP = 0.0045359237
FAILED_RAW = 0xFFFF
LONGEST_BYTES = 15
TIME_BYTES, USER_BYTES, BODY_BYTES = 7, 1, 4
HAS_TIME, HAS_USER, HAS_BODY = 0x02, 0x04, 0x08


class WeightScaleDecoder:
    """Reads the weight of each measurement."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Nothing is carried over."""
        self.rejected = 0
        self.ignored = 0

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """The sample of this measurement, in kilograms."""
        if len(data) < 3 or len(data) != _length_of(data[0]):
            self.rejected += 1
            return []
        raw = int.from_bytes(data[1:3], "little")
        if raw == FAILED_RAW:
            self.ignored += 1
            return []
        return [clockless([raw * (KG_PER_POUND_STEP if data[0] & POUNDS else KG_PER_STEP)])]


def _length_of(flags: int) -> int:
    """Bytes of a measurement with these flags; 0 where a flag is unknown."""
    if flags & ~(POUNDS | HAS_TIME | HAS_USER | HAS_BODY):
        return 0
    return (
        3
        + TIME_BYTES * bool(flags & HAS_TIME)
        + USER_BYTES * bool(flags & HAS_USER)
        + BODY_BYTES * bool(flags & HAS_BODY)
    )


DEVICE = Device(
    kind="weight-scale",
    title="Bluetooth weight scale (181D)",
    link="ble",
    wire="packets",
    radio=Radio(
        name="",
        service="0000181d-0000-1000-8000-00805f9b34fb",
        notify="00002a9d-0000-1000-8000-00805f9b34fb",
    ),
    unit="kg",
    rate_hz=0.0,
    settling_s=0.4,
    resolution_raw=KG_PER_STEP,
    graded=False,
    ungraded_reason="most such scales send settled weights, not the course of a press",
    decoder=WeightScaleDecoder,
    examples=(
        Example(
            title="10 kg, then 20 lb, then one with time, user and body mass index",
            wire=bytes.fromhex("00 d0 07  01 d0 07  0e d0 07 ea 07 01 1f 0a 00 00 01 e6 00 b4 00"),
            ends=(3, 6),
            samples=((None, None, 0, 10.0), (None, None, 0, 9.0718474), (None, None, 0, 10.0)),
        ),
        Example(title="half a weight is refused", wire=bytes.fromhex("00 d0"), rejected=1),
    ),
)
