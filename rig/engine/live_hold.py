"""The hold under way as the learner sees it: seconds, seconds in the band, and a steady word.

Causal and provisional, but aimed at what the final pass will say: the seconds count from where the
force first reached 0.9 of its own level, back-dated once that level is known. A word changes only
when the force has clearly left where it was, and stays for half a second.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from rig.engine.detect import NEVER, OFF, ON, OVER, ScanMark
from rig.engine.judging.finder import Finder
from rig.engine.live_levels import led_on
from rig.engine.live_state import (
    ABOVE,
    BELOW,
    FIRST_LEVEL,
    INSIDE,
    OVER_CEILING,
    VALLEY_S,
    Followed,
    LiveHold,
    WayUp,
)
from rig.engine.scoring.target import Target

# The force is looked at so often, as the mean since the look before; a microsecond for rounding.
LOOK_S: Final = 0.025 - 1e-6
# Low-pass of the words: tremor passes, a hand that drifts out of the band does not.
WORD_TAU_S: Final = 0.15
# And of the way up, which is back-dated by as much: a tremor on it is no arrival.
CALM_TAU_S: Final = 0.04
# A level is known when nothing rose beyond it by so much for so long.
RISE_FRAC: Final = 1.03
SETTLE_S: Final = 0.5
# A hand swings by so much about its level; what rises further is still on its way.
SWING_FRAC: Final = 1.2
# The level is the mean of about so many seconds, from when the force last rose beyond what it was.
LEVEL_S: Final = 5.0
# A hold begins at 0.9 of the level of its first seconds: what it sags to later is its end.
ARRIVAL_S: Final = 2.0
# As in the final pass: a plateau begins at 0.9 of its level and ends at 0.8; half is a valley.
START_FRAC: Final = 0.9
END_FRAC: Final = 0.8
VALLEY_FRAC: Final = 0.5
# A word stays so long; a zone is left by so much of the half-width of the band.
DWELL_S: Final = 0.5
HYSTERESIS_FRAC: Final = 0.1
# The way up is kept in steps of this share.
STEP_FRAC: Final = 1.02

# The start is looked up again when the level has moved by so much.
PLACED_FRAC: Final = 0.002


def follow(
    t_s: Sequence[float],
    force_n: Sequence[float],
    before: Followed,
    marks: Sequence[ScanMark],
    targets: Sequence[Target],
    finder: Finder,
) -> Followed:
    """State after the samples.

    Args:
        t_s: (n,) session seconds as plain floats, never decreasing.
        force_n: (n,) tared force as plain floats.
        before: state left by the sample before.
        marks: the changes of contact among the samples, in order.
        targets: band, prescribed time and ceiling of each level, in order.
        finder: what tells levels apart.
    """
    state, first = before, 0
    for mark in marks:
        if mark.kind == OVER:
            continue
        state = _followed(t_s, force_n, first, mark.sample, state, targets, finder)
        first = mark.sample
        at_s, hold = t_s[first], state.hold
        begun_s = hold.way_up[0][0] if hold.way_up else NEVER
        if mark.kind == ON or (mark.kind > OFF and hold.pressing and begun_s < mark.at_s):
            state = Followed(LiveHold(pressing=True, looked_s=at_s, shown_s=at_s))
        elif mark.kind == OFF:
            state = state._replace(hold=hold._replace(pressing=False))
    return _followed(t_s, force_n, first, len(t_s), state, targets, finder)


def _followed(
    t_s: Sequence[float], force_n: Sequence[float], first: int, last: int, before: Followed,
    targets: Sequence[Target], finder: Finder,
) -> Followed:  # fmt: skip
    """State after the samples `first` to `last` (not included), no mark among them."""
    hold, sum_n, samples = before
    if not hold.pressing:
        return before
    while first < last:
        at = bisect_left(t_s, hold.looked_s + LOOK_S, first, last)
        stop = at + 1 if at < last else last
        # One after the other: `sum` rounds otherwise, and not in every Python alike.
        for sample_n in force_n[first:stop]:
            sum_n += sample_n
        samples += stop - first
        first = stop
        if at < last:
            at_s, now_n = t_s[at], sum_n / samples
            since_s = at_s - hold.looked_s
            level = hold.on.at
            hold = _seen(hold, at_s, now_n, targets[level], level + 1 == len(targets), finder)
            if len(targets) > 1:
                hold = led_on(hold, since_s, now_n, targets, finder)
            sum_n, samples = 0.0, 0
    return tuple.__new__(Followed, (hold, sum_n, samples))


def _seen(
    before: LiveHold, t_s: float, now_n: float, target: Target, is_last: bool, finder: Finder
) -> LiveHold:
    """State after one look."""
    (
        pressing, looked_s, word_n, calm_n, way_up, high_n, high_s, level_n, known_s,
        placed_n, start_s, end_s, near_s, fell_s, in_band_s, band_start_s, band_end_s, zone, enough,
        shown_s, other_s, on,
    ) = before  # fmt: skip
    since_s = t_s - looked_s
    low_n, high_band_n = target.low_n, target.high_n
    if low_n <= now_n <= high_band_n:
        in_band_s += since_s
    word_n = word_n + (now_n - word_n) * since_s / (since_s + WORD_TAU_S) if way_up else now_n
    if fell_s != NEVER and t_s - fell_s >= VALLEY_S and now_n >= VALLEY_FRAC * level_n:
        # Back from a valley: another hold begins.
        way_up, high_n, known_s, start_s, end_s, fell_s = (), 0.0, NEVER, NEVER, NEVER, NEVER
        in_band_s, band_end_s, enough, on = 0.0, NEVER, False, FIRST_LEVEL
    if known_s == NEVER and on.at:
        # On the way down to a lower level, or not yet on the way up to a higher one.
        on_way_down = not on.is_rise and now_n < high_n / RISE_FRAC
        if on_way_down or not on.is_left(now_n):
            high_n, high_s, way_up = now_n, t_s, ()
    calm_n = calm_n + (now_n - calm_n) * since_s / (since_s + CALM_TAU_S) if way_up else now_n
    if not way_up or calm_n > STEP_FRAC * way_up[-1][1]:
        way_up = (*way_up, (t_s - CALM_TAU_S, calm_n, in_band_s))
    if now_n > RISE_FRAC * high_n:
        high_n, high_s, level_n = now_n, t_s, max(level_n, now_n / SWING_FRAC)
    if known_s == NEVER and t_s - high_s >= SETTLE_S and on.is_reached(word_n, target, finder):
        known_s, level_n, placed_n = t_s, now_n, 0.0
    if known_s != NEVER and now_n < VALLEY_FRAC * level_n:
        fell_s = t_s if fell_s == NEVER else fell_s
    elif known_s != NEVER:
        fell_s = NEVER
        if now_n >= END_FRAC * level_n:
            settled_s = max(t_s - high_s, SETTLE_S)
            level_n += (now_n - level_n) * since_s / (since_s + min(settled_s, LEVEL_S))
            # Letting go begins before 0.8 is passed.
            near_s = t_s if now_n >= START_FRAC * level_n else near_s
            end_s = max(near_s, t_s - VALLEY_S)
            if settled_s < ARRIVAL_S and abs(level_n - placed_n) > PLACED_FRAC * level_n:
                placed_n = level_n
                start_s, band_start_s = _start(way_up, START_FRAC * level_n)
            if band_end_s == NEVER and t_s - start_s >= target.hold_s:
                band_end_s = in_band_s
    now_zone = (
        OVER_CEILING
        if now_n > target.ceiling_n
        else _zone(word_n, zone, low_n, high_band_n, target)
    )
    now_enough = enough or (is_last and known_s != NEVER and end_s - start_s >= target.hold_s)
    if now_zone == zone and now_enough == enough:
        other_s = NEVER
    else:
        other_s = t_s if other_s == NEVER else other_s
        # Whoever lets go is not told to press more on the way down.
        leaves = known_s != NEVER and end_s < t_s
        ripe = t_s - shown_s >= DWELL_S and (not leaves or t_s - other_s >= DWELL_S)
        if ripe or now_zone == OVER_CEILING:
            zone, enough, shown_s, other_s = now_zone, now_enough, t_s, NEVER
    return tuple.__new__(LiveHold, (
        pressing, t_s, word_n, calm_n, way_up, high_n, high_s, level_n, known_s, placed_n,
        start_s, end_s, near_s, fell_s, in_band_s, band_start_s, band_end_s, zone, enough, shown_s,
        other_s, on,
    ))  # fmt: skip


def _start(way_up: WayUp, start_n: float) -> tuple[float, float]:
    """Time at which the way up first reached a force, and the seconds in the band until then."""
    at = bisect_left(way_up, start_n, key=lambda step: step[1])
    if not 0 < at < len(way_up):
        t_s, _, band_s = way_up[min(at, len(way_up) - 1)]
        return t_s, band_s
    (t0_s, low_n, band0_s), (t1_s, high_n, band1_s) = way_up[at - 1 : at + 1]
    share = (start_n - low_n) / (high_n - low_n)
    return t0_s + share * (t1_s - t0_s), band0_s + share * (band1_s - band0_s)


def _zone(force_n: float, shown: int, low_n: float, high_n: float, target: Target) -> int:
    """Where the force stands against the edges of the band; a zone is left only beyond them."""
    if force_n > target.ceiling_n:
        return OVER_CEILING
    if shown == INSIDE:
        margin_n = HYSTERESIS_FRAC * target.band_frac * target.force_n
        if force_n > high_n + margin_n:
            return ABOVE
        return BELOW if force_n < low_n - margin_n else INSIDE
    if force_n > high_n:
        return ABOVE
    return BELOW if force_n < low_n else INSIDE
