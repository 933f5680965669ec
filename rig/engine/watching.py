"""What is watched beside the force: readings that are no measurement, and a zero that moves."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from calibration.force import beyond_span
from calibration.passport.grades import LIMITS
from calibration.passport.validity import drift_message
from calibration.raw_watch import RawLimits, RawWatch, watch_raw
from calibration.values import Calibration
from calibration.zero_watch import Drifted, ZeroLimits, ZeroWatch, watch_zero
from firmware_bridge.rounding import fixed, signed
from firmware_bridge.samples import Flag, Traits
from rig.engine.detect import Detection

# Of the contact threshold: a drift is told before it looks like a hand.
TOLD_SHARE_FRAC: Final = 0.5


class Watches(NamedTuple):
    """What the samples before left.

    Attributes:
        raw: of the readings.
        zero: of the zero since the last tare; None before the first.
        flags: quality bits of the newest sample.
    """

    raw: RawWatch
    zero: ZeroWatch | None
    flags: int


SET_ANEW: Final = "stop the set and start it again"
NEW_SET: Final = "hands off, then start a set: it sets zero"

NOTHING_SEEN: Final = Watches(RawWatch(), None, 0)

QUALITY_NOTES: Final = (
    (Flag.OPEN_CIRCUIT, "A wire of the sensor is open: check its plug."),
    (Flag.SENSOR_TIMEOUT, "The sensor does not answer: check its plug."),
    (Flag.STUCK, "The reading is frozen: check the sensor."),
    (Flag.SATURATED, "More than the sensor can measure: ease off."),
    (Flag.BEYOND_CALIBRATION, "More than this sensor was calibrated for: ease off."),
)
"""What a person is told while such samples come; the first that fits."""


def quality_of(
    watch: RawWatch,
    times: list[float],
    raw: NDArray[np.float64],
    flags: NDArray[np.uint16],
    zero_raw: float,
    calibration: Calibration,
    traits: Traits,
) -> tuple[RawWatch, NDArray[np.uint16]]:
    """The quality bits of samples with those that only the readings tell.

    Args:
        watch: of the samples before.
        times: (n,) session seconds.
        raw: (n, channels) readings.
        flags: (n,) bits as the device told them.
        zero_raw: reading at rest.
        calibration: its span is where forces are numbers.
        traits: the ends of the scale and the smallest step.
    """
    if traits.saturation_raw is not None:
        low_raw, high_raw = traits.saturation_raw
        limits = RawLimits(low_raw, high_raw, traits.resolution_raw, calibration.gain_per_raw > 0.0)
        readings = raw[:, calibration.column].tolist()
        watch, found = watch_raw(watch, times, readings, zero_raw, limits)
        if found is not None:
            flags = flags | found
    if calibration.span_raw is not None:
        beyond = beyond_span(raw, calibration)
        if beyond.any():
            flags = flags | np.where(beyond, np.uint16(Flag.BEYOND_CALIBRATION), np.uint16(0))
    return watch, flags


def zero_seen(
    watch: ZeroWatch,
    times: list[float],
    forces: list[float],
    press_n: float,
    calibration: Calibration,
    detection: Detection,
) -> tuple[ZeroWatch, Drifted | None]:
    """The watch over the zero after more samples, and the drift where these show it first.

    Args:
        watch: of the samples before.
        times: (n,) session seconds.
        forces: (n,) tared force.
        press_n: force from which somebody presses.
        calibration: its grade says how far a zero may move.
        detection: says how still a rest is.
    """
    limits = ZeroLimits(told_from_n(calibration, press_n), press_n, detection.still_sd_n)
    return watch_zero(watch, times, forces, limits)


def told_from_n(calibration: Calibration, press_n: float) -> float:
    """Force at rest from which it is told that a pad is not at zero.

    Args:
        calibration: its grade says how far a zero may move.
        press_n: force from which somebody presses.
    """
    told_n = TOLD_SHARE_FRAC * press_n
    if calibration.grade != "none":
        told_n = min(told_n, LIMITS[calibration.grade].zero_return_n)
    return told_n


def quality_note(flags: int) -> str:
    """What is wrong with a sample of these quality bits; empty where it is a measurement."""
    return next((words for flag, words in QUALITY_NOTES if flags & flag), "")


def drift_note(watch: ZeroWatch, calibration: Calibration, in_set: bool) -> str:
    """What a person is told of a zero that drifted."""
    way_out = SET_ANEW if in_set else NEW_SET
    return f"The zero has drifted by {signed(watch.moved_n, 2)} {calibration.unit}: {way_out}."


def below_zero_note(smooth_n: float, press_n: float, unit: str, in_set: bool) -> str:
    """What a person is told of a force as far below zero as a press is above; else empty.

    Args:
        smooth_n: the force, without its noise.
        press_n: force from which somebody presses.
        unit: of the force.
        in_set: a set is running, in which no zero is set.
    """
    if smooth_n > -press_n:
        return ""
    way_out = SET_ANEW if in_set else NEW_SET
    shown = fixed(-smooth_n, 0) if unit == "unknown" else f"{fixed(-smooth_n, 0)} {unit}"
    return (
        f"The pad reads {shown} below zero: something lay on it when zero was set; {way_out}. "
        "If every push does this, turn the sensor round, or swap its green and white wire."
    )


def zero_after_set(calibration: Calibration, moved_n: float | None) -> str:
    """Sentence about a zero that moved in a set; empty where it held or was not seen again."""
    if moved_n is None:
        return ""
    return drift_message(calibration, 0.0, moved_n / calibration.gain_per_raw)
