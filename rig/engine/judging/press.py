"""The samples of one press, and what was found in them."""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from rig.engine.hold import Hold

Array = NDArray[np.float64]
RefusedKind = Literal[
    "tap", "touch", "resting_hand", "transition", "pulses", "moving_target", "sensor_event"
]

# How much of what came before the press is kept to look for the onset.
LEAD_S: Final = 5.0
NO_SAMPLES: Final = np.empty(0)


@dataclass(frozen=True, slots=True)
class Refused:
    """Contact with the pad that is no hold.

    Attributes:
        start_s, end_s: from where to where.
        peak_n: highest force in it.
        kind: its class.
        reason: in words.
    """

    start_s: float
    end_s: float
    peak_n: float
    kind: RefusedKind
    reason: str


@dataclass(frozen=True, slots=True)
class Press:
    """The samples of one press, with what surrounds it.

    Attributes:
        t_s: (n,) session seconds, from up to `LEAD_S` before it to its close.
        force_n: (n,) tared, unfiltered.
        flags: (n,) uint16.
        number: 1-based in the session, refused ones not counted.
        on_s: time the force crossed the contact threshold upwards, or of the valley before.
        off_s: time it fell below half the threshold for good, or of the valley after it; None
            when the stream ended first.
        from_rest: nothing lay on the pad before it.
        to_rest: nothing lies on the pad after it.
        dropped: the link was lost, or the clock restarted, in mid-press.
        spread_n: standard deviation of the rest, all that moves there; sets the thresholds.
        noise_n: standard deviation of the sensor at rest, smoothed like the force.
        rest_n: force the pad was seen to read before it.
        still_n: largest standard deviation of a pad that nobody touches.
        waited: the judge waited for a still second after it.
        after_n: mean force of that second; None where none came.
    """

    t_s: Array
    force_n: Array
    flags: NDArray[np.uint16]
    number: int
    on_s: float
    off_s: float | None
    from_rest: bool
    to_rest: bool
    dropped: bool
    spread_n: float
    noise_n: float
    rest_n: float = 0.0
    still_n: float = float("inf")
    waited: bool = False
    after_n: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a press was.

    Attributes:
        holds: in order.
        refused: what of it is none.
        smooth_n: (n,) its force, smoothed; empty where no hold was found.
    """

    holds: tuple[Hold, ...]
    refused: tuple[Refused, ...]
    smooth_n: Array

    @property
    def smooth_hold_n(self) -> Array | None:
        """The same where it is that of the only hold, which has all samples of the press."""
        return self.smooth_n if len(self.holds) == 1 else None
