"""Setting zero: looked for in a still stretch, given, or refused; what it was made from is kept."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.tare import LOADED, Search, Stillness, Zero, search_zero
from calibration.zero_watch import ZeroWatch
from firmware_bridge.rounding import signed, significant
from rig.engine.detect import EDGE_S, REST
from rig.engine.history import SampleHistory
from rig.engine.judging.smooth import smooth
from rig.engine.live_state import NO_HOLD
from rig.engine.progress import Outcome, Progress
from rig.engine.resting import UNTOUCHED, RestSeen
from rig.engine.step import Command, RestMoved, Station
from rig.engine.watching import Watches

NAN: Final = float("nan")
# A new zero further than this from the last one is a hand, a towel or a weight, not drift.
ZERO_SHIFT_N: Final = 2.0
IN_SET: Final = "a set is under way: stop it, or set zero when it is over"


def tare_refusal(before: Progress) -> str:
    """Why no zero can be set now; empty where it can."""
    if before.on_s is not None:
        return LOADED
    return IN_SET if before.set_progress.running and before.search is None else ""


def given_zero(station: Station, before: Progress, command: Command, outcome: Outcome) -> Progress:
    """Progress with the zero that a command gives."""
    gain = abs(station.calibration.gain_per_raw)
    words = _tare_message(station, command.raw_spread, command.by)
    outcome.note(before.index, before.t_s, "tared", command.raw_zero, f"given; {words}")
    return before._replace(
        zero=command.raw_zero,
        spread_n=command.raw_spread * gain,
        noise_n=command.raw_noise * gain,
        search=None,
        scan=REST,
        history=SampleHistory.nothing(),
        on_s=None,
        off_s=None,
        watches=_fresh_zero(before),
        rest=UNTOUCHED,
    )


def look_for_zero(
    station: Station, before: Progress, search: Search, t_s: NDArray[np.float64],
    raw: NDArray[np.float64], outcome: Outcome,
) -> tuple[Progress, NDArray[np.float64]]:  # fmt: skip
    """Samples up to and including the stretch that becomes the zero; their force is not known."""
    gain = abs(station.calibration.gain_per_raw)
    stillness = _stillness(station, gain)
    found, zero = search_zero(search, t_s, raw[:, station.calibration.column], stillness)
    taken = len(t_s)
    if zero is not None:
        taken = max(int(np.searchsorted(t_s, zero.at_s + EDGE_S, side="right")), 1)
    after = before._replace(
        index=before.index + taken, t_s=float(t_s[taken - 1]), force_n=None, search=found
    )
    if zero is not None:
        after = _with_zero(after, zero, gain)
        words = _tare_message(station, zero.spread_raw, before.tare_by)
        outcome.note(after.index, after.t_s, "tared", zero.raw, words)
    return after, np.full(taken, NAN)


def with_rest_seen(
    station: Station, before: Progress, seen: RestSeen, outcome: Outcome
) -> Progress:
    """Progress after a still second: with a new zero, or with a pad that is not back at its own."""
    if seen.is_told:
        outcome.note(before.index, before.t_s, "zero_drifted", seen.force_n, "after a release")
    # What lay on the pad since the last press is no hand.
    after = before._replace(
        scan=REST, on_s=None, off_s=None, part="from_rest",
        followed=None if before.followed is None else NO_HOLD,
    )  # fmt: skip
    if not seen.reason:
        return after if before.on_s is not None else before
    moved = f"{signed(seen.force_n, 2)} {station.calibration.unit}, {seen.reason}"
    from_raw = NAN if before.zero is None else before.zero
    words = f"{moved}; from {from_raw!r} {station.traits.unit}"
    outcome.note(before.index, before.t_s, "rest_moved", seen.raw, words)
    set_progress = before.set_progress
    if set_progress.running:
        one = RestMoved(before.t_s, from_raw, seen.raw, moved)
        set_progress = set_progress._replace(rests_moved=(*set_progress.rests_moved, one))
    return after._replace(zero=seen.raw, history=SampleHistory.nothing(), set_progress=set_progress)


def _stillness(station: Station, gain: float) -> Stillness:
    """How still a zero must be; readings that are no force are held against their own noise."""
    if station.detection.is_relative:
        return Stillness(NAN, math.inf)
    return Stillness(sd_raw=station.detection.still_sd_n / gain, shift_raw=ZERO_SHIFT_N / gain)


def _with_zero(before: Progress, zero: Zero, gain: float) -> Progress:
    noise = float(np.std(smooth(zero.t_s, zero.values), ddof=1))
    return before._replace(
        zero=zero.raw, spread_n=zero.spread_raw * gain, noise_n=noise * gain, search=None,
        scan=REST, history=SampleHistory.nothing(), force_n=0.0, watches=_fresh_zero(before),
        rest=UNTOUCHED,
    )  # fmt: skip


def _fresh_zero(before: Progress) -> Watches:
    return before.watches._replace(zero=ZeroWatch())


def _tare_message(station: Station, spread_raw: float, by: str) -> str:
    """What a tare was made from, for the record: its spread and who asked."""
    return f"spread {significant(spread_raw, 4)} {station.traits.unit}; by {by or 'the system'}"
