"""Climbro hang board: whole kilograms in a byte stream with marks.

F0: the bytes that follow are battery, F5: they are force in kilograms, F6: 36 kg (its own byte
would read as a mark). The state goes on from one notification to the next. It sends as soon as
somebody listens. Source: hangtime (climbro.model.ts and its test).
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Battery, Device, DeviceEvent, Example, Radio

BATTERY, FORCE, THIRTY_SIX = 0xF0, 0xF5, 0xF6
BATTERY_EMPTY, BATTERY_RANGE = 112, 118
LOW_PERCENT = 10


class ClimbroDecoder:
    """Follows the marks; bytes before the first one are refused."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start before the first mark."""
        self.rejected = 0
        self.ignored = 0
        self._mode = 0

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Forces and battery levels among these bytes."""
        events: list[DeviceEvent] = []
        kilograms: list[float] = []
        for byte in data:
            if byte in (BATTERY, FORCE):
                self._mode = byte
            elif self._mode == FORCE:
                kilograms.append(36 if byte == THIRTY_SIX else byte)
            elif self._mode == BATTERY:
                share = round((byte - BATTERY_EMPTY) * 100 / BATTERY_RANGE)
                percent = min(max(share, 0), 100)
                events.append(Battery(percent, None, is_low=percent <= LOW_PERCENT))
            else:
                self.rejected += 1
        if kilograms:
            events.append(clockless(kilograms))
        return events


DEVICE = Device(
    kind="climbro",
    title="Climbro hang board",
    link="ble",
    wire="stream",
    radio=Radio(
        name=r"Climbro.*",
        service="49535343-fe7d-4ae5-8fa9-9fafd205e455",
        notify="49535343-1e4d-4bd9-ba61-23c647249616",
        command="49535343-8841-43f4-a8d4-ecbe34729bb3",
    ),
    unit="kg",
    rate_hz=0.0,
    settling_s=0.4,
    resolution_raw=1.0,
    saturation_raw=(0.0, 255.0),
    graded=False,
    ungraded_reason="it sends whole kilograms (9.8 N): too coarse to judge how steady a hand is",
    decoder=ClimbroDecoder,
    examples=(
        Example(
            title="battery empty, then 10, 36 and 20 kg",
            wire=bytes.fromhex("f0 70 f5 0a f6 14"),
            samples=((None, None, 0, 10), (None, None, 0, 36), (None, None, 0, 20)),
            battery=Battery(0, None, is_low=True),
        ),
        Example(
            title="joined in the middle: nothing is known before the first mark",
            wire=bytes.fromhex("0a 0b f5 07"),
            samples=((None, None, 0, 7),),
            rejected=2,
        ),
    ),
)
