"""The zero a sensor had last while it stayed connected; that of the next set is held against it.

Every set is a session with a fold of its own, and would take a towel on the pad for the zero.
"""

import math
import time
from collections.abc import Iterable
from typing import Final

from rig.engine.step import Command, CommandKind, Event

# Longer ago a pad may have been moved, cooled or fitted with another plate.
KNOWN_FOR_S: Final = 1800.0


class LastZero:
    """Raw reading of the empty pad, as long as it says something about the next set."""

    def __init__(self) -> None:
        self._raw = math.nan
        self._column = -1
        self._at_s = -math.inf

    def forget(self) -> None:
        """The source was opened anew: nothing is known."""
        self._raw = math.nan

    def note(self, events: Iterable[Event], column: int) -> None:
        """Remember the zeros among these events; a sensor that restarted has none.

        Args:
            events: of one step of the fold.
            column: raw channel that is calibrated.
        """
        for event in events:
            if event.kind == "clock_restarted":
                self.forget()
            elif event.kind in ("tared", "rest_moved"):
                self._raw, self._column, self._at_s = event.value, column, time.monotonic()

    def command(self, kind: CommandKind, column: int, by: str) -> Command:
        """A command; one that begins a set tells the last zero where that still counts.

        Args:
            kind: of the command.
            column: raw channel that is calibrated.
            by: opaque id of who asks.
        """
        is_known = column == self._column and time.monotonic() - self._at_s < KNOWN_FOR_S
        return Command(kind, self._raw if kind == "start_set" and is_known else math.nan, by)
