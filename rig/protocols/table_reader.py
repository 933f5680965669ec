"""Values taken out of a table of TOML, what is wrong with them collected by key path."""

import difflib
from collections.abc import Mapping
from typing import Any, Final

from rig.visible_text import steers, visible_text

MOST_SHOWN: Final = 1e300


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """` (did you mean 'x'?)` for a near miss, else nothing."""
    near = difflib.get_close_matches(word, known, n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


class TableReader:
    """Takes values out of a table and collects what is wrong with them.

    Attributes:
        mistakes: one sentence each, with its key path.
    """

    def __init__(self) -> None:
        self.mistakes: list[str] = []

    def unknown(self, table: Mapping[str, Any], known: frozenset[str], path: str) -> None:
        """Refuse keys that nobody knows."""
        for key in sorted(set(table) - known):
            hint = did_you_mean(key, tuple(sorted(known)))
            self.mistakes.append(f"{path}{key} is not known{hint}")

    def text(self, table: Mapping[str, Any], key: str) -> str:
        """A text that is not empty."""
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            self.mistakes.append(f"{key} must be a text, not {value!r}")
            return ""
        if steers(value):
            shown = visible_text(value)[:40]
            self.mistakes.append(f"{key} holds a character that is no letter ({shown}): delete it")
        return value

    def number(
        self, table: Mapping[str, Any], key: str, path: str, low: float, high: float
    ) -> float:
        """A number from `low` to `high`; `low` in place of a wrong one."""
        value = table.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.mistakes.append(f"{path}{key} must be a number, not {value!r}")
            return low
        if not low <= value <= high:
            # A whole number of 400 digits has no short form.
            shown = f"{value:g}" if abs(value) < MOST_SHOWN else "too large"
            self.mistakes.append(f"{path}{key} is {shown}, must be from {low:g} to {high:g}")
            return low
        return float(value)

    def pair(
        self, table: Mapping[str, Any], key: str, path: str, high: float
    ) -> tuple[float, float]:
        """Two numbers from 0 to `high`, the lower first."""
        value = table.get(key)
        if not isinstance(value, list) or len(value) != 2:
            self.mistakes.append(f"{path}{key} must be two numbers [low, high], not {value!r}")
            return 0.0, high
        low_end = self.number({key: value[0]}, key, path, 0.0, high)
        high_end = self.number({key: value[1]}, key, path, 0.0, high)
        if low_end >= high_end:
            self.mistakes.append(f"{path}{key} is [{low_end:g}, {high_end:g}]: low end first")
        return low_end, high_end
