"""A guided calibration as a value: feed it samples, answer it, and it says what comes next.

The state is plain data and goes to JSON exactly. It waits for stillness by itself; what does not
fit its step is refused in words at that step, and no reading is ever thrown away.
"""

import math
import statistics
from dataclasses import dataclass, replace
from typing import Final

from calibration.procedure.bins import Bin, bin_s, fill
from calibration.procedure.objection import Known, judge_level
from calibration.procedure.plan import PlanStep
from calibration.procedure.record import CalibrationPoint, CreepPoint
from calibration.procedure.state import (
    Procedure,
    after_break,
    known_of,
    plan_left,
    quiet_of,
    window_bins,
)
from calibration.procedure.stillness import WINDOW_S, Look, Quiet, look_at
from firmware_bridge.samples import Flag, RawBlock

# The creep step is the longest that looks back: 60 s of bins, and some before.
MOST_BINS: Final = 300
HURRIED_S: Final = 2.0
RESTLESS_S: Final = 8.0
WAITING_S: Final = 30.0
JUMP_FRAC: Final = 0.01
# A falling load that was this much lower in between has turned the hysteresis the other way.
DIP_FRAC: Final = 0.8
BACK_FRAC: Final = 0.97
SILENCE_S: Final = 2.0

BUMPED: Final = (
    "The pad was bumped, or the weight moved, before the reading was done. Leave it alone: it "
    "starts again by itself."
)
TREMBLING: Final = "The reading trembles: take your hand off the pad and the weight."
RESTLESS: Final = "The reading does not come to rest: is a hand on the pad, or is it swinging?"
NOTHING_YET: Final = "Nothing has changed on the pad yet: do what is asked, or take a break."
NOT_LIFTED: Final = (
    "Nothing has changed on the pad yet: lift the weight right off, then put it down there."
)
BAD_FLAGS: Final = (
    (Flag.OPEN_CIRCUIT, "The sensor's cable is open: check the plug; no reading was lost."),
    (Flag.STUCK, "The sensor repeats one number: unplug it, plug it in, then go on."),
    (Flag.SENSOR_TIMEOUT, "The sensor does not answer: check the cable; no reading was lost."),
)
SATURATED: Final = (
    "The sensor is at its limit: this load is too much for it. Take it off and choose a smaller "
    "largest load."
)
NOT_A_NUMBER: Final = "The sensor sent something that is no number; it was counted and left out."
DIPPED: Final = (
    "The pad was relieved below this load on the way down, so the falling leg is broken: put the "
    "load before back on, then take weights off without emptying the pad."
)
ZERO_MOVED: Final = (
    "The zero moved during the break, so this run starts again; its readings are kept aside."
)


def feed(procedure: Procedure, block: RawBlock) -> Procedure:
    """The state after one more block; the same however the samples were cut into blocks.

    Args:
        procedure: state before.
        block: (n,) samples of the sensor being calibrated.
    """
    if procedure.paused or not len(block.t_s):
        return procedure
    state = procedure
    if _goes_back(state, float(block.t_s[0])):
        state = after_break(state)
    setup = state.setup
    warm = None if setup.temperature_column is None else block.raw[:, setup.temperature_column]
    filling, bins = fill(
        state.filling, block.t_s, block.raw[:, setup.column], block.flags, warm,
        bin_s(setup.traits.rate_hz),
    )  # fmt: skip
    so_far = _so_far(state)
    for each in bins:
        if state.bins and each.end_s - state.bins[-1].end_s > SILENCE_S:
            state = after_break(state)
        if not so_far.belongs_to(state):
            so_far = _so_far(state)
        if so_far.step is not None:
            state = _take(state, each, so_far.step, so_far.known, so_far.quiet)
    return replace(state, filling=filling)


@dataclass(frozen=True, slots=True)
class _SoFar:
    """What the readings so far mean for the bins to come; found once for each reading."""

    readings: tuple[CalibrationPoint, ...]
    again_zero: bool
    step: PlanStep | None
    known: Known
    quiet: Quiet

    def belongs_to(self, state: Procedure) -> bool:
        return self.readings is state.readings and self.again_zero == state.again_zero


def _so_far(state: Procedure) -> _SoFar:
    left, known = plan_left(state), known_of(state)
    step = left[0] if left else None
    return _SoFar(state.readings, state.again_zero, step, known, quiet_of(state, known))


def _goes_back(state: Procedure, t_s: float) -> bool:
    """Whether time began again: another session of the same sensor."""
    filling = state.filling
    width_s = bin_s(state.setup.traits.rate_hz)
    return filling.origin_s is not None and t_s < filling.origin_s + filling.number * width_s


def _take(before: Procedure, newest: Bin, step: PlanStep, known: Known, quiet: Quiet) -> Procedure:
    """One bin further."""
    state = replace(before, refused_samples=before.refused_samples + newest.refused)
    if not newest.samples:
        return replace(state, bins=(), still_s=None, refusal=NOT_A_NUMBER)
    trouble = _trouble(newest)
    if trouble:
        return replace(state, bins=(), still_s=None, moved_s=newest.end_s, refusal=trouble)
    state = _with_bin(state, newest, known, quiet)
    window = window_bins(state)
    if not window:
        return state
    load_raw = newest.mean_raw - known.zero_raw if known.zero_raw is not None else 0.0
    look = look_at(window, load_raw, quiet)
    if not look.is_still:
        return _restless(state, newest.end_s, look)
    still_s = newest.end_s if state.still_s is None else state.still_s
    state = replace(state, still_s=still_s, rested_s=newest.end_s)
    return _judge(state, step, look, known)


def _trouble(newest: Bin) -> str:
    if newest.flags & Flag.SATURATED:
        return SATURATED
    return next((words for flag, words in BAD_FLAGS if newest.flags & flag), "")


def _with_bin(state: Procedure, newest: Bin, known: Known, quiet: Quiet) -> Procedure:
    """The state with one more bin, and its movement noticed."""
    moved_s, still_s, refusal = state.moved_s, state.still_s, state.refusal
    fitting = state.fitting
    if state.bins and quiet.noise_raw:
        jump_raw = max(
            8.0 * quiet.noise_raw / newest.samples**0.5,
            JUMP_FRAC * abs(newest.mean_raw - (known.zero_raw or 0.0)),
            quiet.floor_raw,
            2.0 * quiet.step_raw,
        )
        if abs(newest.mean_raw - state.bins[-1].mean_raw) > jump_raw:
            refusal = BUMPED if fitting and moved_s is not None else refusal
            moved_s, still_s, fitting = newest.end_s, None, False
    load_raw = abs(newest.mean_raw - (known.zero_raw or 0.0))
    lowest_raw = load_raw if state.lowest_raw is None else min(load_raw, state.lowest_raw)
    before = next((each for each in reversed(state.readings) if each.stack), None)
    if before and load_raw >= BACK_FRAC * abs(before.raw - (known.zero_raw or 0.0)):
        lowest_raw = load_raw
    return replace(
        state,
        bins=(*state.bins[1 - MOST_BINS :], newest),
        lowest_raw=lowest_raw,
        begun_s=newest.end_s if state.begun_s is None else state.begun_s,
        moved_s=moved_s,
        still_s=still_s,
        fitting=fitting,
        refusal=refusal,
    )


def _restless(state: Procedure, now_s: float, look: Look) -> Procedure:
    """The state while the reading moves; after a while it says why it waits."""
    since_s = state.begun_s if state.rested_s is None else state.rested_s
    refusal = state.refusal
    if since_s is not None and now_s - since_s > RESTLESS_S:
        refusal = TREMBLING if look.is_trembling else RESTLESS
    return replace(state, still_s=None, refusal=refusal)


def _judge(state: Procedure, step: PlanStep, look: Look, known: Known) -> Procedure:
    """The state after a still window: waiting, refused, or one reading richer."""
    now_s, begun_s = state.bins[-1].end_s, state.begun_s or 0.0
    moved = state.moved_s is not None
    verdict = judge_level(state.setup, step, look.level_raw, known, state.readings, moved)
    if verdict.waiting and not (state.forcing and moved):
        waited = now_s - begun_s > WAITING_S and step.kind != "warm_up"
        asked = NOTHING_YET if step.position == "centre" else NOT_LIFTED
        return replace(state, fitting=False, refusal=state.refusal or (waited and asked) or "")
    if not verdict.fits and not state.forcing:
        return replace(state, fitting=False, refusal=verdict.words)
    load_raw = abs(look.level_raw - (known.zero_raw or 0.0))
    dipped = step.leg == "down" and (state.lowest_raw or 0.0) < DIP_FRAC * load_raw
    if dipped and not state.forcing:
        return replace(state, fitting=False, refusal=DIPPED)
    hurried = step.kind == "warm_up" and step.key in state.skipped
    settle_s = HURRIED_S if hurried else step.settle_s
    base_s = begun_s if step.kind == "warm_up" or state.moved_s is None else state.moved_s
    kept = state.refusal if state.refusal in (BUMPED, ZERO_MOVED) else ""
    state = replace(state, fitting=True, refusal=kept)
    rested_s = now_s - (state.still_s or now_s) + WINDOW_S
    if now_s - base_s < settle_s + step.average_s or rested_s < step.average_s:
        return state
    return _accept(state, step, base_s, forced=dipped or not verdict.fits)


def _accept(state: Procedure, step: PlanStep, base_s: float, *, forced: bool) -> Procedure:
    """The state with the reading of this step taken."""
    now_s = state.bins[-1].end_s
    taken = tuple(each for each in state.bins if each.end_s > now_s - step.average_s)
    reading = _reading(step, taken, base_s, forced=forced)
    readings, replaced, refusal = state.readings, state.replaced, ""
    lowest_raw = None
    if state.again_zero:
        # The pad was emptied for this: a falling leg needs the load before again.
        lowest_raw = 0.0
        run = readings[-1].run
        if forced:
            replaced += tuple(each for each in readings if each.run == run)
            readings = tuple(each for each in readings if each.run != run)
            after = replace(reading, key=f"zero after break {len(replaced)}", kind="unload")
            readings = (*readings, after)
            refusal = ZERO_MOVED
        else:
            key = f"run {run} zero again {len(readings)}"
            readings = (*readings, replace(reading, key=key, run=run))
    else:
        readings = (*readings, reading)
    creep = state.creep
    if step.kind == "creep":
        half_s = 0.5 * bin_s(state.setup.traits.rate_hz)
        creep = tuple(
            CreepPoint(each.end_s - half_s - base_s, each.mean_raw)
            for each in state.bins
            if each.end_s > base_s
        )
    return replace(
        state, readings=readings, replaced=replaced, creep=creep, begun_s=now_s, moved_s=None,
        lowest_raw=lowest_raw, fitting=False, forcing=False, again_zero=False, refusal=refusal,
    )  # fmt: skip


def _reading(
    step: PlanStep, taken: tuple[Bin, ...], base_s: float, *, forced: bool
) -> CalibrationPoint:
    samples = sum(each.samples for each in taken)
    warm = [each.temperature_degc for each in taken if each.temperature_degc is not None]
    at_s = taken[-1].end_s
    return CalibrationPoint(
        key=step.key,
        kind=step.kind,
        run=step.run,
        leg=step.leg,
        stack=step.stack,
        position=step.position,
        raw=math.fsum(each.mean_raw * each.samples for each in taken) / samples,
        sd_raw=statistics.median(each.sd_raw for each in taken),
        samples=samples,
        at_s=at_s,
        dwell_s=at_s - 0.5 * step.average_s - base_s,
        temperature_degc=statistics.fmean(warm) if warm else None,
        forced=forced,
    )
