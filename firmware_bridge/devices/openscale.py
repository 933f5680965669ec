"""SparkFun OpenScale: lines with milliseconds, the reading and its unit.

`ms,reading,kg|lbs,[raw,][local degrees,][remote degrees,]`, 9600 baud as delivered. It averages
several conversions and is slow as delivered: cut its RATE jumper, set average 1 and a higher speed
in its menu. `x` opens that menu and is never sent. The reading is scaled and tared inside; lines
carry no checksum. Source: its public firmware (github.com/sparkfun/OpenScale).
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from firmware_bridge.clockless import clockless
from firmware_bridge.decoding.line_decoder import Left, LineDecoder
from firmware_bridge.device import Device, Example, Notice, RawSamples

KG_PER_POUND = 0.45359237
_LINE = re.compile(rb"(-?\d{1,10}),([+-]?\d+(?:\.\d+)?),(kg|lbs),(?:[+-]?\d+(?:\.\d+)?,)*")
_WORDS = re.compile(rb"[\x20-\x7e]*[A-Za-z][\x20-\x7e]*")


class _Line(NamedTuple):
    tick: int
    reading_kg: float


def openscale_decoder(_options: Mapping[str, str]) -> LineDecoder[_Line]:
    """Reads lines; the line under way when it starts listening is never taken."""
    return LineDecoder(_line_of, _samples_of, skips_first=True)


def _line_of(line: bytes) -> _Line | Notice | Left:
    found = _LINE.fullmatch(line.strip())
    if found:
        factor = KG_PER_POUND if found[3] == b"lbs" else 1.0
        return _Line(int(found[1]) & 0xFFFFFFFF, float(found[2]) * factor)
    if _WORDS.fullmatch(line) and b"," not in line:
        return Notice(line.decode("ascii").strip())
    return "refused"


def _samples_of(lines: list[_Line]) -> RawSamples:
    readings = clockless([line.reading_kg for line in lines])
    return replace(readings, tick=np.array([line.tick for line in lines], dtype=np.int64))


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
    decoder=openscale_decoder,
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
