"""The words of this moment: phase, zone, one cue."""

from typing import Final

from rig.engine.detect import AFTER, CONTACT, LEAVING, NEVER, Scan
from rig.engine.live_state import ABOVE, BELOW, INSIDE, OVER_CEILING, LiveHold
from rig.engine.scoring.target import Protocol
from rig.engine.set_progress import SetProgress
from rig.engine.step import Cue, Live, Phase, Zone

ZONES: Final[dict[int, Zone]] = {
    BELOW: "below",
    INSIDE: "in",
    ABOVE: "above",
    OVER_CEILING: "over",
}
CUES: Final[dict[int, Cue]] = {
    BELOW: "press more",
    INSIDE: "hold",
    ABOVE: "ease off",
    OVER_CEILING: "stop",
}


def live_now(
    scan: Scan,
    hold: LiveHold,
    set_progress: SetProgress,
    protocol: Protocol,
    t_s: float,
    force_n: float,
    taring_note: str | None,
    quality_note: str,
    drift_note: str,
    is_resting: bool,
) -> Live:
    """What a learner should see and hear after the newest sample.

    Args:
        scan: state of the detector.
        hold: the hold under way.
        set_progress: how far the set has come.
        protocol: what is asked.
        t_s: device time of the newest sample.
        force_n: newest force, NaN before the first zero.
        taring_note: None when no zero is being looked for, else why it is not found yet.
        quality_note: what is wrong with the newest sample, empty without.
        drift_note: what to tell of a zero that moved, between presses only; empty without.
        is_resting: what is on the pad is too little to be a press.
    """
    rest_left_s = set_progress.rest_until_s - t_s if set_progress.running else 0.0
    if rest_left_s < 0.0:
        rest_left_s = 0.0
    # A hand that only rests on the pad, or a pad that is not back at zero, is no press.
    pressing = CONTACT <= scan.mode <= LEAVING and not is_resting
    zone: Zone = ZONES[hold.zone] if pressing else "none"
    counted = pressing or scan.mode == AFTER
    held_s, in_band_s = (hold.held_s, hold.held_in_band_s) if counted else (0.0, 0.0)
    phase: Phase
    cue: Cue
    note = quality_note or drift_note
    if taring_note is not None:
        phase, cue, note = "taring", "hands off", taring_note
    elif pressing:
        phase, note = "loading", quality_note
        if hold.known_s != NEVER:
            phase = "holding" if hold.stands else "releasing"
        is_enough = hold.enough and hold.zone != OVER_CEILING
        cue = "let go slowly" if is_enough else CUES[hold.zone]
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
    repetition, repetitions = set_progress.done + 1, protocol.repetitions
    if repetition > repetitions:
        repetition = repetitions
    return tuple.__new__(Live, (
        t_s, phase, cue, zone, force_n, held_s, in_band_s, repetition, repetitions,
        rest_left_s, note, hold.on.at + 1 if counted else 1, 1 + len(protocol.then),
    ))  # fmt: skip
