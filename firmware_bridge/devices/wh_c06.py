"""Weiheng WH-C06 crane scale ("MAT Muscle Meter"): the weight is in its advertisements.

There is no connection. Manufacturer data of company 0x0100, as bleak gives them without the id: 17
bytes, weight u16 big endian in 0.01 of its unit at 10, status at 14: low nibble the unit (1 kg, 0
or 2 lb, 3 st, 4 jin), high nibble HOLD, a value that is repeated. Some stacks leave the id in
front: 19 bytes, all two further on. A scale that shows anything but kilograms is refused. A second
layout under another company id is not known well enough to be read, and is refused by name.
Sources: hangtime (wh-c06.model.ts), hangs-free issue 22, an emulator.
"""

from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.device import Device, DeviceEvent, Example, Notice, Radio
from firmware_bridge.samples import Flag

COMPANY = 0x0100
ID_IN_FRONT = bytes((0x00, 0x01))
WEIGHT_AT, STATUS_AT = 10, 14
SHORTEST_BYTES, WITH_ID_BYTES, LONGEST_BYTES = 15, 19, 27
KILOGRAMS = 1
OTHER_UNITS = {0: "pounds", 2: "pounds", 3: "stone", 4: "jin"}
HEAVIEST_RAW = 35_000
"""350 kg: the scale ends at 300."""


class WhC06Decoder:
    """Reads the weight of each advertisement."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Nothing is carried over."""
        self.rejected = 0
        self.ignored = 0
        self.unclear: tuple[str, str] | None = None

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """The sample of this advertisement."""
        has_id = len(data) >= WITH_ID_BYTES and data[:2] == ID_IN_FRONT
        at = WEIGHT_AT + 2 * has_id
        raw = int.from_bytes(data[at : at + 2], "big")
        if not SHORTEST_BYTES <= len(data) <= LONGEST_BYTES or raw > HEAVIEST_RAW:
            self.rejected += 1
            return []
        status = data[STATUS_AT + 2 * has_id]
        unit = status & 0x0F
        if unit != KILOGRAMS:
            self.rejected += 1
            shown = OTHER_UNITS.get(unit, f"unit {unit}")
            words = f"it shows {shown}: set it to kg"
            self.unclear = (f"weights in {shown}", "set the scale to kg")
            return [Notice(words)]
        # Held values repeat: they are no press, however steady they look.
        flags = [int(Flag.STUCK)] if status >> 4 else []
        return [clockless([raw / 100], flags=flags)]


DEVICE = Device(
    kind="wh-c06",
    title="Weiheng WH-C06 crane scale",
    link="ble-advertisement",
    wire="packets",
    radio=Radio(
        # Body scales of the same name send another company id; the id alone is TomTom's too.
        name=r"IF_B7",
        service="",
        company=COMPANY,
    ),
    unit="kg",
    rate_hz=8.0,
    settling_s=0.5,
    resolution_raw=0.01,
    tension_only=True,
    graded=False,
    ungraded_reason="advertisements get lost and some systems keep repeated ones to themselves",
    decoder=WhC06Decoder,
    examples=(
        Example(
            title="12.34 kg, without the company id",
            wire=bytes.fromhex("02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4 01 00 07"),
            samples=((None, None, 0, 12.34),),
        ),
        Example(
            title="the same with the company id in front",
            wire=bytes.fromhex("00 01 02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4 01 00 07"),
            samples=((None, None, 0, 12.34),),
        ),
        Example(
            title="HOLD is shown: the value is frozen",
            wire=bytes.fromhex("02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4 a1 00 07"),
            samples=((None, None, int(Flag.STUCK), 12.34),),
        ),
        Example(
            title="27.20 lb, then 12.34 st: refused, never taken for kilograms",
            wire=bytes.fromhex(
                "02 03 11 a1 b2 c3 d4 e5 f6 01 0a a0 01 f4 02 00 07"
                "02 03 11 a1 b2 c3 d4 e5 f6 01 04 d2 01 f4 03 00 07"
            ),
            ends=(17,),
            rejected=2,
        ),
        Example(
            title="too short: refused",
            wire=bytes.fromhex("02 03 11 a1 b2 c3"),
            rejected=1,
        ),
    ),
)
