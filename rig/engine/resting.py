"""The rest after a release: whether the pad came back to zero, and when a new zero is taken.

A new zero is taken only while nobody presses, after a release, from a second as still as the tare
(docs/adr/0020). Never in a set that assesses: there it is told, and the press is void.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.force import force_of_one
from calibration.still_watch import SPOILT, Second, StillWatch, is_same_look, watch_still
from calibration.values import Calibration
from firmware_bridge.samples import Flag, has_bits
from rig.engine.ahead import Floats
from rig.engine.detect import OFF, ON, SETTLED, VALLEY, ScanMark
from rig.engine.sparse_looks import SparseLooks

# A sample with any other bit says nothing of the zero.
HARMLESS: Final = int(Flag.TIME_INTERPOLATED)


class RestLimits(NamedTuple):
    """When a pad is still, back, and told.

    Attributes:
        low_n, high_n: standard deviations between which a second is still.
        floor_n: nearer to zero than this it is back: what counts as leaving rest.
        limit_n: nearer than this a new zero is taken at once.
        agree_n: further than that it is taken where two seconds with a press between agree so well.
        told_n: further than this it is told.
        may_move: a new zero may be taken at all.
    """

    low_n: float
    high_n: float
    floor_n: float
    limit_n: float
    agree_n: float
    told_n: float
    may_move: bool


class RestWatch(NamedTuple):
    """What is known of the rest since the tare.

    Attributes:
        still: of the seconds since nobody presses.
        is_touched: somebody pressed since the tare.
        is_free: and has let go since.
        rest_n: what the pad was seen to read above zero while nobody pressed; contact is told from
            there.
        seen_n: force of the newest still second since the last press; None without one.
        proof_n: of the newest before that press; None without one.
        told: that the pad is not back was told since that press.
        moved_n: what a new zero took away since that press.
    """

    still: StillWatch = SPOILT
    is_touched: bool = False
    is_free: bool = False
    rest_n: float = 0.0
    seen_n: float | None = None
    proof_n: float | None = None
    told: bool = False
    moved_n: float = 0.0


UNTOUCHED: Final = RestWatch()
"""Since a tare, before the first press."""


class RestSeen(NamedTuple):
    """A still second that changes something.

    Attributes:
        sample: of the block, after which it is known.
        force_n: what the pad reads.
        raw: the same as a reading.
        reason: why it becomes the zero; empty where it does not.
        is_told: that the pad is not back is told here.
    """

    sample: int
    force_n: float
    raw: float
    reason: str
    is_told: bool


def follow_rest(
    before: RestWatch, times: Sequence[float], raw: NDArray[np.float64], flags: NDArray[np.uint16],
    marks: Sequence[ScanMark], zero_raw: float, calibration: Calibration,
    limits_now: Callable[[], RestLimits], *, waits: bool,
) -> tuple[RestWatch, RestSeen | None]:  # fmt: skip
    """The watch after the samples up to the first still second that changes something.

    Args:
        before: state left by the sample before.
        times: (n,) session seconds.
        raw: (n, channels) readings.
        flags: (n,) quality bits.
        marks: the changes of contact among the samples, in order.
        zero_raw: reading at rest.
        calibration: which channel, and its force.
        limits_now: limits of the sensor and the set, asked for once a second is whole.
        waits: a press waits for any still second.
    """
    watch, gain = before, abs(calibration.gain_per_raw)
    if not marks and (not watch.is_free or _is_as_seen(watch, times[-1], flags)):
        return watch, None
    readings = raw[:, calibration.column] - zero_raw
    sparse = SparseLooks(times.array, readings) if isinstance(times, Floats) else None
    values = readings.tolist() if sparse is None else []
    limits: RestLimits | None = None
    for first, last, mark in _stretches(marks, len(times)):
        while watch.is_free and first < last:
            still, found, taken = _looked(watch.still, times, values, flags, first, last, sparse)
            watch = watch._replace(still=still)
            first += taken
            if found is None:
                continue
            limits = limits or limits_now()
            if not limits.low_n / gain <= found.raw_sd <= limits.high_n / gain:
                continue
            at = found.sample
            reading = zero_raw + found.raw_mean
            force_n = force_of_one(reading, zero_raw, calibration)
            watch, seen = _judged(watch, force_n, limits)
            if seen is not None or waits:
                reason, is_told = seen or ("", False)
                return watch, RestSeen(at, force_n, reading, reason, is_told)
        if mark is not None:
            watch = _marked(watch, mark.kind)
    return watch, None


def _stretches(marks: Sequence[ScanMark], n: int) -> Iterator[tuple[int, int, ScanMark | None]]:
    """First and past-the-last sample up to each mark, with the mark; a press owns its first."""
    first = 0
    for mark in marks:
        last = mark.sample if mark.kind in (ON, VALLEY) else mark.sample + 1
        yield first, max(first, last), mark
        first = max(first, last)
    yield first, n, None


def _marked(watch: RestWatch, kind: int) -> RestWatch:
    if kind in (ON, VALLEY):
        proof_n = watch.proof_n if watch.seen_n is None else watch.seen_n
        return watch._replace(
            still=SPOILT,
            is_touched=True,
            is_free=False,
            seen_n=None,
            proof_n=proof_n,
            told=False,
            moved_n=0.0,
        )
    if kind in (OFF, SETTLED) and not watch.is_free:
        return watch._replace(still=SPOILT, is_free=True)
    return watch


def _looked(
    still: StillWatch, times: Sequence[float], values: list[float], flags: NDArray[np.uint16],
    first: int, last: int, sparse: SparseLooks | None,
) -> tuple[StillWatch, Second | None, int]:  # fmt: skip
    """The next whole second, in samples without a flag; and how many were looked at."""
    stop = last
    if has_bits(flags[first:last]):
        bad = np.flatnonzero(flags[first:last] & ~np.uint16(HARMLESS))
        stop = first + int(bad[0]) if bad.size else last
        if stop == first:
            good = np.flatnonzero(bad != np.arange(len(bad)))
            return SPOILT, None, int(good[0]) if good.size else len(bad)
    if sparse is not None:
        return sparse.watch(still, first, stop)
    return watch_still(still, times, values, first, stop)


def _is_as_seen(watch: RestWatch, newest_s: float, flags: NDArray[np.uint16]) -> bool:
    """Whether nothing spoils the second under way and its newest sample was taken already."""
    return is_same_look(watch.still, newest_s) and not has_bits(flags)


def _judged(
    watch: RestWatch, force_n: float, limits: RestLimits
) -> tuple[RestWatch, tuple[str, bool] | None]:
    """Why a still second becomes the zero, and whether it is told; None: nothing changes."""
    is_back = abs(force_n) <= limits.floor_n
    is_told = abs(force_n) > limits.told_n and not watch.told
    after = watch._replace(seen_n=force_n, told=watch.told or is_told)
    reason = ""
    if limits.may_move and not is_back:
        if abs(force_n) <= limits.limit_n:
            reason = "within the limit"
        elif _proves(watch.proof_n, force_n, limits):
            reason = "seen twice, with a press between"
    if reason:
        after = RestWatch(
            is_touched=True, is_free=True, told=after.told, moved_n=watch.moved_n + force_n
        )
        return after, (reason, is_told)
    # A press is above zero, whatever the pad reads before it.
    rest_n = 0.0 if is_back else max(force_n, 0.0)
    if rest_n != watch.rest_n and (is_back or abs(rest_n - watch.rest_n) > limits.floor_n):
        return after._replace(rest_n=rest_n), ("", is_told)
    return after, ("", True) if is_told else None


def _proves(before_n: float | None, force_n: float, limits: RestLimits) -> bool:
    """Whether a pad that was not back before the press is not back by about as much after it."""
    return (
        before_n is not None
        and abs(before_n) > limits.limit_n
        and abs(force_n - before_n) <= limits.agree_n
    )
