"""How far a pad may be from zero, and how still a second must be that tells."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rig.engine.detect import CLOSED, SETTLED, VALLEY, ScanMark
from rig.engine.progress import Progress
from rig.engine.resting import RestLimits, RestSeen, RestWatch, follow_rest
from rig.engine.scoring.verdict import ZERO_SHIFT_FRAC
from rig.engine.step import Station
from rig.engine.watching import told_from_n

# Domain model 4.2: half of the force that counts as contact (0.5 N), or 2 % of the target where
# that is more.
LIMIT_SHARE_FRAC: Final = 0.5
ENDS: Final = (CLOSED, VALLEY, SETTLED)
# Seconds up to so many times as restless as the tare are as still.
STILL_FACTOR: Final = 2.0
# A second so much stiller than the tare is a sensor that sends the same number again.
FROZEN_FRAC: Final = 0.02
# What a sensor without noise may move, as a share of what counts as leaving rest.
QUIET_FRAC: Final = 0.1


def rest_limits(station: Station, progress: Progress) -> RestLimits:
    """Limits of the sensor, its rest and what is under way."""
    detection, spread_n = station.detection, progress.spread_n
    in_set = progress.set_progress.running
    resolution_n = station.traits.resolution_raw * abs(station.calibration.gain_per_raw)
    quiet_n = max(QUIET_FRAC * detection.onset_floor_n, resolution_n)
    on_n = detection.contact_on_n(spread_n)
    # Where the unit is no force, what counts as contact comes from the noise alone.
    limit_n = LIMIT_SHARE_FRAC * (on_n if detection.is_relative else detection.contact_floor_n)
    if in_set and not detection.is_relative:
        limit_n = max(limit_n, ZERO_SHIFT_FRAC * station.protocol.target.force_n)
    return RestLimits(
        low_n=FROZEN_FRAC * spread_n if spread_n > resolution_n else 0.0,
        high_n=max(STILL_FACTOR * spread_n, quiet_n),
        floor_n=max(3.0 * spread_n, detection.onset_floor_n),
        limit_n=limit_n,
        agree_n=on_n,
        told_n=told_from_n(station.calibration, on_n),
        may_move=not (in_set and station.protocol.assessment),
    )


def rest_seen(
    station: Station, before: Progress, times: Sequence[float], raw: NDArray[np.float64],
    flags: NDArray[np.uint16], marks: list[ScanMark],
) -> tuple[RestWatch, RestSeen | None, int]:  # fmt: skip
    """The watch over a free pad, or one with marks: what it saw, and how many samples that takes.

    Args:
        station: the pad.
        before: progress before the samples.
        times: (n,) session seconds.
        raw: (n, channels) readings.
        flags: (n,) quality bits.
        marks: the changes of contact among the samples.
    """
    rest, pending = before.rest, before.pending
    rest, found = follow_rest(
        rest, times, raw, flags, marks, before.zero or 0.0, station.calibration,
        lambda: rest_limits(station, before), waits=pending is not None,
    )  # fmt: skip
    last = len(times) if found is None else found.sample + 1
    if marks and before.set_progress.running:
        # What ends a press may end the set, or begin to wait: other limits hold from there on.
        last = min([last, *(mark.sample + 1 for mark in marks if mark.kind in ENDS)])
    if pending is not None and times[-1] >= pending.due_s:
        last = min(last, bisect_left(times, pending.due_s) + 1)
    return rest, found, last
