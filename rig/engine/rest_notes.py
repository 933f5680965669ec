"""What a person is told of a pad after a release: that it is not back at zero, and the way out."""

from typing import Final

from firmware_bridge.rounding import signed
from rig.engine.progress import Progress
from rig.engine.step import Station
from rig.engine.watching import NEW_SET, told_from_n

STILL_ON: Final = (
    "Something rests on the pad. If it is your hand, press again when you like; if not, wait."
)
WAITING: Final = "Hands off for a second: the zero of the pad is checked."


def rest_note(station: Station, now: Progress) -> str:
    """One sentence while the pad is free between two presses; empty where it is back at zero.

    Args:
        station: the pad.
        now: progress after the newest sample.
    """
    rest = now.rest
    if rest.seen_n is None and not rest.moved_n:
        return _unseen_note(now)
    told_n = told_from_n(station.calibration, station.detection.contact_on_n(now.spread_n))
    if rest.seen_n is not None and abs(rest.seen_n) > told_n:
        reads = f"{signed(rest.seen_n, 2)} {station.calibration.unit}"
        return f"The pad did not come back to zero, it reads {reads}: {_way_out(station, now)}."
    if abs(rest.moved_n) > told_n:
        moved = f"{signed(rest.moved_n, 2)} {station.calibration.unit}"
        return f"The pad came back {moved} off: its zero was set anew, go on."
    return _unseen_note(now)


def _unseen_note(now: Progress) -> str:
    """While no still second has told where the pad is, or it is back at zero."""
    if now.pending is not None:
        return WAITING
    return STILL_ON if now.scan.settled and now.on_s is not None else ""


def _way_out(station: Station, now: Progress) -> str:
    if not now.set_progress.running:
        return f"clear it, {NEW_SET}"
    if station.protocol.assessment:
        return "the press is void; clear the pad, or stop the set and start it again"
    return "clear it; if nothing lies on it go on, its zero is set anew after the next press"
