"""The loop of the detector over many samples whose low-pass is known: it goes from event to event.

What `detect.scan_block` asks of every sample is asked here of all at once, and only where the
answer changes something the loop stops. State and marks are the same to the last bit, which
tests/rig/test_long_scan.py proves; whoever changes one changes the other.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.detect import (
    AFTER,
    ARMING,
    CLOSED,
    CONTACT,
    IDLE,
    LEAVING,
    LOOK_S,
    NEVER,
    NO_FALL,
    OFF,
    ON,
    OVER,
    SETTLED,
    VALLEY,
    Scan,
    ScanLimits,
    ScanMark,
)

Array = NDArray[np.float64]
# Marks of one sample in the order in which the loop makes them.
ORDER: Final = (OVER, VALLEY, SETTLED, OFF)
# Times so uneven that they are gone through one by one, and how many of them at once.
FEWEST_EVEN: Final = 8
UNEVEN_SAMPLES: Final = 2048


class _Height:
    """How high a press is, looked at every 20 ms: the part of the state that looks change."""

    def __init__(self, before: Scan) -> None:
        self.high, self.low, self.low_at = before.high_n, before.low_n, before.low_s
        self.fell, self.rose = before.fell_s, before.rose_s
        self.settling, self.settled = before.settling_s, before.settled
        self.looked = before.looked_s

    def begin(self, y: float, t: float) -> None:
        """A contact begins."""
        self.settled, self.settling = False, NEVER
        self.high, self.low, self.looked = y, NO_FALL, t

    def see(
        self, places: list[int], times: list[float], smooth: list[float], tops: list[float],
        limits: ScanLimits, on_n: float,
    ) -> list[ScanMark]:  # fmt: skip
        """The marks of some looks."""
        valley, rest = limits.valley_frac, limits.rest_frac
        height_s, height_fall_s = limits.height_s, limits.height_fall_s
        marks: list[ScanMark] = []
        high, low, settling, settled = self.high, self.low, self.settling, self.settled
        looked = self.looked
        for i, t, y, now in zip(places, times, smooth, tops, strict=True):
            ago = t - looked
            looked = t
            if low == NO_FALL:
                high += (now - high) * (ago / (ago + (height_s if now > high else height_fall_s)))
                if y < valley * high:
                    low, self.low_at, self.fell, self.rose = y, t, t, NEVER
            else:
                if now > high:
                    high += (now - high) * (ago / (ago + height_s))
                if y < low:
                    low, self.low_at, self.rose = y, t, NEVER
                elif y * valley < low or y < rest * high or y < on_n:
                    self.rose = NEVER
                elif self.rose == NEVER:
                    self.rose = t
                    if t - self.fell < limits.valley_s:
                        low, self.rose = NO_FALL, NEVER
                elif t - self.rose >= limits.rise_s:
                    marks.append(ScanMark(VALLEY, i, self.low_at))
                    high, low, settling, settled = y, NO_FALL, NEVER, False
                if settled or y >= rest * high:
                    settling = NEVER
                elif settling == NEVER:
                    settling = t
                elif t - settling >= limits.rest_s:
                    marks.append(ScanMark(SETTLED, i, t))
                    low, self.low_at, self.rose = y, t, NEVER
                    settling, settled = NEVER, True
        self.high, self.low, self.settling, self.settled = high, low, settling, settled
        self.looked = looked
        return marks


def scan_long(
    t_s: Array, force_n: Array, smooth_n: Array, before: Scan, limits: ScanLimits,
    on_n: float, rest_n: float,
) -> tuple[Scan, list[ScanMark]]:  # fmt: skip
    """State after the samples, and the changes of contact among them, in order.

    Args:
        t_s: (n,) session seconds, increasing; at least two.
        force_n: (n,) finite tared force.
        smooth_n: (n,) the same through the low-pass of the detector.
        before: state left by the sample before.
        limits: of the station.
        on_n: contact threshold; half of it ends a contact.
        rest_n: force the pad was seen to read while nobody pressed.
    """
    off_n, on_n = rest_n + 0.5 * on_n, rest_n + on_n
    is_first = before.last_s == NEVER
    b1, b2 = (float(force_n[0]),) * 2 if is_first else (before.before_1_n, before.before_2_n)
    mode, mark, over = before.mode, before.mark_s, before.over
    height = _Height(before)
    above, off = smooth_n > on_n, smooth_n < off_n
    shifted = np.concatenate(((b2, b1), force_n))
    marks: list[ScanMark] = []
    at, n = 0, len(t_s)
    while at < n:
        if mode == IDLE:
            at = _first(above, at, True)
            if at < n:
                mode, mark = ARMING, float(t_s[at])
                at += 1
        elif mode == ARMING:
            fell, ripe = _first(above, at, False), _first_since(t_s, at, mark, limits.on_s)
            at = min(fell, ripe)
            if at < n and fell <= ripe:
                mode = IDLE
            elif at < n:
                mode, over = CONTACT, False
                height.begin(float(smooth_n[at]), float(t_s[at]))
                marks.append(ScanMark(ON, at, mark))
            at += 1
        elif mode == AFTER:
            rose, ripe = _first(above, at, True), _first_since(t_s, at, mark, limits.after_s)
            at = min(rose, ripe)
            if at < n:
                marks.append(ScanMark(CLOSED, at, float(t_s[at])))
                if rose <= ripe:
                    mode, mark = ARMING, float(t_s[at])
                else:
                    mode = IDLE
            at += 1
        else:
            begun = at
            mode, mark, at = _left(t_s, off, at, mode, mark, limits.off_s)
            found: list[ScanMark] = []
            if not over:
                place = _over(shifted, begun, at, limits.ceiling_n)
                if place is not None:
                    over = True
                    found.append(ScanMark(OVER, place, float(t_s[place])))
            looks = _looks(t_s, begun, at, height.looked)
            if len(looks):
                tops = _tops(shifted, smooth_n, looks)
                times, smooth = t_s[looks].tolist(), smooth_n[looks].tolist()
                found += height.see(looks.tolist(), times, smooth, tops, limits, on_n)
            if mode == AFTER:
                found.append(ScanMark(OFF, at - 1, mark))
            marks += sorted(found, key=lambda each: (each.sample, ORDER.index(each.kind)))
    after = Scan(
        mode, float(smooth_n[-1]), float(t_s[-1]), mark, float(shifted[-1]), float(shifted[-2]),
        over, height.high, height.low, height.low_at, height.fell, height.rose, height.settling,
        height.settled, height.looked,
    )  # fmt: skip
    return after, marks


def _left(
    t_s: Array, off: NDArray[np.bool_], at: int, mode: int, mark: float, off_s: float
) -> tuple[int, float, int]:
    """Mode and mark after a contact, or at the end of the samples, and the first one after it."""
    n = len(t_s)
    while at < n:
        if mode == CONTACT:
            at = _first(off, at, True)
            if at < n:
                mode, mark = LEAVING, float(t_s[at])
            at += 1
            continue
        back, ripe = _first(off, at, False), _first_since(t_s, at, mark, off_s)
        at = min(back, ripe) + 1
        if at <= n:
            mode = CONTACT if back <= ripe else AFTER
            if mode == AFTER:
                return mode, mark, at
    return mode, mark, n


def _first(here: NDArray[np.bool_], at: int, wanted: bool) -> int:
    """The first place from `at` on where it is so; past the last where it never is."""
    rest = here[at:]
    if not len(rest):
        return at
    found = int(rest.argmax() if wanted else rest.argmin())
    return at + found if bool(rest[found]) == wanted else len(here)


def _first_since(t_s: Array, at: int, mark: float, span_s: float) -> int:
    """The first place from `at` on that is so long after the mark."""
    found = max(int(np.searchsorted(t_s, mark + span_s)), at)
    # The sum is rounded otherwise than the difference.
    while found > at and float(t_s[found - 1]) - mark >= span_s:
        found -= 1
    while found < len(t_s) and float(t_s[found]) - mark < span_s:
        found += 1
    return found


def _over(shifted: Array, first: int, last: int, ceiling_n: float) -> int | None:
    """The first of two samples in three that lie above the ceiling."""
    x, b1, b2 = shifted[first + 2 : last + 2], shifted[first + 1 : last + 1], shifted[first:last]
    beyond = x > ceiling_n
    if not beyond.any():
        return None
    places = np.flatnonzero(beyond & ((b1 > ceiling_n) | (b2 > ceiling_n)))
    return first + int(places[0]) if len(places) else None


def _looks(t_s: Array, first: int, last: int, looked: float) -> NDArray[np.int64]:
    """The places of `first` to `last` (not included) at which the height is looked at."""
    found: list[NDArray[np.int64]] = []
    at = _first_since(t_s, first, looked, LOOK_S)
    while at < last:
        stride = _first_since(t_s, at + 1, float(t_s[at]), LOOK_S) - at
        # As far as every step is as long as the first one.
        places = np.arange(at, last, stride)
        times = t_s[places]
        is_due = times[1:] - times[:-1] >= LOOK_S
        is_due &= t_s[places[1:] - 1] - times[:-1] < LOOK_S
        even = len(places) if is_due.all() else int(np.argmin(is_due)) + 1
        if even < FEWEST_EVEN and even < len(places):
            places = _uneven_looks(t_s, at, min(last, at + UNEVEN_SAMPLES))
            even = len(places)
        found.append(places[:even])
        newest = int(places[even - 1])
        at = _first_since(t_s, newest + 1, float(t_s[newest]), LOOK_S)
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def _uneven_looks(t_s: Array, first: int, last: int) -> NDArray[np.int64]:
    """The same from the look at `first` on, where no step is like the one before."""
    looked, places = float(t_s[first]), [first]
    for at, t in enumerate(t_s[first:last].tolist(), start=first):
        if t - looked >= LOOK_S:
            looked = t
            places.append(at)
    return np.array(places, dtype=np.int64)


def _tops(shifted: Array, smooth_n: Array, looks: NDArray[np.int64]) -> list[float]:
    """What each look takes for the height: the middle of three, and no more than is smooth."""
    x, b1, b2, y = shifted[looks + 2], shifted[looks + 1], shifted[looks], smooth_n[looks]
    now = np.where(b1 > x, b1, x)
    for other in (np.where(b2 > b1, b2, b1), np.where(x > b2, x, b2), y):
        now = np.where(other < now, other, now)
    tops: list[float] = now.tolist()
    return tops
