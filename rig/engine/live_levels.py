"""From one level of a press to the next, while it is pressed.

A level is done when its seconds are held, and the band moves on. Whoever goes on before is followed
once the force has stood so far away, for so long, that the final pass finds another plateau.
"""

from collections.abc import Sequence
from typing import Final

from rig.engine.detect import NEVER
from rig.engine.judging.finder import Finder
from rig.engine.live_state import LevelOn, LiveHold, is_other_level
from rig.engine.scoring.target import Target

# A level counts as left until the force is back by this share of the step.
BACK_FRAC: Final = 0.5
# So long after its last rise a hold is at its level; a new rise does not move that.
CALM_S: Final = 1.0


def led_on(
    hold: LiveHold, since_s: float, force_n: float, targets: Sequence[Target], finder: Finder
) -> LiveHold:
    """The hold under way, or the beginning of the next one where its level is done or was left.

    Args:
        hold: after a look.
        since_s: seconds since the look before.
        force_n: force of the look.
        targets: what is asked, in order.
        finder: what tells levels apart.
    """
    if hold.on.at + 1 >= len(targets) or hold.known_s == NEVER:
        return hold
    asked, following = targets[hold.on.at], targets[hold.on.at + 1]
    is_rise = following.force_n > asked.force_n
    on = _watched(hold, since_s, following, is_rise, finder)
    held_n = hold.level_n if on.left_s == NEVER else on.base_n
    # Who stands where the next level is asked has not held this one: there is no step to go.
    has_way = held_n < following.low_n if is_rise else held_n > following.high_n
    is_done = hold.stands and hold.held_s >= asked.hold_s and has_way
    is_left = on.left_s != NEVER and hold.looked_s - on.left_s >= finder.step_s
    if not (is_done or is_left):
        return hold._replace(on=on)
    from_s = hold.looked_s if on.left_s == NEVER else on.left_s
    # The band has moved, so its word comes at once.
    return LiveHold(
        pressing=True, looked_s=hold.looked_s, word_n=hold.word_n,
        way_up=((from_s, force_n, 0.0),), high_n=force_n, high_s=hold.looked_s,
        in_band_s=on.next_band_s, zone=hold.zone,
        on=LevelOn(at=on.at + 1, from_n=held_n, is_rise=is_rise),
    )  # fmt: skip


def _watched(
    hold: LiveHold, since_s: float, following: Target, is_rise: bool, finder: Finder
) -> LevelOn:  # fmt: skip
    """How long the force has stood where the next level may be."""
    on, force_n = hold.on, hold.word_n
    if on.left_s == NEVER:
        if hold.looked_s - hold.high_s >= CALM_S or not on.base_n:
            on = on._replace(base_n=hold.level_n)
        is_left = is_other_level(force_n, on.base_n, is_rise, finder)
        return on._replace(left_s=hold.looked_s, next_band_s=0.0) if is_left else on
    # A hand that sways has come back when it is nearer to where it left.
    back_n = on.base_n + (force_n - on.base_n) / BACK_FRAC
    if not is_other_level(back_n, on.base_n, is_rise, finder):
        return on._replace(left_s=NEVER)
    is_inside = following.low_n <= force_n <= following.high_n
    return on._replace(next_band_s=on.next_band_s + (since_s if is_inside else 0.0))
