"""The words of this moment: phase, zone, one cue."""

from rig.engine.detect import AFTER, CONTACT, LEAVING, NEVER, Scan
from rig.engine.scoring.target import Protocol, Target
from rig.engine.set_progress import SetProgress
from rig.engine.step import Cue, Live, Phase, Zone


def live_now(
    scan: Scan,
    set_progress: SetProgress,
    protocol: Protocol,
    t_s: float,
    force_n: float,
    taring_note: str | None,
    quality_note: str,
    drift_note: str,
) -> Live:
    """What a learner should see and hear after the newest sample.

    Args:
        scan: state of the detector.
        set_progress: how far the set has come.
        protocol: what is asked.
        t_s: device time of the newest sample.
        force_n: newest force, NaN before the first zero.
        taring_note: None when no zero is being looked for, else why it is not found yet.
        quality_note: what is wrong with the newest sample, empty without.
        drift_note: what to tell of a zero that moved, between presses only; empty without.
    """
    target = protocol.target
    rest_left_s = max(set_progress.rest_until_s - t_s, 0.0) if set_progress.running else 0.0
    pressing = scan.mode in (CONTACT, LEAVING)
    zone: Zone = _zone(scan.smooth_n, target) if pressing else "none"
    held_s = 0.0
    if (pressing or scan.mode == AFTER) and scan.held_from_s != NEVER:
        held_s = max(scan.held_to_s - scan.held_from_s, 0.0)
    phase: Phase
    cue: Cue
    note = quality_note or drift_note
    if taring_note is not None:
        phase, cue, note = "taring", "hands off", taring_note
    elif pressing:
        phase, note = "loading", quality_note
        if scan.held_from_s != NEVER:
            phase = "holding" if scan.holding else "releasing"
        cue = _cue(phase, zone, held_s, target)
        rest_left_s = 0.0
    elif scan.mode == AFTER:
        phase, cue = "releasing", ""
    elif set_progress.ended:
        phase, cue = "done", "done"
    elif not set_progress.running:
        phase, cue = "free", ""
    elif rest_left_s > 0.0:
        phase, cue = "resting", "rest"
    else:
        phase, cue = "ready", "press"
    repetition = min(len(set_progress.scores) + 1, protocol.repetitions)
    return Live(
        t_s, phase, cue, zone, force_n, held_s, repetition, protocol.repetitions, rest_left_s, note
    )


def _zone(force_n: float, target: Target) -> Zone:
    if force_n > target.ceiling_n:
        return "over"
    if force_n > target.high_n:
        return "above"
    return "below" if force_n < target.low_n else "in"


def _cue(phase: Phase, zone: Zone, held_s: float, target: Target) -> Cue:
    if zone == "over":
        return "stop"
    if phase != "loading" and held_s >= target.hold_s:
        return "let go slowly"
    if zone == "above":
        return "ease off"
    return "press more" if zone == "below" else "hold"
