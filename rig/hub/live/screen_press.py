"""What a page says that is a pad: it takes the pad, presses it and leaves it again."""

from collections.abc import Mapping
from typing import Any, Final

from firmware_bridge.sim.screen import ScreenPad
from rig.hub.messages import PadMessage

MOST_MOVES_PER_S: Final = 100


class ScreenPress:
    """The hand of one socket; pads of other stations, and other hands, it cannot touch.

    Args:
        station: id the socket asked for.
        pad: of that station; None where a sensor is its pad.
    """

    def __init__(self, station: str, pad: ScreenPad | None) -> None:
        self._station = station
        self._pad = pad
        self._moves = 0
        self._holds = False

    def begin_second(self) -> None:
        """Count moves anew."""
        self._moves = 0

    def moves(self, said: Mapping[str, Any]) -> bool:
        """Whether that was a move of the hand that holds the pad, and not one too many."""
        travel = said.get("travel")
        if self._pad is None or not self._holds or said.get("type") != "travel":
            return False
        if isinstance(travel, bool) or not isinstance(travel, int | float):
            return False
        self._moves += 1
        if self._moves > MOST_MOVES_PER_S:
            return False
        self._pad.press(self, travel)
        return True

    def answer(self, said: Mapping[str, Any]) -> PadMessage | None:
        """What to answer to whoever takes or leaves a pad; None where that was not said."""
        if self._pad is None or said.get("type") != "pad":
            return None
        if said.get("take") is True:
            self._holds = self._pad.take(self, said.get("tab", self))
        else:
            self.leave()
        return {"type": "pad", "station": self._station, "held": self._holds}

    def leave(self) -> None:
        """Take the hand off, if it is on."""
        self._holds = False
        if self._pad is not None:
            self._pad.leave(self)
