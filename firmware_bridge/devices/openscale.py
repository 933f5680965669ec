"""SparkFun OpenScale: lines with milliseconds, the reading and its unit.

`ms,reading,kg|lbs,[raw,][local degrees,][remote degrees,]`, 9600 baud as delivered. It averages
several conversions and is slow as delivered: cut its RATE jumper, set average 1 and a higher speed
in its menu. `x` opens that menu and is never sent. The reading is scaled and tared inside; lines
carry no checksum. Source: its public firmware (github.com/sparkfun/OpenScale).
"""

import re
from collections.abc import Mapping

import numpy as np

from firmware_bridge.device import Device, DeviceEvent, Example, Notice, RawSamples
from firmware_bridge.lines import LineCutter

KG_PER_POUND = 0.45359237
_LINE = re.compile(rb"(-?\d{1,10}),([+-]?\d+(?:\.\d+)?),(kg|lbs),(?:[+-]?\d+(?:\.\d+)?,)*")
_WORDS = re.compile(rb"[\x20-\x7e]*[A-Za-z][\x20-\x7e]*")
_NONE = np.zeros(0, dtype=np.int64)


class OpenScaleDecoder:
    """Reads lines; the line under way when it starts listening is never taken."""

    def __init__(self, _options: Mapping[str, str]) -> None:
        """Start in the middle of a line."""
        self.ignored = 0
        self._unsound = 0
        self._lines = LineCutter(skips_first=True)

    @property
    def rejected(self) -> int:
        """Lines that cannot be."""
        return self._unsound + self._lines.overlong

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Samples of the lines completed by these bytes, in kilograms."""
        events: list[DeviceEvent] = []
        ticks: list[int] = []
        kilograms: list[float] = []
        for line in self._lines.feed(data):
            found = _LINE.fullmatch(line.strip())
            if found:
                ticks.append(int(found[1]) & 0xFFFFFFFF)
                kilograms.append(float(found[2]) * (KG_PER_POUND if found[3] == b"lbs" else 1.0))
            elif _WORDS.fullmatch(line) and b"," not in line:
                events.append(Notice(line.decode("ascii").strip()))
            else:
                self._unsound += 1
        if ticks:
            raw = np.array(kilograms, dtype=np.float64)[:, None]
            flags = np.zeros(len(ticks), dtype=np.uint16)
            events.append(RawSamples(_NONE, _NONE, np.array(ticks, dtype=np.int64), raw, flags))
        return events


DEVICE = Device(
    kind="openscale",
    title="SparkFun OpenScale",
    link="serial",
    wire="stream",
    baud=9600,
    unit="kg",
    rate_hz=0.0,
    tick_hz=1000.0,
    tick_bits=32,
    settling_s=0.4,
    resolution_raw=0.0,
    graded=False,
    ungraded_reason="a damaged digit is a wrong force: its lines have no checksum",
    decoder=OpenScaleDecoder,
    examples=(
        Example(
            title="words, the line under way, then 1.25 kg at 1,234 ms with raw counts and degrees",
            wire=b"Load Cell Converter 1.2\r\nReadings:\r\n1234,1.2500,kg,8355808,24.56,\r\n",
            samples=((None, 1234, 0, 1.25),),
        ),
        Example(
            title="pounds become kilograms",
            wire=b"\r\n200,2.0,lbs,\r\n300,-2.0,lbs,\r\n",
            samples=((None, 200, 0, 0.90718474), (None, 300, 0, -0.90718474)),
        ),
        Example(
            title="a line without its time is refused",
            wire=b"\r\n1.2500,kg,\r\n400,1.0,kg,\r\n",
            samples=((None, 400, 0, 1.0),),
            rejected=1,
        ),
    ),
)
