"""Wagner FDIX and FDX force gauges (algometers) on RS-232 or USB: lines with their unit.

A line is a number and its unit, `-23.02 lbf`; the unit is chosen on the gauge, so values are taken
in newtons. Commands of firmware 3.3.3 and later: `C100` sets 100 a second, `CA` all points, `CB`
begins, `CE` ends; it forgets them when switched off, so they are sent again after a silence. There
is no checksum and no clock. Sources: maker's manuals (paperzz.com/doc/7160831,
easymanua.ls/wagner).
"""

import re
from collections.abc import Mapping

from firmware_bridge.clockless import clockless
from firmware_bridge.decoding.line_decoder import Left, LineDecoder, force_of_line
from firmware_bridge.device import Device, Example, Notice

_LINE = re.compile(rb"([+-]?)\s*(\d+\.?\d*|\.\d+)\s*(lb[fF]?|kg[fF]|g[fF]|oz[fF]|kN|mN|N)")
_WORDS = re.compile(rb"[\x20-\x7e]*[A-Za-z?][\x20-\x7e]*")


def wagner_decoder(_options: Mapping[str, str]) -> LineDecoder[float]:
    """Reads lines with a unit; the line under way when it starts listening is never taken."""
    return LineDecoder(_newtons, clockless, skips_first=True)


def _newtons(line: bytes) -> float | Notice | Left:
    newtons = force_of_line(line, _LINE)
    if newtons is not None:
        return newtons
    if _WORDS.fullmatch(line) and not any(48 <= byte <= 57 for byte in line):
        return Notice(line.decode("ascii").strip())
    return "refused"


DEVICE = Device(
    kind="wagner",
    title="Wagner FDIX force gauge",
    link="serial",
    wire="stream",
    baud=9600,
    unit="N",
    rate_hz=0.0,
    settling_s=0.05,
    resolution_raw=0.0,
    graded=False,
    ungraded_reason="a damaged digit is a wrong force: its lines have no checksum, and no clock",
    # `?` asks for one reading: an idle gauge answers it before it is started.
    ask=b"?\r",
    start=b"C100\rCA\rCB\r",
    stop=b"CE\r",
    decoder=wagner_decoder,
    examples=(
        Example(
            title="the line under way is left out; -23.02 lbf, 1 kgf, 9.5 N",
            wire=b"3.02 lbf\r\n-23.02 lbf\r\n1.0 kgf\r\n9.5 N\r\n",
            samples=(
                (None, None, 0, -102.3980615832967),
                (None, None, 0, 9.80665),
                (None, None, 0, 9.5),
            ),
        ),
        Example(
            title="a blank after the sign, lbF, lb and mN",
            wire=b"\r\n- 1 lbF\r\n+ 1 lb\r\n1500 mN\r\n",
            samples=(
                (None, None, 0, -4.4482216152605),
                (None, None, 0, 4.4482216152605),
                (None, None, 0, 1.5),
            ),
        ),
        Example(
            title="a number without its unit is refused",
            wire=b"\r\n12.5\r\n12.5 N\r\n",
            samples=((None, None, 0, 12.5),),
            rejected=1,
        ),
    ),
)
