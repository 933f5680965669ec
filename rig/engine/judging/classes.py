"""What a plateau, or a whole contact, is when it is no hold: a class and a reason for each."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.rounding import fixed, significant
from rig.engine.hold import Hold
from rig.engine.judging.finder import Finder
from rig.engine.judging.floating import is_floating
from rig.engine.judging.plateaus import TOPS, Plateau
from rig.engine.judging.press import Press, Refused, RefusedKind

Array = NDArray[np.float64]
# A hand takes longer from a tenth to nine tenths; an offset jumps.
JUMP_S: Final = 0.03
# And is never nearly as still as a sensor that nobody touches (whose stillest seconds are looked
# at, so that it seems stiller than it is), nor within 0.2 % of its level.
STILL_FACTOR: Final = 4.0
STILL_FRAC: Final = 0.002


@dataclass(frozen=True, slots=True)
class Beside:
    """The presses that a contact is measured against.

    Attributes:
        level_n: highest level held before it in the set or record; 0 for the first.
        in_set: every press is an attempt; only what cannot be one is refused.
        levels: how many levels a press was asked for; which ones plays no part.
    """

    level_n: float
    in_set: bool
    levels: int


def class_of_plateau(
    press: Press, t_s: Array, plateaus: list[Plateau], k: int, least_n: float,
    finder: Finder, beside: Beside,
) -> tuple[RefusedKind, str] | None:  # fmt: skip
    """Class and reason of a plateau that is no hold; None for a hold.

    Args:
        press: it belongs to.
        t_s: (n,) times the plateaus count in.
        plateaus: of the press.
        k: which of them.
        least_n: smallest level that is told from rest.
        finder: what tells hands apart.
        beside: the presses it is measured against.
    """
    plateau = plateaus[k]
    held_s = float(t_s[plateau.last] - t_s[plateau.first])
    highest_n = max(each.level_n for each in plateaus)
    if plateau.level_n < least_n:
        return "touch", f"below {significant(least_n, 2)}, twice the force that counts as contact"
    if plateau.level_n < finder.rest_frac * highest_n:
        return "resting_hand", f"below a fifth of the {significant(highest_n, 3)} of the same press"
    if press.from_rest and press.to_rest:
        is_steady = plateau.kind == "hold"
        if _is_touch(plateau.level_n, held_s, is_steady, beside.level_n, finder):
            return "touch", f"below a fifth of the press of {significant(beside.level_n, 3)}"
    elif plateau.level_n < finder.rest_frac * beside.level_n:
        return "resting_hand", f"below a fifth of the {significant(beside.level_n, 3)} beside it"
    is_main = plateau is max(plateaus, key=lambda each: t_s[each.last] - t_s[each.first])
    if not is_main and _leads_up(plateaus, k, finder):
        return "transition", "on the way to another level of the press"
    if beside.in_set and is_main:
        return None
    if held_s < finder.hold_s:
        if len(plateaus) > 1:
            return (
                "transition",
                f"at {significant(plateau.level_n, 3)} for {fixed(held_s, 1)} s only",
            )
        return "tap", f"at its level for {fixed(held_s, 1)} s only: press and stay"
    if plateau.near_frac < finder.near_share_frac:
        if not is_main:
            return "transition", "on the way to another level of the press"
        if held_s < finder.step_s:
            return "pulses", "too short and too unsteady to be a press that was held"
        if plateau.tops >= TOPS:
            return "moving_target", f"rose and fell {plateau.tops} times by a quarter or more"
    return None


def _is_touch(
    level_n: float, held_s: float, is_steady: bool, beside_n: float, finder: Finder
) -> bool:  # fmt: skip
    """Whether a contact is too light beside the presses: a light one held steadily is meant."""
    light = level_n < finder.rest_frac * beside_n
    is_meant = (
        is_steady and held_s >= finder.step_s and level_n >= 0.5 * finder.rest_frac * beside_n
    )
    return light and not is_meant


def _leads_up(plateaus: list[Plateau], k: int, finder: Finder) -> bool:
    """Whether a plateau changes so much towards a higher one beside it that it is the way there."""
    change = plateaus[k].change_frac
    ahead = k + 1 if change > 0.0 else k - 1
    is_higher = 0 <= ahead < len(plateaus) and plateaus[ahead].level_n > plateaus[k].level_n
    return is_higher and abs(change) > finder.step_down_frac


def is_sensor_event(press: Press, onset: int, plateaus: list[Plateau]) -> bool:
    """Whether the zero moved: at once, for good, and as still after as before.

    Args:
        press: its samples.
        onset: index of where it leaves rest.
        plateaus: counted from there.
    """
    if press.off_s is not None or press.dropped or not press.from_rest or len(plateaus) != 1:
        return False
    first, last = onset + plateaus[0].first, onset + plateaus[0].last
    t_s, raw_n, level_n = press.t_s, press.force_n, plateaus[0].level_n
    # From a quarter to three quarters, in the samples as they came: noise crosses neither.
    low = np.flatnonzero(raw_n[: first + 1] < 0.25 * level_n)
    if not len(low):
        return False
    high = int(low[-1]) + int(np.argmax(raw_n[low[-1] :] > 0.75 * level_n))
    if high - low[-1] > 1 and t_s[high] - t_s[low[-1]] > JUMP_S:
        return False
    settled = raw_n[first : last + 1][t_s[first : last + 1] >= t_s[first] + 0.5]
    if len(settled) < 4:
        return False
    moved_n = 1.4826 * float(np.median(np.abs(settled - np.median(settled))))
    return moved_n <= max(STILL_FACTOR * press.spread_n, STILL_FRAC * level_n)


def of_a_record(
    holds: list[Hold], refused: list[Refused], t_s: Array, force_n: Array, finder: Finder
) -> tuple[list[bool], list[Refused]]:
    """Which holds of a whole record stay holds, and all that is none.

    What is seen only from its end: a touch before the first press, squeezes in a row, and an input
    that walks everywhere.

    Args:
        holds: in order.
        refused: what was refused already.
        t_s: (n,) times of the whole record.
        force_n: (n,) its force.
        finder: what tells hands apart.
    """
    highest_n = max((hold.level_n for hold in holds), default=0.0)
    stays = [True] * len(holds)
    refused = list(refused)

    def refuse(k: int, kind: RefusedKind, reason: str) -> None:
        hold = holds[k]
        inside = (hold.t_s >= hold.plateau_start_s) & (hold.t_s <= hold.plateau_end_s)
        peak_n = float(np.max(hold.force_n[inside]))
        refused.append(Refused(hold.plateau_start_s, hold.plateau_end_s, peak_n, kind, reason))
        stays[k] = False

    floats = is_floating(holds, t_s, force_n, finder)
    for k, hold in enumerate(holds):
        if floats:
            refuse(k, "sensor_event", "it walks where nobody presses too: is the sensor wired?")
        elif _is_touch(hold.level_n, hold.hold_s, hold.kind == "hold", highest_n, finder):
            refuse(k, "touch", f"below a fifth of the press of {significant(highest_n, 3)}")
    for row in _trains(holds, refused, finder):
        for k in row:
            if stays[k]:
                refuse(k, "pulses", "one of a row of short presses")
    return stays, refused


def _trains(holds: list[Hold], refused: list[Refused], finder: Finder) -> list[list[int]]:
    """Rows of short presses that follow each other closely: indices of the holds in them."""
    parts = [
        (hold.plateau_start_s, hold.plateau_end_s, hold.kind == "unsteady", k)
        for k, hold in enumerate(holds)
    ] + [
        (each.start_s, each.end_s, each.kind != "tap", -1)
        for each in refused
        if each.kind in ("tap", "moving_target", "pulses")
    ]  # fmt: skip
    rows: list[list[int]] = []
    row: list[tuple[float, float, bool, int]] = []
    for part in [*sorted(parts), (math.inf, math.inf, False, -1)]:
        start_s, end_s, is_unsteady, _ = part
        is_near = bool(row) and start_s - row[-1][1] <= finder.train_s
        is_short = end_s - start_s < (2.0 if is_unsteady else 1.0) * finder.train_s
        if row and not (is_near and is_short):
            if len(row) >= finder.train_n:
                rows.append([k for *_, k in row if k >= 0])
            row = []
        if is_short:
            row.append(part)
    return rows
