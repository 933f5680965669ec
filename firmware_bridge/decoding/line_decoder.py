"""Text of a device, line by line: what every gauge that sends lines has alike."""

import re
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from firmware_bridge.device import DeviceEvent, Notice, RawSamples, Send
from firmware_bridge.lines import LineCutter
from firmware_bridge.units import unit_of

Left = Literal["refused", "ignored"]
Value = TypeVar("Value")


class LineDecoder(Generic[Value]):
    """Reads lines; what they mean is for the device to say.

    Attributes:
        ignored: lines that are known and left aside.
    """

    def __init__(
        self,
        read: Callable[[bytes], Value | Notice | Left],
        samples_of: Callable[[list[Value]], RawSamples],
        *,
        skips_first: bool,
        question: bytes = b"",
    ) -> None:
        """Start in the middle of a line.

        Args:
            read: what one line says: a value, words for a person, or why it is left out.
            samples_of: values of lines, at least one, as samples.
            skips_first: the line under way is dropped, where a cut number would look whole.
            question: sent after each line, for a device that answers only when asked.
        """
        self.ignored = 0
        self._refused = 0
        self._read = read
        self._samples_of = samples_of
        self._question = question
        self._lines = LineCutter(skips_first=skips_first)

    @property
    def rejected(self) -> int:
        """Lines that cannot be."""
        return self._refused + self._lines.overlong

    def feed(self, data: bytes) -> list[DeviceEvent]:
        """Samples and words of the lines completed by these bytes, and the next question."""
        events: list[DeviceEvent] = []
        values: list[Value] = []
        for line in self._lines.feed(data):
            said = self._read(line)
            if said == "refused":
                self._refused += 1
            elif said == "ignored":
                self.ignored += 1
            elif isinstance(said, Notice):
                events.append(said)
            else:
                values.append(said)
            if self._question:
                events += [self._samples_of(values)] if values else []
                events.append(Send(self._question))
                values = []
        if values:
            events.append(self._samples_of(values))
        return events


def force_of_line(line: bytes, written: re.Pattern[bytes]) -> float | None:
    """Force of a line that is a number and its unit; None where it is not.

    Args:
        line: without its end.
        written: its whole form; the groups are sign, digits and unit.
    """
    found = written.fullmatch(line.strip())
    unit = unit_of(found[3].decode("ascii")) if found else None
    return float(found[1] + found[2]) * unit.factor if found and unit is not None else None
