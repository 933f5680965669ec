"""Readings that are no measurement: at the end of the scale, frozen, or with the cable open.

Devices that tell these themselves need no watch; the bits found here are added to theirs.
"""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.samples import Flag

RAIL_SAMPLES: Final = 3
FROZEN_S: Final = 1.0
# A sensor that resolves a load this finely never reads the same number for a second.
FROZEN_STEPS: Final = 200.0
# A cable that comes off throws the reading across the scale from one sample to the next.
THROW_FRAC: Final = 0.25


@dataclass(frozen=True, slots=True)
class RawLimits:
    """What the sensor can send.

    Attributes:
        low_raw: lowest code.
        high_raw: highest code.
        step_raw: smallest step; 0 where unknown, then nothing is called frozen.
        rises: a load raises the reading.
    """

    low_raw: float
    high_raw: float
    step_raw: float
    rises: bool


@dataclass(frozen=True, slots=True)
class RawWatch:
    """What the samples before left.

    Attributes:
        last_raw: newest reading; NaN before the first.
        same_since_s: time it has been the same.
        at_rail: samples in a row at an end of the scale.
        thrown: the reading came to that end in one step across the scale.
    """

    last_raw: float = float("nan")
    same_since_s: float = 0.0
    at_rail: int = 0
    thrown: bool = False


def watch_raw(
    watch: RawWatch, times: Sequence[float], readings: Sequence[float], zero_raw: float,
    limits: RawLimits,
) -> tuple[RawWatch, NDArray[np.uint16] | None]:  # fmt: skip
    """The watch after more samples, and the quality bits to add to each.

    Args:
        watch: state before.
        times: (n,) session seconds, n at least 1.
        readings: (n,) of one channel.
        zero_raw: reading at rest; NaN where it is not known, then nothing is called frozen.
        limits: of the sensor.

    Returns:
        The state, and (n,) bits: saturated, open circuit or stuck; None where there are none.
    """
    if _is_lively(watch.last_raw, readings, limits):
        return RawWatch(readings[-1], times[-1]), None
    flags = np.zeros(len(readings), dtype=np.uint16)
    last_raw, since_s = watch.last_raw, watch.same_since_s
    at_rail, thrown = watch.at_rail, watch.thrown
    span_raw = limits.high_raw - limits.low_raw
    far_side = limits.low_raw if limits.rises else limits.high_raw
    enough_raw = FROZEN_STEPS * limits.step_raw if limits.step_raw else float("inf")
    for at, (now_s, reading) in enumerate(zip(times, readings, strict=True)):
        if reading != last_raw:
            since_s = now_s
        if limits.low_raw < reading < limits.high_raw:
            at_rail, thrown = 0, False
            if now_s - since_s > FROZEN_S and abs(reading - zero_raw) >= enough_raw:
                flags[at] = Flag.STUCK
        else:
            at_rail += 1
            thrown = thrown or abs(reading - last_raw) > THROW_FRAC * span_raw
            if at_rail >= RAIL_SAMPLES:
                is_open = thrown or reading == far_side
                flags[at] = Flag.OPEN_CIRCUIT if is_open else Flag.SATURATED
        last_raw = reading
    return RawWatch(last_raw, since_s, at_rail, thrown), flags


def _is_lively(last_raw: float, readings: Sequence[float], limits: RawLimits) -> bool:
    """Whether no reading is at an end of the scale and none equals the one before."""
    return (
        readings[0] != last_raw
        and limits.low_raw < min(readings)
        and max(readings) < limits.high_raw
        and not any(map(operator.eq, readings, islice(readings, 1, None)))
    )
