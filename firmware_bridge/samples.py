"""Raw samples as they leave a device, and what is known of their quality."""

from dataclasses import dataclass
from enum import IntFlag
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray


class Flag(IntFlag):
    """Quality of one sample; the same bits in every document, device and file."""

    SATURATED = 1 << 0
    GAP_BEFORE = 1 << 1
    TARE_ACTIVE = 1 << 2
    STUCK = 1 << 3
    TIME_INTERPOLATED = 1 << 4
    SETTLING = 1 << 5
    OPEN_CIRCUIT = 1 << 6
    SENSOR_TIMEOUT = 1 << 7
    CLOCK_RESTARTED = 1 << 8
    REST_UNKNOWN = 1 << 9
    BEYOND_CALIBRATION = 1 << 10


FEW_SAMPLES: Final = 256


def has_bits(flags: NDArray[np.uint16]) -> bool:
    """Whether any sample has a bit; of a few samples numpy's own `any` takes ten times as long."""
    if len(flags) > FEW_SAMPLES:
        return bool(flags.any())
    return bool(flags.tobytes().strip(b"\0"))


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Consecutive samples of one device, in the device's own unit, zero not removed.

    Attributes:
        tick: (n,) int64, unwrapped device ticks (sample number where the device has no clock).
        t_s: (n,) float64, session seconds derived from the ticks; never decreasing.
        raw: (n, channels) float64; whole numbers where the device sends counts.
        flags: (n,) uint16 of `Flag` bits.
        lost: samples known to be missing between the block before and this one, or inside it.
        arrived_s: host monotonic seconds when the last byte of the block arrived; NaN in replays.
    """

    tick: NDArray[np.int64]
    t_s: NDArray[np.float64]
    raw: NDArray[np.float64]
    flags: NDArray[np.uint16]
    lost: int
    arrived_s: float


LinkState = Literal["connecting", "streaming", "stale", "lost", "ended"]


@dataclass(frozen=True, slots=True)
class LinkNews:
    """A change of the link that a person must see, in words.

    Attributes:
        state: what the link does now; `ended` only when a finite source is exhausted.
        reason: one sentence for a person: what happened and what to do; empty when all is well.
        identity: hardware id of the device once known, else empty.
        at_s: host monotonic seconds.
    """

    state: LinkState
    reason: str
    identity: str
    at_s: float


SCREEN_KIND: Final = "sim-screen"
"""Kind of a pad that is pressed on a screen."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a source can and cannot deliver; metrics declare what they need of it.

    Attributes:
        kind: device kind, for example `board`, `plain`, `sim`, `file`.
        title: name for a person.
        unit: raw unit: `counts`, `N`, `kgf`, `lbf`, `%`, ...
        channels: channel names, in the order of the columns of `RawBlock.raw`.
        rate_hz: nominal samples per second; 0 where unknown until measured.
        tick_hz: device ticks per second; 0 where the device has no clock.
        settling_s: time from a step of force to a settled value.
        resolution_raw: smallest step of `raw`; 0 where unknown.
        saturation_raw: lowest and highest code the device can send, None where it has no limit.
        simulated: true where no sensor is involved.
        firmware: version as the device tells it; empty where it tells none.
        gain: of the amplifier before its converter, as the device tells it; 0 where it does not.
    """

    kind: str
    title: str
    unit: str
    channels: tuple[str, ...]
    rate_hz: float
    tick_hz: float
    settling_s: float
    resolution_raw: float
    saturation_raw: tuple[float, float] | None
    simulated: bool
    firmware: str = ""
    gain: int = 0
