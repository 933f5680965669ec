"""The hold under way as the learner sees it: what one look at the force leaves for the next."""

from typing import Final, NamedTuple

from rig.engine.detect import NEVER
from rig.engine.judging.finder import Finder, for_steps
from rig.engine.judging.plateaus import WANDER_FRAC
from rig.engine.scoring.target import Target

# A fall as long as this ends the hold, as in the final pass.
VALLEY_S: Final = 0.2

BELOW: Final = -1
INSIDE: Final = 0
ABOVE: Final = 1
OVER_CEILING: Final = 2


WayUp = tuple[tuple[float, float, float], ...]
"""Time, force, seconds in the band so far; of each new highest force."""


class LevelOn(NamedTuple):
    """Which level of the protocol the hold under way answers, and how the next one is known.

    Attributes:
        at: index of the level.
        from_n: level of the hold before; 0 for the first.
        is_rise: the level lies above the one before.
        base_n: level of this hold before the force left it; 0 before it is known.
        left_s: since when the force stands where the next level may be; `NEVER` where it does not.
        next_band_s: seconds in the band of the next level since then.
    """

    at: int = 0
    from_n: float = 0.0
    is_rise: bool = True
    base_n: float = 0.0
    left_s: float = NEVER
    next_band_s: float = 0.0

    def is_reached(self, force_n: float, target: Target, finder: Finder) -> bool:
        """Whether a force is far enough from the hold before to be the level asked for now."""
        if not self.at:
            return True
        by = for_steps(finder) if target.low_n <= force_n <= target.high_n else finder
        return is_other_level(force_n, self.from_n, self.is_rise, by)

    def is_left(self, force_n: float) -> bool:
        """Whether a force is on its way up from the hold before, more than a hand wanders."""
        return not self.is_rise or force_n > (1.0 + WANDER_FRAC) * self.from_n


FIRST_LEVEL: Final = LevelOn()


def is_other_level(force_n: float, from_n: float, is_rise: bool, finder: Finder) -> bool:
    """Whether a force lies a step above, or below, a level."""
    if is_rise:
        return force_n >= (1.0 + finder.step_up_frac) * from_n
    return force_n <= (1.0 - finder.step_down_frac) * from_n


class LiveHold(NamedTuple):
    """What one look leaves for the next; times in session seconds, `NEVER` where not set.

    Attributes:
        pressing: a hand presses.
        looked_s: time of the look before.
        word_n: force for the words.
        calm_n: force for the way up.
        way_up: how the force rose.
        high_n, high_s: highest force so far, and when it was reached.
        level_n: level of the hold; 0 before one is known.
        known_s: when it became known.
        placed_n: the level for which its start was looked up.
        start_s: where the hold began.
        end_s: newest time it stood.
        near_s: newest time the force was at 0.9 of the level.
        fell_s: since when the force is below half of the level.
        in_band_s: seconds in the band since the press began.
        in_band_start_s: of these, those before the hold.
        in_band_end_s: those at the end of the prescribed time; `NEVER` before.
        zone: shown, one of `BELOW` to `OVER_CEILING`.
        enough: the seconds asked for are held, as shown.
        shown_s: since when these two are shown.
        other_s: since when something else would be right.
        on: which level of the protocol it is.
    """

    pressing: bool = False
    looked_s: float = NEVER
    word_n: float = 0.0
    calm_n: float = 0.0
    way_up: WayUp = ()
    high_n: float = 0.0
    high_s: float = NEVER
    level_n: float = 0.0
    known_s: float = NEVER
    placed_n: float = 0.0
    start_s: float = NEVER
    end_s: float = NEVER
    near_s: float = NEVER
    fell_s: float = NEVER
    in_band_s: float = 0.0
    in_band_start_s: float = 0.0
    in_band_end_s: float = NEVER
    zone: int = BELOW
    enough: bool = False
    shown_s: float = NEVER
    other_s: float = NEVER
    on: LevelOn = FIRST_LEVEL

    @property
    def held_s(self) -> float:
        """Seconds since the hold began, as `hold_s` will say; 0 before it is known."""
        return max(self.end_s - self.start_s, 0.0) if self.known_s != NEVER else 0.0

    @property
    def held_in_band_s(self) -> float:
        """Seconds of them in the band, as `time_in_band_s` will say."""
        if self.known_s == NEVER:
            return 0.0
        until_s = self.in_band_s if self.in_band_end_s == NEVER else self.in_band_end_s
        return max(until_s - self.in_band_start_s, 0.0)

    @property
    def stands(self) -> bool:
        """Whether the hold goes on."""
        return self.known_s != NEVER and self.looked_s - self.end_s < 2.0 * VALLEY_S


class Followed(NamedTuple):
    """The hold under way and what has come since the newest look.

    Attributes:
        hold: as of that look.
        sum_n, samples: sum and number of the samples since.
    """

    hold: LiveHold
    sum_n: float = 0.0
    samples: int = 0


NO_HOLD: Final = Followed(LiveHold())
