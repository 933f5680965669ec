"""Calling for the instructor from a station, and what becomes of it."""

from typing import Final, Literal

HelpState = Literal["none", "asked", "coming"]
"""Nobody is wanted; somebody is; the instructor has said to be on the way."""
HelpAct = Literal["call", "take_back", "come", "done"]

_AFTER: Final[dict[tuple[HelpState, HelpAct], HelpState]] = {
    ("none", "call"): "asked",
    ("asked", "come"): "coming",
    # On the way to somebody who has taken it back meanwhile: nobody waits any more.
    ("none", "come"): "none",
}


def help_after(before: HelpState, act: HelpAct) -> HelpState:
    """How a call stands after somebody did something; calling twice calls once."""
    if act in ("take_back", "done"):
        return "none"
    return _AFTER.get((before, act), before)
