"""The final pass: one whole contact, seen from its end, becomes a hold.

Level, plateau and edges follow the learner's own force (docs/metrics.md); the target is not asked.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import Flag
from rig.engine.detect import Detection
from rig.engine.hold import Hold
from rig.engine.judging.smooth import sampling_period_s, smooth

# A fall below 0.8 of the level that is shorter than this is a dip, not the end.
DIP_S: Final = 0.5
# A gap longer than this, or this share of the samples missing, makes a hold ungradable
# (docs/adr/0011): what falls and is back within less was no end of the press, seen or not.
GAP_S: Final = DIP_S
MISSING_SHARE_FRAC: Final = 0.02
# A shorter gap is named with the hold, from this length on; the pace of a slow sensor is none.
SHORT_GAP_S: Final = 0.1
SHORT_GAP_PERIODS: Final = 2.5
# A press has a level: three quarters of its plateau lie within a quarter of it (docs/adr/0006).
LEVEL_WIDTH_FRAC: Final = 0.25
LEVEL_SHARE_FRAC: Final = 0.75
# Shorter than this from onset to release is a tap.
TAP_S: Final = 1.0
FEWEST_SAMPLES: Final = 8
TOO_FEW: Final = "too few samples to judge: a faster sensor is needed"
# How much of what came before the contact is kept to look for the onset.
LEAD_S: Final = 5.0

# Steps of an even clock differ by less than this share of the period.
EVEN_FRAC: Final = 0.05

FLAG_NAMES: Final = (
    (Flag.SATURATED, "saturated"),
    (Flag.STUCK, "stuck"),
    (Flag.OPEN_CIRCUIT, "open_circuit"),
    (Flag.SENSOR_TIMEOUT, "sensor_timeout"),
    (Flag.CLOCK_RESTARTED, "clock_restarted"),
    (Flag.TIME_INTERPOLATED, "time_interpolated"),
    (Flag.SETTLING, "settling"),
    (Flag.REST_UNKNOWN, "no_rest"),
    (Flag.BEYOND_CALIBRATION, "beyond_calibration"),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """The samples of one contact, with what surrounds it.

    Attributes:
        t_s: (n,) session seconds, from up to `LEAD_S` before the contact to its close.
        force_n: (n,) tared, unfiltered.
        flags: (n,) uint16.
        on_s: time the force crossed the contact threshold upwards.
        off_s: time it fell below half the threshold for good; None when the stream ended first.
        dropped: the link was lost, or the clock restarted, in mid-press.
        spread_n: standard deviation of the rest, all that moves there; sets the thresholds.
        noise_n: standard deviation of the sensor at rest, smoothed like the force.
    """

    t_s: NDArray[np.float64]
    force_n: NDArray[np.float64]
    flags: NDArray[np.uint16]
    on_s: float
    off_s: float | None
    dropped: bool
    spread_n: float
    noise_n: float


@dataclass(frozen=True, slots=True)
class NotAHold:
    """A contact that is logged but is no repetition, with the reason in words."""

    reason: str


def level_of(force_n: NDArray[np.float64]) -> float:
    """Level of a press: median of the shorth of the upper half of its range.

    The upper half leaves out a hand that rests lightly before or after the press, as the high
    state of a pulse does (IEC 60469); 98 % instead of the maximum leaves out a spike.

    Args:
        force_n: (n,) smoothed force of one contact, at least one sample.
    """
    top_n = float(np.percentile(force_n, 98.0))
    return shorth_median(force_n[force_n >= 0.5 * top_n])


def shorth_median(values: NDArray[np.float64]) -> float:
    """Median of the shortest interval that holds half of the values: a level that ignores ramps.

    Args:
        values: (n,) at least one, any order.
    """
    ordered = np.sort(values)
    half = len(ordered) // 2 + 1
    widths = ordered[half - 1 :] - ordered[: len(ordered) - half + 1]
    first = int(np.argmin(widths))
    return float(np.median(ordered[first : first + half]))


def plateau(
    t_s: NDArray[np.float64], force_n: NDArray[np.float64], level_n: float
) -> tuple[int, int, int]:
    """First and last index of the plateau, and the dips bridged inside it.

    The longest run at or above 0.8 of the level, dips shorter than `DIP_S` bridged; it starts
    where the force first reaches 0.9 of the level.

    Args:
        t_s: (n,) times of one contact.
        force_n: (n,) smoothed force.
        level_n: level of the contact.
    """
    above = np.flatnonzero(force_n >= 0.8 * level_n)
    # Samples that were never received are a gap, not a fall: only a fall breaks a plateau.
    breaks = np.flatnonzero((np.diff(above) > 1) & (np.diff(t_s[above]) >= DIP_S))
    firsts = above[np.concatenate(([0], breaks + 1))]
    lasts = above[np.concatenate((breaks, [len(above) - 1]))]
    longest = int(np.argmax(t_s[lasts] - t_s[firsts]))
    first, last = int(firsts[longest]), int(lasts[longest])
    reached = np.flatnonzero(force_n[first : last + 1] >= 0.9 * level_n)
    start = first + int(reached[0]) if len(reached) else first
    inside = above[(above >= start) & (above <= last)]
    dips = int(np.count_nonzero(np.diff(inside) > 1))
    return start, last, dips


def judge_contact(contact: Contact, detection: Detection) -> Hold | NotAHold:
    """The hold of a contact, or why it is none.

    A tap is shorter than 1 s from onset to release or never twice the contact threshold; a
    train of pulses, or a force that follows something moving, has no level.
    """
    t_s = contact.t_s
    if len(t_s) < FEWEST_SAMPLES:
        return NotAHold(TOO_FEW)
    force_n = smooth(t_s, contact.force_n)
    onset = _onset_index(t_s, force_n, contact, detection)
    stop_s = t_s[-1] if contact.off_s is None else contact.off_s
    stop = max(int(np.searchsorted(t_s, stop_s, side="right")), onset + 1)
    inside = slice(onset, stop)
    if t_s[stop - 1] - t_s[onset] < TAP_S:
        return NotAHold("a tap: press and stay")
    level_n = level_of(force_n[inside])
    if level_n < 2.0 * detection.contact_on_n(contact.spread_n):
        return NotAHold("a touch: press harder")
    start, end, dips = plateau(t_s[inside], force_n[inside], level_n)
    start, end = onset + start, onset + end
    if end - start + 1 < FEWEST_SAMPLES:
        return NotAHold(TOO_FEW)
    near = np.abs(force_n[start : end + 1] - level_n) <= LEVEL_WIDTH_FRAC * level_n
    if np.mean(near) < LEVEL_SHARE_FRAC:
        return NotAHold("no steady level: press once and stay there")
    release_s, zero_after_n = _release(contact, detection)
    return Hold(
        onset_s=float(t_s[onset]),
        plateau_start_s=float(t_s[start]),
        plateau_end_s=float(t_s[end]),
        release_s=release_s,
        level_n=level_n,
        dips=dips,
        interrupted=contact.off_s is None,
        flags=_findings(contact, onset, stop - 1),
        t_s=t_s,
        force_n=contact.force_n,
        sample_flags=contact.flags,
        noise_n=contact.noise_n,
        zero_after_n=zero_after_n,
    )


def _onset_index(
    t_s: NDArray[np.float64], force_n: NDArray[np.float64], contact: Contact, detection: Detection
) -> int:
    """Index of the last sample at rest before the contact threshold was crossed."""
    crossed = int(np.searchsorted(t_s, contact.on_s, side="left"))
    floor_n = max(3.0 * contact.spread_n, detection.onset_floor_n)
    at_rest = np.flatnonzero(force_n[: crossed + 1] <= floor_n)
    return int(at_rest[-1]) if len(at_rest) else 0


def _release(contact: Contact, detection: Detection) -> tuple[float | None, float | None]:
    """Time the force is back at rest, and the median force of the check after it."""
    if contact.off_s is None:
        return None, None
    after = contact.t_s >= contact.off_s + 0.5 * detection.after_s
    zero_after_n = float(np.median(contact.force_n[after])) if np.any(after) else None
    return contact.off_s, zero_after_n


def _findings(contact: Contact, start: int, end: int) -> tuple[str, ...]:
    """Names of what is wrong with the samples of the press, of its gaps and of its end."""
    bits = int(np.bitwise_or.reduce(contact.flags[start : end + 1], initial=0))
    names = [name for flag, name in FLAG_NAMES if bits & flag]
    names += _gap_names(contact.t_s[start : end + 1], sampling_period_s(contact.t_s))
    if contact.off_s is None:
        names.append("dropped" if contact.dropped else "cut")
    return tuple(names)


def _gap_names(t_s: NDArray[np.float64], period_s: float) -> tuple[str, ...]:
    """`gap` where a long one or too many are missing, else `short_gap` where any is noticeable.

    Time stamps of a host wander, so without an even clock only a step of three periods counts.
    """
    steps_s = np.diff(t_s)
    if not len(steps_s):
        return ()
    wander_s = float(np.median(np.abs(steps_s - period_s)))
    shortest_gap_s = (1.5 if wander_s < EVEN_FRAC * period_s else 3.0) * period_s
    gaps_s = steps_s[steps_s > shortest_gap_s]
    missing = float(np.sum(gaps_s / period_s - 1.0))
    share = missing / (len(steps_s) + missing)
    longest_s = float(np.max(steps_s))
    if longest_s > GAP_S or share > MISSING_SHARE_FRAC:
        return ("gap",)
    noticed_s = max(SHORT_GAP_S, SHORT_GAP_PERIODS * period_s, shortest_gap_s)
    return ("short_gap",) if longest_s > noticed_s else ()
