"""Mark-10 force gauges (Series 2 to 7, M5): asked for one reading after another, in its own unit.

`?` and a carriage return ask; the answer is a line with a number and the unit chosen on the gauge,
`-18.78 lbF`. Values are taken in newtons. There is no checksum and no clock. The speed is chosen on
the gauge: 115,200 baud over USB, `baud=9600` for RS-232 as delivered. Source: the maker's manuals.
"""

import re
from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.decoding.line_decoder import Left, LineDecoder, force_of_line
from firmware_bridge.device import Device, Example

ASK = b"?\r"
_LINE = re.compile(rb"([+-]?)\s*(\d+\.?\d*|\.\d+)\s*(lbF|kgF|gF|ozF|kN|mN|N)", re.IGNORECASE)


def mark10_decoder(_options: Mapping[str, str]) -> LineDecoder[float]:
    """Reads an answer and asks for the next; the line under way at the start is never taken."""
    return LineDecoder(_newtons, clockless, skips_first=True, question=ASK)


def _newtons(line: bytes) -> float | Left:
    newtons = force_of_line(line, _LINE)
    return "refused" if newtons is None else newtons


DEVICE = Device(
    kind="mark10",
    title="Mark-10 force gauge",
    link="serial",
    wire="stream",
    baud=115200,
    unit="N",
    rate_hz=0.0,
    settling_s=0.05,
    resolution_raw=0.0,
    graded=False,
    ungraded_reason="a damaged digit is a wrong force: its lines have no checksum, and no clock",
    ask=ASK,
    start=ASK,
    decoder=mark10_decoder,
    examples=(
        Example(
            title="the line under way is left out; -18.78 lbF, 1 kgF, 9.5 N",
            wire=b"8.78 lbF\r\n-18.78 lbF\r\n1.0 kgF\r\n9.5 N\r\n",
            samples=(
                (None, None, 0, -83.53760193459219),
                (None, None, 0, 9.80665),
                (None, None, 0, 9.5),
            ),
            answer=ASK * 3,
        ),
        Example(
            title="a number without its unit is refused, and asked for again",
            wire=b"\r\n12.5\r\n12.5 N\r\n",
            samples=((None, None, 0, 12.5),),
            rejected=1,
            answer=ASK * 2,
        ),
    ),
)
