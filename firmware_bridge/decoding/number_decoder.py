"""Samples out of lines of text with numbers in them: `devices/plain` says what is meant."""

import itertools
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from firmware_bridge.decoding.clock_advice import advice
from firmware_bridge.decoding.number_lines import (
    Number,
    OpenComma,
    chosen,
    known_name,
    names_in,
    numbers_in,
    open_comma,
    with_points,
    zero_in,
)
from firmware_bridge.decoding.reading_units import ReadingUnits
from firmware_bridge.device import DeviceEvent, Notice, RawSamples
from firmware_bridge.lines import LineCutter
from firmware_bridge.scale_words import ZeroWord, spelled_out
from firmware_bridge.tables.names import column_name
from firmware_bridge.units import unit_of

SAME_LINES = 2
"""Lines of one shape in a row before they are taken: what a sketch says at its start is none."""
OTHER_LINES = 5
"""Lines of another shape in a row after which that is the shape: the first was cut."""
OPEN_LINES = 8
MOST_OPEN_LINES = 60
CLOCK_LINES = 40
"""Of so many lines a number that always rises is no press."""
CLOCK_NAME = re.compile(
    r"(?i)\b(?:t|ts|ms|us|s|sec|seconds?|zeit|clock|ticks?|up)\b|time|milli|micro|stamp"
)
TICKS_PER_S = {"s": 1e6, "ms": 1e3, "us": 1e6}
LONGEST_SHOWN = 40
_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class _Row:
    """The numbers of a line and what they are called."""

    text: str
    numbers: tuple[Number, ...]

    @property
    def zero(self) -> ZeroWord:
        """From which zero it counts, where it says so."""
        return zero_in(self.text)

    @property
    def shape(self) -> tuple[str, ...]:
        """What lines of one kind have in common."""
        return (self.zero, *(each.label for each in self.numbers))


class PlainDecoder:
    """Finds lines of numbers; the line under way when it starts listening is never taken.

    Attributes:
        ignored: nothing is.
        unclear: what was seen and what to say instead, where lines cannot be taken as they are.
    """

    def __init__(self, options: Mapping[str, str]) -> None:
        """Start in the middle of a line.

        Args:
            options: `time`, `column`, `unit`, `decimal`; see `devices/plain`.
        """
        self.ignored = 0
        self.unclear: tuple[str, str] | None = None
        self._unsound = 0
        self._lines = LineCutter(skips_first=False)
        self._is_first, self._began = True, False
        self._time = options.get("time", "")
        self._column = int(options["column"]) - 1 if options.get("column", "").isdigit() else None
        self._units = ReadingUnits(unit_of(options["unit"]) if "unit" in options else None)
        self._comma = options.get("decimal", "") == "comma"
        self._divides = bool(self._time or self._column is not None)
        self._open: list[tuple[str, OpenComma]] = []
        self._names: tuple[str, ...] = ()
        self._shape: tuple[str, ...] | None = None
        self._held: list[_Row] = []
        self._seen: deque[tuple[float, ...]] = deque(maxlen=CLOCK_LINES)

    @property
    def rejected(self) -> int:
        """Lines that cannot be taken."""
        return self._unsound + self._lines.overlong

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Samples of the lines completed by these bytes."""
        events: list[DeviceEvent] = []
        rows: list[_Row] = []
        if self._is_first and data[:1] in (b"\r", b"\n") and not self._began:
            self._is_first = False
        self._began = self._began or bool(data)
        for raw in self._lines.feed(data):
            line = spelled_out(raw.strip(b"\0 \r").decode("ascii", "replace"))
            if self._is_first:
                # It may lack its beginning: a number is not taken, names are.
                self._is_first = False
                if not any(char.isdigit() for char in line):
                    self._names = names_in(line)
                continue
            if line.strip():
                self._take(line, rows, events)
        self._flush(rows, events)
        return events

    def _take(self, line: str, rows: list[_Row], events: list[DeviceEvent]) -> None:
        if line.isascii() and not any(char.isdigit() for char in line):
            self._names = names_in(line) or self._names
            self._flush(rows, events)
            events.append(Notice(line.strip("# ")))
            return
        if self._comma:
            line = with_points(line)
        elif not self._divides and (comma := open_comma(line)) is not None:
            self._wait(line, comma, rows)
            return
        self._read(line, rows)

    def _wait(self, line: str, comma: OpenComma, rows: list[_Row]) -> None:
        """Keep lines whose comma may mean either until some line tells."""
        self._open.append((line, comma))
        seen = [each for _, each in self._open]
        wholes = [int(each.whole) for each in seen]
        rises = len(seen) > 2 and all(a < b for a, b in itertools.pairwise(wholes))
        same = len({len(each.part) for each in seen}) == 1
        zeros = any(len(each.part) > 1 and each.part[0] == "0" for each in seen)
        if zeros or (len(seen) >= OPEN_LINES and same and not rises and comma.has_unit):
            self._comma = True
            for each, _ in self._open:
                self._read(with_points(each), rows)
            self._open.clear()
            return
        if len(seen) >= OPEN_LINES:
            told = advice([(float(each.whole), float(each.part)) for each in seen])
            if rises and told is not None:
                self.unclear = (f"lines like {_short(line)}, {told[0]}", told[1])
            else:
                at = 2 if told is None else 1
                hint = f"say decimal=comma if it is one number, column={at} if it is two"
                self.unclear = (f"lines like {_short(line)}, whose comma may be decimal", hint)
        if len(seen) > MOST_OPEN_LINES:
            self._unsound += 1
            del self._open[0]

    def _read(self, line: str, rows: list[_Row]) -> None:
        numbers = numbers_in(line)
        if numbers is None:
            self._unsound += 1
            shown = _short(line)
            self.unclear = self.unclear or (f"lines like {shown}", "its numbers cannot be read")
            return
        row = _Row(line, numbers)
        if row.shape == self._shape:
            self._unsound += len(self._held)
            self._held.clear()
            rows.append(row)
            return
        if self._held and self._held[-1].shape != row.shape:
            self._unsound += len(self._held)
            self._held.clear()
        self._held.append(row)
        if len(self._held) >= (SAME_LINES if self._shape is None else OTHER_LINES):
            held = self._held if self._shape is None else self._held[-1:]
            self._unsound += len(self._held) - len(held)
            self._shape = row.shape
            rows.extend(held)
            self._held = []

    def _flush(self, rows: list[_Row], events: list[DeviceEvent]) -> None:
        ticks: list[int] = []
        values: list[float] = []
        for row in rows:
            numbers, tick = row.numbers, 0
            if self._time in TICKS_PER_S:
                if len(numbers) < 2:
                    self._unsound += 1
                    continue
                scale = TICKS_PER_S["s"] if self._time == "s" else 1.0
                tick, numbers = round(numbers[0].value * scale), numbers[1:]
            at = self._place(row, numbers)
            before = self._units.stated
            value = None if at is None else self._value(row, numbers, at)
            if value is None:
                self._unsound += 1
                continue
            if self._units.stated is not None and self._units.stated is not before:
                self._gather(ticks, values, events)
                events.append(self._units.stated)
            values.append(value)
            ticks.append(tick)
        rows.clear()
        self._gather(ticks, values, events)

    def _gather(self, ticks: list[int], values: list[float], events: list[DeviceEvent]) -> None:
        if not values:
            return
        raw = np.array(values, dtype=np.float64)[:, None]
        stamps = np.array(ticks, dtype=np.int64) if self._time in TICKS_PER_S else _NONE
        events.append(RawSamples(_NONE, _NONE, stamps, raw, np.zeros(len(values), dtype=np.uint16)))
        ticks.clear()
        values.clear()

    def _place(self, row: _Row, numbers: tuple[Number, ...]) -> int | None:
        """Which number of a row is the force; None, and `unclear`, where nothing tells."""
        if self._column is not None:
            if self._column < len(numbers):
                return self._column
            said = f"column={self._column + 1}"
            self.unclear = (f"lines like {_short(row.text)}", f"{said} is more than they have")
            return None
        if len(numbers) == 1 and not numbers[0].label and not numbers[0].unit:
            return 0
        at = chosen(numbers, self._titles(numbers))
        if at is not None:
            return at
        values = tuple(each.value for each in numbers)
        if self._seen and len(self._seen[-1]) != len(values):
            self._seen.clear()
        self._seen.append(values)
        # A press rises too: what has another name is no clock.
        may_be_clock = not numbers[0].label or CLOCK_NAME.search(numbers[0].label)
        count = len(numbers)
        seen, way = (may_be_clock and not self._time and advice(self._seen)) or (
            f"{count} numbers and no name that says force",
            f"say which with column=1 to column={count}",
        )
        self.unclear = (f"lines like {_short(row.text)}, {seen}", way)
        return None

    def _titles(self, numbers: tuple[Number, ...]) -> tuple[str, ...]:
        """What a line of words above calls these numbers; empty without one that fits."""
        names = self._names[1:] if self._time in TICKS_PER_S else self._names
        return names if len(names) == len(numbers) else ()

    def _value(self, row: _Row, numbers: tuple[Number, ...], at: int) -> float | None:
        """The value in the unit of the source; None where the line's own unit speaks against it."""
        number, titles = numbers[at], self._titles(numbers)
        said = number.unit or column_name(titles[at] if titles else number.label).unit
        unit = unit_of(said) if said else None
        meant = row.zero or known_name(number.label)
        is_force = unit is not None and unit.quantity == "force"
        value = self._units.value(number.value, unit if is_force else None, meant)
        if value is None:
            self.unclear = (f"lines like {_short(row.text)}", self._units.unclear)
        return value


def _short(text: str) -> str:
    shown = " ".join(text.split())
    return repr(shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "...")
