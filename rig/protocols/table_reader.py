"""Values taken out of a table of TOML, what is wrong with them collected by key path."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rig.protocols.fields import MOST_SOURCES, ProtocolField
from rig.visible_text import steers, visible_text

MOST_SHOWN: Final = 1e300
SHOWN_CHARACTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a protocol.

    Attributes:
        path: of its key; empty where it is of the whole text.
        reason: what is wrong and what would be right, to be read after the path.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        """A sentence that begins with the path."""
        return f"{self.path} {self.reason}".lstrip()


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """` (did you mean 'x'?)` for a near miss, else nothing."""
    near = difflib.get_close_matches(word, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


class TableReader:
    """Takes values out of a table and collects what is wrong with them.

    Attributes:
        mistakes: in the order they were met.
    """

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []

    def refuse(self, path: str, reason: str) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(path, reason))

    def is_right(self, *paths: str) -> bool:
        """Whether nothing was wrong at any of these keys."""
        return not any(each.path in paths for each in self.mistakes)

    def unknown(self, table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
        """Refuse keys that nobody knows."""
        for key in sorted(set(table) - known):
            hint = did_you_mean(key, tuple(sorted(known)))
            shown = visible_text(key)[:SHOWN_CHARACTERS]
            self.refuse(f"{path}{shown}", f"is not known{hint}")

    def text(self, table: Mapping[str, Any], field: ProtocolField) -> str:
        """A text that is not empty."""
        key, value = field.path, table.get(field.path)
        if key not in table:
            self.refuse(key, "is missing")
        elif not isinstance(value, str) or not value.strip():
            self.refuse(key, f"must be a text, not {_shown(value)}")
        elif self._is_told(key, value, field):
            return value
        return ""

    def texts(self, table: Mapping[str, Any], field: ProtocolField) -> tuple[str, ...]:
        """A list of texts; empty where it is not there."""
        value = table.get(field.path, [])
        if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
            self.refuse(field.path, "must be a list of texts")
            return ()
        if len(value) > MOST_SOURCES:
            self.refuse(field.path, f"has {len(value)} texts, {MOST_SOURCES} at most")
        return tuple(line for line in value if self._is_told(field.path, line, field))

    def _is_told(self, key: str, value: str, field: ProtocolField) -> bool:
        if steers(value):
            shown = visible_text(value)[:SHOWN_CHARACTERS]
            self.refuse(key, f"holds a character that is no letter ({shown}): delete it")
            return False
        if len(value) > field.high:
            self.refuse(key, f"has {len(value)} characters, must have {field.high:g} at most")
            return False
        return True

    def number(self, table: Mapping[str, Any], key: str, path: str, bounds: ProtocolField) -> float:
        """A number within its bounds; the lower bound in place of a wrong one."""
        if key not in table:
            self.refuse(f"{path}{key}", f"is missing: a number {_from_to(bounds)}")
            return bounds.low
        return self._within(table[key], f"{path}{key}", bounds)

    def _within(self, value: object, path: str, bounds: ProtocolField) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(path, f"must be a number, not {_shown(value)}")
            return bounds.low
        if not bounds.low <= value <= bounds.high:
            # A whole number of 400 digits has no short form.
            shown = f"{value:g}" if abs(value) < MOST_SHOWN else "too large"
            self.refuse(path, f"is {shown}, must be {_from_to(bounds)}")
            return bounds.low
        if bounds.kind == "whole" and value != int(value):
            self.refuse(path, f"is {value:g}, must be a whole number")
            return bounds.low
        return float(value)

    def pair(
        self, table: Mapping[str, Any], key: str, path: str, bounds: ProtocolField
    ) -> tuple[float, float]:
        """Two numbers within their bounds, the lower first."""
        value, at = table.get(key), f"{path}{key}"
        if key not in table:
            self.refuse(at, "is missing: two numbers [low, high]")
            return bounds.low, bounds.high
        if not isinstance(value, list) or len(value) != 2:
            self.refuse(at, f"must be two numbers [low, high], not {_shown(value)}")
            return bounds.low, bounds.high
        before = len(self.mistakes)
        low_end, high_end = (self._within(each, at, bounds) for each in value)
        if low_end >= high_end and len(self.mistakes) == before:
            self.refuse(at, f"is [{low_end:g}, {high_end:g}]: low end first")
        return low_end, high_end


def _from_to(bounds: ProtocolField) -> str:
    return f"from {bounds.low:g} to {bounds.high:g}"


def _shown(value: object) -> str:
    """A wrong value as it was written, short."""
    if value is None:
        return "nothing"
    text = visible_text(repr(value))
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
