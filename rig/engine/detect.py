"""Find contacts in a stream of force, one sample at a time: the causal, live pass.

Everything is carried in a `Scan`, nothing is restarted, so a stream may be cut into blocks
anywhere. The loop uses floats and branches only, so that a compiler can take it unchanged.

The target takes no part in finding a contact (spec: domain model 4.1); it only has the ceiling.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rig.engine.judging.finder import Finder
from rig.engine.scoring.target import Target

IDLE: Final = 0
ARMING: Final = 1
CONTACT: Final = 2
LEAVING: Final = 3
AFTER: Final = 4

ON: Final = 0
OFF: Final = 1
CLOSED: Final = 2
VALLEY: Final = 3
SETTLED: Final = 4
OVER: Final = 5

# One-pole low-pass of 5 Hz: 32 ms of delay, enough to ignore tremor at the threshold.
LIVE_TAU_S: Final = 0.031831
# A sum of decimal times is off by rounding; a microsecond keeps every edge where it was meant.
EDGE_S: Final = 1e-6
# What ends a press lasts ten times as long; no faster sensor is asked more often.
LOOK_S: Final = 0.02 - EDGE_S


@dataclass(frozen=True, slots=True)
class Detection:
    """Thresholds of contact, relative to the rest the tare came from.

    Attributes:
        contact_floor_n: smallest force that counts as contact, in the unit of the calibration; 0
            where nothing is known of that unit, and the noise of the rest is the only scale.
        onset_floor_n: smallest distance from rest that counts as leaving it.
        still_sd_n: largest standard deviation of a rest that may become a tare.
        on_s: time above the contact threshold that makes a contact.
        off_s: time below half of it that ends one.
        after_s: time after the end in which the zero is checked.
    """

    contact_floor_n: float = 1.0
    onset_floor_n: float = 0.1
    still_sd_n: float = 0.1
    on_s: float = 0.060
    off_s: float = 0.200
    after_s: float = 0.500

    def contact_on_n(self, noise_n: float) -> float:
        """Force above which a press is under way."""
        on_n = 5.0 * noise_n
        return on_n if on_n > self.contact_floor_n else self.contact_floor_n

    @property
    def is_relative(self) -> bool:
        """Whether the readings are no force: nothing is held against newtons."""
        return self.contact_floor_n == 0.0


FORCE_DETECTION: Final = Detection()
RELATIVE_DETECTION: Final = Detection(contact_floor_n=0.0, onset_floor_n=0.0, still_sd_n=0.0)


class Scan(NamedTuple):
    """What one sample leaves for the next; times in session seconds, `NEVER` where not set.

    Like all that is made anew of every block it is made by `tuple.__new__`, in half the time of a
    call of the class.
    """

    mode: int
    smooth_n: float
    last_s: float
    mark_s: float
    before_1_n: float
    before_2_n: float
    over: bool
    high_n: float
    low_n: float
    low_s: float
    fell_s: float
    rose_s: float
    settling_s: float
    settled: bool
    looked_s: float


class ScanMark(NamedTuple):
    """A change of contact: what, after which sample of the block, and when.

    `at_s` is when the change began (the start of the debounce; the lowest place of a valley),
    `sample` the place in the block of the sample that settled it.
    """

    kind: int
    sample: int
    at_s: float


NEVER: Final = -1e300
NO_FALL: Final = 1e300
REST: Final = Scan(
    IDLE, 0.0, NEVER, NEVER, 0.0, 0.0, False,
    0.0, NO_FALL, NEVER, NEVER, NEVER, NEVER, False, NEVER,
)  # fmt: skip


class ScanLimits(NamedTuple):
    """What stays the same for all samples of a station; each less a microsecond for rounding.

    Attributes:
        ceiling_n: force above which the learner is told to stop.
        on_s, off_s, after_s: debounce times of contact.
        valley_frac, valley_s, rise_s: of a valley, as in `Finder`.
        rest_frac, rest_s: of a hand that rests on the pad.
        height_s, height_fall_s: how the height of a press is followed.
    """

    ceiling_n: float
    on_s: float
    off_s: float
    after_s: float
    valley_frac: float
    valley_s: float
    rise_s: float
    rest_frac: float
    rest_s: float
    height_s: float
    height_fall_s: float


def scan_limits(target: Target, detection: Detection, finder: Finder) -> ScanLimits:
    """The limits of a station.

    Args:
        target: the ceiling.
        detection: debounce times.
        finder: what ends a press while the hand stays on the pad.
    """
    return ScanLimits(
        ceiling_n=target.ceiling_n,
        on_s=detection.on_s - EDGE_S,
        off_s=detection.off_s - EDGE_S,
        after_s=detection.after_s,
        valley_frac=finder.valley_frac,
        valley_s=finder.valley_s - EDGE_S,
        rise_s=finder.rise_s - EDGE_S,
        rest_frac=finder.rest_frac,
        rest_s=finder.rest_s - EDGE_S,
        height_s=finder.height_s,
        height_fall_s=finder.height_fall_s,
    )


def scan_block(
    t_s: Sequence[float],
    force_n: Sequence[float],
    before: Scan,
    limits: ScanLimits,
    on_n: float,
    rest_n: float,
) -> tuple[Scan, list[ScanMark]]:
    """State after the samples, and the changes of contact among them, in order.

    Args:
        t_s: (n,) session seconds as plain floats, never decreasing.
        force_n: (n,) tared force as plain floats.
        before: state left by the sample before.
        limits: of the station.
        on_n: contact threshold; half of it ends a contact.
        rest_n: force the pad was seen to read while nobody pressed; contact is told from there.
    """
    (
        mode, y, last, mark, b1, b2, over, high, low, low_at, fell, rose, settling, settled, looked,
    ) = before  # fmt: skip
    (
        ceiling, on_s, off_s, after_s, valley, valley_s, rise_s, rest, rest_s, height_s,
        height_fall_s,
    ) = limits  # fmt: skip
    off_n, on_n = rest_n + 0.5 * on_n, rest_n + on_n
    # Names of this function are found faster than those of the module.
    tau_s, look_s, contact, leaving = LIVE_TAU_S, LOOK_S, CONTACT, LEAVING
    marks: list[ScanMark] = []
    if last == NEVER and t_s:
        last, y, b1, b2 = t_s[0], force_n[0], force_n[0], force_n[0]
    for i, t, x in zip(range(len(t_s)), t_s, force_n, strict=True):
        dt = t - last
        last = t
        y += (x - y) * (dt / (dt + tau_s))
        if mode == IDLE:
            if y > on_n:
                mode = ARMING
                mark = t
        elif contact <= mode <= leaving:
            if x > ceiling and not over and (b1 > ceiling or b2 > ceiling):
                over = True
                marks.append(ScanMark(OVER, i, t))
            ago = t - looked
            if ago >= look_s:
                looked = t
                # One wild sample is no height: the middle of three.
                now = b1 if b1 > x else x
                one, other = b2 if b2 > b1 else b1, x if x > b2 else b2
                if one < now:
                    now = one
                if other < now:
                    now = other
                if now > y:
                    now = y
                if low == NO_FALL:
                    high += (now - high) * (
                        ago / (ago + (height_s if now > high else height_fall_s))
                    )
                    if y < valley * high:
                        low, low_at, fell, rose = y, t, t, NEVER
                else:
                    if now > high:
                        high += (now - high) * (ago / (ago + height_s))
                    if y < low:
                        low, low_at, rose = y, t, NEVER
                    elif y * valley < low or y < rest * high or y < on_n:
                        rose = NEVER
                    elif rose == NEVER:
                        rose = t
                        if t - fell < valley_s:
                            low, rose = NO_FALL, NEVER
                    elif t - rose >= rise_s:
                        marks.append(ScanMark(VALLEY, i, low_at))
                        high, low, settling, settled = y, NO_FALL, NEVER, False
                    if settled or y >= rest * high:
                        settling = NEVER
                    elif settling == NEVER:
                        settling = t
                    elif t - settling >= rest_s:
                        marks.append(ScanMark(SETTLED, i, t))
                        low, low_at, rose, settling, settled = y, t, NEVER, NEVER, True
            if mode == contact:
                if y < off_n:
                    mode = LEAVING
                    mark = t
            elif y >= off_n:
                mode = CONTACT
            elif t - mark >= off_s:
                mode = AFTER
                marks.append(ScanMark(OFF, i, mark))
        elif mode == ARMING:
            if y <= on_n:
                mode = IDLE
            elif t - mark >= on_s:
                mode = CONTACT
                over = settled = False
                settling = NEVER
                high, low, looked = y, NO_FALL, t
                marks.append(ScanMark(ON, i, mark))
        elif y > on_n:
            marks.append(ScanMark(CLOSED, i, t))
            mode = ARMING
            mark = t
        elif t - mark >= after_s:
            marks.append(ScanMark(CLOSED, i, t))
            mode = IDLE
        b2 = b1
        b1 = x
    after = tuple.__new__(Scan, (
        mode, y, last, mark, b1, b2, over, high, low, low_at, fell, rose, settling, settled, looked,
    ))  # fmt: skip
    return after, marks
