"""What ends: a press is judged and counted, the last one of a set closes it."""

from dataclasses import replace
from typing import Final

import numpy as np

from rig.engine import detect
from rig.engine.detect import EDGE_S, REST
from rig.engine.judging.press import LEAD_S, Press, Refused
from rig.engine.judging.scored_press import scored_press
from rig.engine.progress import Outcome, PendingPress, Progress
from rig.engine.rest_limits import rest_limits
from rig.engine.set_progress import after_press, set_result
from rig.engine.step import Station

NAN: Final = float("nan")
# A hand that lingers on the pad for longer keeps its zero from being seen.
WAITS_S: Final = 5.0


def end_contact(station: Station, before: Progress, dropped: bool, outcome: Outcome) -> Progress:
    """Judge a press that the end of the stream, or of the set, cuts off."""
    after = judge_pending(station, before, None, before.index, outcome)
    if after.on_s is None:
        return after
    leaving = before.scan.mode == detect.LEAVING
    after = after._replace(off_s=before.scan.mark_s) if leaving else after
    after = judge_ended(station, after, before.t_s, before.index, True, dropped, outcome)
    return after._replace(scan=REST)


def judge_ended(
    station: Station, before: Progress, to_s: float, index: int, to_rest: bool, dropped: bool,
    outcome: Outcome,
) -> Progress:  # fmt: skip
    """The final pass over the press that ends here, where there is one."""
    after, press, to_s = _parted(station, before, to_s, to_rest, dropped, outcome)
    if press is None:
        return after
    return _counted(station, after, press, to_s, index, outcome)


def close_press(
    station: Station, before: Progress, to_s: float, index: int, to_rest: bool, outcome: Outcome
) -> Progress:
    """The same where nothing follows at once: in an assessment it waits for the zero after it."""
    if not (station.protocol.assessment and before.set_progress.running):
        return judge_ended(station, before, to_s, index, to_rest, False, outcome)
    after, press, to_s = _parted(station, before, to_s, to_rest, False, outcome)
    if press is None:
        return after
    return after._replace(pending=PendingPress(press, to_s, to_s + WAITS_S))


def judge_pending(
    station: Station, before: Progress, after_n: float | None, index: int, outcome: Outcome
) -> Progress:
    """The final pass over a press that waited, where there is one.

    Args:
        station: the pad.
        before: progress.
        after_n: what the pad reads after it, from a still second; None where none came.
        index: samples so far.
        outcome: what happens.
    """
    if before.pending is None:
        return before
    press, to_s, _ = before.pending
    return _counted(
        station,
        before._replace(pending=None),
        replace(press, after_n=after_n),
        to_s,
        index,
        outcome,
    )


def _parted(
    station: Station, before: Progress, to_s: float, to_rest: bool, dropped: bool, outcome: Outcome
) -> tuple[Progress, Press | None, float]:
    """Progress without the press that ends here, its samples, and its last time."""
    if before.on_s is None:
        return before, None, to_s
    set_progress = before.set_progress
    from_s = before.on_s if before.part != "from_rest" else before.on_s - LEAD_S
    # The sample at which the press before was parted from this one belongs to that one.
    from_s = max(from_s, float(np.nextafter(before.free_s, np.inf)))
    t_s, force_n, flags = before.history.between(from_s, to_s)
    ended_s = to_s if before.off_s is None else before.off_s
    if to_rest and to_s - ended_s < station.detection.after_s - EDGE_S:
        # Touched again at once: parted where the force is least.
        last = int(np.searchsorted(t_s, ended_s))
        last = min(last + int(np.argmin(force_n[last:])) if last < len(t_s) else last, len(t_s) - 1)
        t_s, force_n, flags = t_s[: last + 1], force_n[: last + 1], flags[: last + 1]
        to_s = max(float(t_s[last]), ended_s) if len(t_s) else to_s
    after = before._replace(on_s=None, off_s=None, free_s=to_s)
    if before.part == "resting" and ended_s <= from_s:
        return after, None, to_s
    if before.part == "resting":
        peak_n = float(np.max(force_n)) if len(force_n) else NAN
        reason = "the hand stayed on the pad after the press"
        outcome.refused.append(Refused(from_s, ended_s, peak_n, "resting_hand", reason))
        return after, None, to_s
    press = Press(
        t_s=t_s,
        force_n=force_n,
        flags=flags,
        number=set_progress.presses + 1,
        on_s=before.on_s,
        off_s=before.off_s,
        from_rest=before.part == "from_rest",
        to_rest=to_rest,
        dropped=dropped,
        spread_n=before.spread_n,
        noise_n=before.noise_n,
        rest_n=before.rest.rest_n,
        still_n=rest_limits(station, before).high_n,
        waited=station.protocol.assessment and set_progress.running,
    )
    return after, press, to_s


def _counted(
    station: Station, after: Progress, press: Press, to_s: float, index: int, outcome: Outcome
) -> Progress:
    """The press judged, and one repetition of the set."""
    set_progress, protocol = after.set_progress, station.protocol
    scored, refused = scored_press(station, press, set_progress)
    outcome.refused.extend(refused)
    if not scored:
        for each in refused:
            outcome.note(index, to_s, "tap", NAN, each.reason)
        return after
    # The one that is scored is told last: whoever shows one press shows it.
    outcome.holds.extend(sorted(scored, key=lambda each: each.outcome != "other_level"))
    for hold in scored:
        if hold.concludes:
            score = hold.points
            outcome.note(index, to_s, "hold_scored", NAN if score is None else score, "")
    was_running = set_progress.running
    set_progress = after_press(set_progress, scored, protocol.repetitions, to_s + protocol.rest_s)
    after = after._replace(set_progress=set_progress)
    if was_running and set_progress.ended:
        end_set(station, after, to_s, index, "complete", outcome)
    return after


def end_set(
    station: Station, after: Progress, at_s: float, index: int, how: str, outcome: Outcome
) -> None:
    """The result of the set, with the zero after its last press."""
    set_progress = after.set_progress
    result = set_result(set_progress, station)
    outcome.set_result = result
    if set_progress.zero_n is not None:
        outcome.note(index, at_s, "zero_checked", set_progress.zero_n, result.remark)
    outcome.note(index, at_s, "set_ended", NAN, how)
