"""Anything that prints numbers: one a line, or several divided by commas, tabs or spaces.

What the examples of most Arduino load-cell libraries print. There is no checksum and often no
clock, so a damaged digit is a wrong number and times come from arrival: fit for a first look, not
for a grade. Options: `time=ms|us|s` where the first number is the board's clock, `column=N` to keep
one number of each line, `unit=N|kg|g|...`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from firmware_bridge.device import Device, DeviceEvent, Example, Notice, RawSamples

LINE_LIMIT = 256
WIDTH_LINES = 5
"""Sound lines of another width in a row after which that is the width: the first was cut."""
TICKS_PER_S = {"s": 1e6, "ms": 1e3, "us": 1e6}
_NONE = np.zeros(0, dtype=np.int64)
_DIVIDER = re.compile(rb"[,;\t]")
_CELL = re.compile(
    rb"(?:[A-Za-z_][\w .]*[:=]\s*)?([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)\s*[A-Za-z%]{0,8}"
)


class PlainDecoder:
    """Finds lines of numbers; the line under way when it starts listening is never taken."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Start in the middle of a line.

        Args:
            options: `time`, `column`; see the module.
        """
        self.rejected = 0
        self.ignored = 0
        self._time = options.get("time", "")
        self._column = int(options["column"]) - 1 if options.get("column", "").isdigit() else None
        self._rest = b""
        self._skips = True
        self._skipped_bytes = 0
        self._width = 0
        self._other_width = 0
        self._others = 0

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Samples of the lines completed by these bytes."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        events: list[DeviceEvent] = []
        rows: list[tuple[float, ...]] = []
        for line in lines:
            if self._skips:
                self._skip(line)
                self._skips = False
            else:
                self._take(line.strip(b"\r\0 "), rows, events)
            self._skipped_bytes = 0
        self._skips = self._skips or len(self._rest) > LINE_LIMIT
        if self._skips:
            self._skip(self._rest)
            self._rest = b""
        self._flush(rows, events)
        return events

    def _skip(self, part: bytes) -> None:
        """Drop bytes of a line that is not taken; an overlong one is counted once."""
        before = self._skipped_bytes
        self._skipped_bytes += len(part)
        self.rejected += before <= LINE_LIMIT < self._skipped_bytes

    def _take(self, line: bytes, rows: list[tuple[float, ...]], events: list[DeviceEvent]) -> None:
        if not line:
            return
        row = numbers_of(line) if len(line) <= LINE_LIMIT else None
        if row is None:
            if line.isascii() and not any(48 <= byte <= 57 for byte in line):
                self._flush(rows, events)
                events.append(Notice(line.decode("ascii").strip("# ")))
            else:
                self.rejected += 1
            return
        if not self._fits(len(row)):
            self.rejected += 1
            return
        if rows and len(rows[-1]) != len(row):
            self._flush(rows, events)
        rows.append(row)

    def _fits(self, width: int) -> bool:
        self._width = self._width or width
        if width == self._width:
            self._others = 0
            return True
        self._others = self._others + 1 if width == self._other_width else 1
        self._other_width = width
        if self._others >= WIDTH_LINES:
            self._width, self._others = width, 0
        return width == self._width

    def _flush(self, rows: list[tuple[float, ...]], events: list[DeviceEvent]) -> None:
        if not rows:
            return
        values = np.array(rows, dtype=np.float64)
        rows.clear()
        tick = _NONE
        if self._time in TICKS_PER_S and values.shape[1] > 1:
            scale = TICKS_PER_S["s"] if self._time == "s" else 1.0
            tick = np.rint(values[:, 0] * scale).astype(np.int64)
            values = values[:, 1:]
        if self._column is not None and self._column < values.shape[1]:
            values = values[:, [self._column]]
        flags = np.zeros(len(values), dtype=np.uint16)
        events.append(RawSamples(_NONE, _NONE, tick, np.ascontiguousarray(values), flags))


def numbers_of(line: bytes) -> tuple[float, ...] | None:
    """The numbers of a line; None where anything in it is not one."""
    cells = [cell.strip() for cell in _DIVIDER.split(line)]
    if len(cells) == 1 and not _CELL.fullmatch(cells[0]):
        cells = cells[0].split()
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    found = [_CELL.fullmatch(cell) for cell in cells]
    if not all(found):
        return None
    values = tuple(float(match[1]) for match in found if match is not None)
    return values if all(abs(value) < 1e30 for value in values) else None


def adapted(device: Device, options: Mapping[str, str]) -> Device:
    """The device with the unit and the clock its options state."""
    tick_hz = TICKS_PER_S.get(options.get("time", ""), 0.0)
    bits = 32 if options.get("time") in ("ms", "us") else 52
    return replace(
        device,
        unit=options.get("unit", device.unit),
        tick_hz=tick_hz,
        tick_bits=bits if tick_hz else 0,
    )


DEVICE = Device(
    kind="plain",
    title="Numbers as text",
    link="serial",
    wire="stream",
    baud=115200,
    unit="unknown",
    rate_hz=0.0,
    settling_s=0.0,
    resolution_raw=0.0,
    graded=False,
    ungraded_reason="a damaged digit is a wrong number: its lines have no checksum",
    options=("time", "column", "unit"),
    adapt=adapted,
    decoder=PlainDecoder,
    examples=(
        Example(
            title="one number a line; the line under way is left out",
            wire=b"45\r\n123.5\r\n-0.25\r\n",
            samples=((None, None, 0, 123.5), (None, None, 0, -0.25)),
        ),
        Example(
            title="milliseconds and counts",
            wire=b"\n1000,8231\n1012,8240\n",
            samples=((None, 1000, 0, 8231), (None, 1012, 0, 8240)),
            options=(("time", "ms"),),
        ),
        Example(
            title="second number of each line, with a label and a unit as the Serial Plotter has",
            wire=b"\nraw:8231,load:12.5 kg\nraw:8240,load:12.6 kg\n",
            samples=((None, None, 0, 12.5), (None, None, 0, 12.6)),
            options=(("column", "2"),),
        ),
        Example(
            title="words are a notice, a navigation receiver is refused",
            wire=b"\nHX711 ready\nscale ready\n$GPGGA,123519,4807.038,N,01131.000,E,1,08*47\n7\n",
            samples=((None, None, 0, 7.0),),
            rejected=2,
        ),
    ),
)
