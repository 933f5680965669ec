"""The heart: one block of raw samples takes a station one step further.

Live, replay, re-score, simulator and tests all call `advance`. Nothing is restarted between
blocks, so a stream may be cut anywhere and every result is the same to the last bit.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.force import force_of
from calibration.tare import begin_search
from calibration.zero_watch import ZeroWatch
from firmware_bridge.samples import Flag, RawBlock, has_bits
from rig.engine import detect
from rig.engine.ahead import Ahead, Floats
from rig.engine.closing import close_press, end_contact, end_set, judge_ended, judge_pending
from rig.engine.coach import live_now
from rig.engine.detect import NEVER, REST, ScanMark, scan_block
from rig.engine.history import SampleHistory
from rig.engine.live_hold import follow
from rig.engine.live_state import NO_HOLD, LiveHold
from rig.engine.long_scan import scan_long
from rig.engine.no_newtons import live_without_target
from rig.engine.progress import CHANGE_ALWAYS, Outcome, Progress
from rig.engine.rest_limits import rest_seen
from rig.engine.rest_notes import rest_note
from rig.engine.resting import UNTOUCHED
from rig.engine.set_progress import NO_SET, start_set
from rig.engine.step import Command, Live, Station, Step
from rig.engine.taring import given_zero, look_for_zero, tare_refusal, with_rest_seen
from rig.engine.watching import (
    NOTHING_SEEN,
    Watches,
    below_zero_note,
    drift_note,
    quality_note,
    quality_of,
    zero_seen,
)

NAN: Final = float("nan")
NO_FORCE: Final = np.empty(0)


def begin(station: Station, *, live: bool = True) -> Progress:
    """Before the first sample of a session: no zero, no set.

    Args:
        station: calibration, protocol and rubric.
        live: somebody looks while it is pressed; else no step has words and seconds for a screen,
            and the fold takes less time.
    """
    return Progress(
        index=0, t_s=0.0, force_n=None, scan=REST, history=SampleHistory.nothing(),
        watches=NOTHING_SEEN, followed=NO_HOLD if live else None, rest=UNTOUCHED, zero=None,
        spread_n=0.0, noise_n=0.0, search=None, on_s=None, off_s=None, part="from_rest",
        free_s=NEVER, set_progress=NO_SET, tare_by="", pending=None,
    )  # fmt: skip


def advance(
    station: Station, before: Progress, block: RawBlock, ahead: Ahead | None = None
) -> tuple[Progress, Step]:
    """Progress and everything the sinks must know after one more block.

    Args:
        station: calibration, protocol and rubric; the same through a session.
        before: what the block before left.
        block: (n,) samples, times strictly increasing within a session.
        ahead: of a finished record: the same comes out in less time.
    """
    outcome = Outcome([], [], [])
    after = before
    forces: list[NDArray[np.float64]] = []
    restarts = _restarts(block, before) if has_bits(block.flags) else ()
    first, last = 0, len(block.t_s)
    while first < last:
        stop = last
        if restarts:
            if first in restarts:
                after = _restart(station, after, float(block.t_s[first]), outcome)
            stop = min((at for at in restarts if at > first), default=last)
        after, force_n = _advance_some(station, after, block, first, stop, outcome, ahead)
        forces.append(force_n)
        first += len(force_n)
    force_n = forces[0] if len(forces) == 1 else np.concatenate(forces) if forces else NO_FORCE
    return after, _step(station, after, outcome, block, force_n)


def obey(station: Station, before: Progress, command: Command) -> tuple[Progress, Step]:
    """Progress after a command between two samples."""
    outcome = Outcome([], [], [])
    after = before
    match command.kind:
        case "start_set":
            known = command.raw_zero if command.raw_zero == command.raw_zero else before.zero
            after = before._replace(
                set_progress=start_set(before.set_progress), search=begin_search(known),
                scan=REST, history=SampleHistory.nothing(), on_s=None, off_s=None,
                tare_by=command.by,
            )  # fmt: skip
            outcome.note(after.index, after.t_s, "set_started", NAN, station.protocol.id)
        case "tare":
            refusal = tare_refusal(before)
            if refusal:
                outcome.note(after.index, after.t_s, "tare_refused", NAN, refusal)
            elif before.search is None:
                after = before._replace(search=begin_search(before.zero), tare_by=command.by)
        case "pad_empty":
            if before.search is not None:
                after = before._replace(search=begin_search(None), tare_by=command.by)
        case "set_zero":
            after = given_zero(station, before, command, outcome)
        case "stop_set":
            after = end_contact(station, before, False, outcome)
            if after.set_progress.running:
                after = after._replace(
                    set_progress=after.set_progress._replace(running=False, ended=True)
                )
                end_set(station, after, after.t_s, after.index, "stopped", outcome)
            after = after._replace(search=None)
        case "link_lost":
            after = end_contact(station, before, True, outcome)
            outcome.note(after.index, after.t_s, "link_lost", NAN, "")
    return after, _step(station, after, outcome, None, NO_FORCE)


def finish(station: Station, before: Progress) -> tuple[Progress, Step]:
    """Progress at the end of the stream: a press under way is judged as far as it goes."""
    outcome = Outcome([], [], [])
    after = end_contact(station, before, False, outcome)
    return after, _step(station, after, outcome, None, NO_FORCE)


def _step(
    station: Station, after: Progress, outcome: Outcome, block: RawBlock | None,
    force_n: NDArray[np.float64],
) -> Step:  # fmt: skip
    return tuple.__new__(Step, (
        block, force_n,
        None if after.followed is None else _live(station, after, after.followed.hold),
        tuple(sorted(outcome.events, key=attrgetter("index"))) if outcome.events else (),
        tuple(outcome.holds), outcome.set_result, tuple(outcome.refused),
    ))  # fmt: skip


def _live(station: Station, after: Progress, hold: LiveHold) -> Live:
    """What a screen shows after the newest sample."""
    scan, watches, taring = after.scan, after.watches, after.search
    smooth_n, in_set = scan.smooth_n, after.set_progress.running
    drift = rest_note(station, after) if after.rest.is_free else ""
    # Nearer to zero than the least that counts as contact nothing is told.
    if not (drift or smooth_n > -station.detection.contact_floor_n):
        press_n = station.detection.contact_on_n(after.spread_n)
        drift = below_zero_note(smooth_n, press_n, station.calibration.unit, in_set)
    if not drift and watches.zero is not None and watches.zero.told:
        drift = drift_note(watches.zero, station.calibration, in_set)
    live = live_now(
        scan, hold, after.set_progress, station.protocol, after.t_s,
        NAN if after.force_n is None else after.force_n,
        None if taring is None else taring.reason,
        quality_note(watches.flags) if watches.flags else "", drift,
        scan.settled and smooth_n < station.finder.rest_frac * scan.high_n,
    )  # fmt: skip
    if station.detection.is_relative:
        return live_without_target(live, station.calibration.unit)
    return live


def _restarts(block: RawBlock, before: Progress) -> tuple[int, ...]:
    """Indices in the block at which the clock of the device started anew.

    That the first sample of a session follows a start is nothing new, unless a zero is known.
    """
    restarted = np.flatnonzero(block.flags & Flag.CLOCK_RESTARTED)
    knows_zero = before.search is not None and before.search.before_raw is not None
    return tuple(int(i) for i in restarted if before.index + i > 0 or knows_zero)


def _restart(station: Station, before: Progress, t_s: float, outcome: Outcome) -> Progress:
    """The device rebooted: the press is interrupted and the zero is asked for again."""
    after = end_contact(station, before, True, outcome)
    outcome.note(after.index, t_s, "clock_restarted", NAN, "the sensor restarted: hands off")
    search = begin_search(None) if after.zero is not None or after.search else None
    return after._replace(
        zero=None, search=search, scan=REST, history=SampleHistory.nothing(),
        watches=NOTHING_SEEN, tare_by="", rest=UNTOUCHED,
    )  # fmt: skip


def _advance_some(
    station: Station, before: Progress, block: RawBlock, first: int, stop: int, outcome: Outcome,
    ahead: Ahead | None,
) -> tuple[Progress, NDArray[np.float64]]:  # fmt: skip
    """Take as many samples from `first` to `stop` (not included) as share one zero."""
    t_s, raw, flags = block.t_s, block.raw, block.flags
    if first or stop < len(t_s):
        t_s, raw, flags = t_s[first:stop], raw[first:stop], flags[first:stop]
    if before.search is not None:
        return look_for_zero(station, before, before.search, t_s, raw, outcome)
    if before.zero is None:
        nothing = np.full(len(t_s), NAN)
        return before._replace(index=before.index + len(t_s), t_s=float(t_s[-1])), nothing
    force_n = force_of(raw, before.zero, station.calibration)
    on_n = station.detection.contact_on_n(before.spread_n)
    times = t_s.tolist() if ahead is None else Floats(t_s)
    forces = force_n.tolist() if ahead is None else Floats(force_n)
    seen, flags = quality_of(
        before.watches.raw, times, raw, flags, before.zero, station.calibration, station.traits,
    )  # fmt: skip
    limits, rest_n = station.scan_limits, before.rest.rest_n
    if ahead is None:
        scan, marks = scan_block(times, forces, before.scan, limits, on_n, rest_n)
    else:
        smooth_n = ahead.smooth_n(before.index, force_n, before.zero, before.scan)
        scan, marks = scan_long(t_s, force_n, smooth_n, before.scan, limits, on_n, rest_n)
    rest, found, last = before.rest, None, len(times)
    if rest.is_free or marks:
        rest, found, last = rest_seen(station, before, times, raw, flags, marks)
    if last < len(times):
        # The samples after it count from another rest.
        return _advance_some(station, before, block, first, first + last, outcome, ahead)
    may_forget = before.scan.mode <= detect.ARMING
    followed = before.followed
    if followed is not None:
        followed = follow(times, forces, followed, marks, station.targets, station.finder)
    zero = before.watches.zero
    if zero is not None and not before.rest.is_touched:
        zero = _watched(station, before, zero, times, forces, marks, on_n, outcome)
    after = tuple.__new__(Progress, (
        before.index + len(times), times[-1], forces[-1], scan,
        before.history.with_block(times[0], t_s, force_n, flags, may_forget),
        tuple.__new__(Watches, (seen, zero, int(flags[-1]))),
        followed,
        # A mark may still judge a press by what was known of the rest before.
        before.rest if marks else rest,
        *before[CHANGE_ALWAYS:],
    ))  # fmt: skip
    for mark in marks:
        after = _heed(station, after, before.index, mark, times, forces, outcome)
    if after.rest is not rest:
        after = after._replace(rest=rest)
    if found is not None:
        after = judge_pending(station, after, found.force_n, after.index, outcome)
        after = with_rest_seen(station, after, found, outcome)
    elif after.pending is not None and after.t_s >= after.pending.due_s:
        after = judge_pending(station, after, None, after.index, outcome)
    return after, force_n


def _watched(
    station: Station, before: Progress, zero: ZeroWatch, times: Sequence[float],
    forces: Sequence[float], marks: list[ScanMark], on_n: float, outcome: Outcome,
) -> ZeroWatch:  # fmt: skip
    """The watch over the zero up to the first press; a drift before it is noted once."""
    untouched = marks[0].sample if marks else len(times)
    if not untouched:
        return zero
    times, forces = times[:untouched], forces[:untouched]
    zero, drifted = zero_seen(zero, times, forces, on_n, station.calibration, station.detection)
    if drifted is not None:
        at = before.index + drifted.sample + 1
        outcome.note(at, times[drifted.sample], "zero_drifted", drifted.moved_n, "")
    return zero


def _heed(
    station: Station, before: Progress, first: int, mark: ScanMark, times: Sequence[float],
    forces: Sequence[float], outcome: Outcome,
) -> Progress:  # fmt: skip
    """Act on one change of contact."""
    index = first + mark.sample + 1
    match mark.kind:
        case detect.ON:
            after = judge_pending(station, before, None, index, outcome)
            outcome.note(index, mark.at_s, "onset", NAN, "")
            return after._replace(on_s=mark.at_s, off_s=None, part="from_rest")
        case detect.OVER:
            outcome.note(index, mark.at_s, "over_ceiling", forces[mark.sample], "")
            return before
        case detect.OFF:
            outcome.note(index, mark.at_s, "release", NAN, "")
            return before._replace(off_s=mark.at_s)
        case detect.VALLEY | detect.SETTLED:
            after = judge_pending(station, before, None, index, outcome)
            outcome.note(index, mark.at_s, "release", NAN, "")
            after = after._replace(off_s=mark.at_s)
            if mark.kind == detect.SETTLED:
                after = close_press(station, after, mark.at_s, index, False, outcome)
                return after._replace(on_s=mark.at_s, part="resting")
            after = judge_ended(station, after, mark.at_s, index, False, False, outcome)
            outcome.note(index, mark.at_s, "onset", NAN, "")
            return after._replace(on_s=mark.at_s, part="from_valley")
        case _:
            return close_press(station, before, times[mark.sample], index, True, outcome)
