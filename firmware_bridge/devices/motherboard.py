"""Griptonite Motherboard: three raw channels as lines of hexadecimal digits.

A line of 32 digits is 16 bytes, little endian: u16 sample number, u16 battery, three signed 24-bit
channels (left, centre, right), three bytes that are not documented. `S30` starts, any other command
stops. Its own calibration table is not used: the channels stay raw and are calibrated here.
Source: hangtime (motherboard.model.ts).
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from firmware_bridge.decoding.line_decoder import Left, LineDecoder
from firmware_bridge.device import (
    Device,
    Example,
    Notice,
    RawSamples,
)
from firmware_bridge.nordic_uart import nordic_uart

_SAMPLE = re.compile(rb"[0-9A-Fa-f]{32}")
_WORDS = re.compile(rb"[\x20-\x7e]+")
_NONE = np.zeros(0, dtype=np.int64)


class _Sample(NamedTuple):
    number: int
    raw: tuple[int, ...]


def motherboard_decoder(_options: Mapping[str, str]) -> LineDecoder[_Sample]:
    """Reads the lines of hexadecimal digits."""
    # A line cut at its front is shorter than a sample: it needs no skipping.
    return LineDecoder(_sample_of, _samples_of, skips_first=False)


def _sample_of(line: bytes) -> _Sample | Notice | Left:
    if _SAMPLE.fullmatch(line):
        packed = bytes.fromhex(line.decode("ascii"))
        raw = tuple(int.from_bytes(packed[at : at + 3], "little", signed=True) for at in (4, 7, 10))
        return _Sample(int.from_bytes(packed[:2], "little"), raw)
    if b"," in line and _WORDS.fullmatch(line):
        return "ignored"
    if _WORDS.fullmatch(line) and not re.fullmatch(rb"[0-9A-Fa-f]+", line):
        return Notice(line.decode("ascii"))
    return "refused"


def _samples_of(samples: list[_Sample]) -> RawSamples:
    return RawSamples(
        packet=np.array([sample.number for sample in samples], dtype=np.int64),
        size=np.ones(len(samples), dtype=np.int64),
        tick=_NONE,
        raw=np.array([sample.raw for sample in samples], dtype=np.float64),
        flags=np.zeros(len(samples), dtype=np.uint16),
    )


DEVICE = Device(
    kind="motherboard",
    title="Griptonite Motherboard",
    link="ble",
    wire="stream",
    radio=nordic_uart(r"Motherboard"),
    unit="counts",
    channels=("left", "centre", "right"),
    rate_hz=0.0,
    packet_bits=16,
    settling_s=0.4,
    resolution_raw=1.0,
    saturation_raw=(-8388608.0, 8388607.0),
    graded=False,
    ungraded_reason="its rate is not documented and it has no clock; its channels are raw counts",
    start=b"S30",
    stop=b"#",
    decoder=motherboard_decoder,
    examples=(
        Example(
            title="sample 7: left 1,000, centre -1, right -8,388,608",
            wire=b"0700a00fe80300ffffff000080000000\r\n",
            samples=((7, None, 0, 1000, -1, -8388608),),
        ),
        Example(
            title="a line of its calibration table, then samples 65535 and 0",
            wire=b"0,1.0,0.0,8500\nffff0000010000020000030000000000\n"
            b"00000000010000020000030000000000\n",
            samples=((65535, None, 0, 1, 2, 3), (0, None, 0, 1, 2, 3)),
        ),
        Example(
            title="half a line is refused",
            wire=b"0fe80300ffffff000080000000\r\n",
            rejected=1,
        ),
    ),
)
