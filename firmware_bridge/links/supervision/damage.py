"""Packets that keep arriving damaged, or not at all: a second reader on the cable, or a bad one.

A cable loses nothing by itself. Whoever else reads the port takes bytes out of it: in small bites
that leaves damaged packets, in large ones whole packets are missing and none is damaged.
"""

from typing import NamedTuple

from firmware_bridge.counters import Counters

WINDOW_S = 2.0
HARMED_FRAC = 0.1
FEWEST = 5


class Harm(NamedTuple):
    """What one window had of what should not be.

    Attributes:
        damaged: packets refused.
        missing: samples that never came.
        is_much: more than a line of its own ever has.
    """

    damaged: int
    missing: int
    is_much: bool


class DamageWatch:
    """Compares what was refused and what is missing with what was taken; reads no clock."""

    def __init__(self, now_s: float, counters: Counters) -> None:
        """Start with a link: what was sent before it, and is half in the port still, is missing."""
        self._since_s = now_s
        self._before = counters
        self._is_excused = True

    def excuse(self, now_s: float) -> None:
        """This computer did not listen: what is missing until a window later is its own fault."""
        self._since_s = now_s
        self._is_excused = True

    def is_due(self, now_s: float) -> bool:
        """Whether a window is over."""
        return now_s - self._since_s >= WINDOW_S

    def harm(self, now_s: float, counters: Counters) -> Harm:
        """What the window had; the next one begins.

        Args:
            now_s: host monotonic seconds.
            counters: of the source.
        """
        damaged = counters.rejected - self._before.rejected
        missing = 0 if self._is_excused else counters.lost - self._before.lost
        taken = counters.samples - self._before.samples
        self._since_s, self._before, self._is_excused = now_s, counters, False
        # A damaged packet is missing too: it counts once.
        worse = max(damaged, missing)
        return Harm(damaged, missing, worse >= FEWEST and worse > HARMED_FRAC * (worse + taken))
