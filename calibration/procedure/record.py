"""Readings taken in a calibration, and everything its evaluation needs."""

from dataclasses import dataclass

from calibration.procedure.plan import Leg, StepKind
from calibration.procedure.setup import Setup


@dataclass(frozen=True, slots=True)
class CalibrationPoint:
    """The mean of a still stretch under a known load.

    Attributes:
        key: step it was taken for.
        kind: what that step is for.
        run: number of the series; 0 outside.
        leg: rising or falling.
        stack: weights on the pad, by id.
        position: where they stood.
        raw: mean reading.
        sd_raw: standard deviation of one sample.
        samples: how many samples the mean is of.
        at_s: session time of its end.
        dwell_s: time since the last movement, at its middle.
        temperature_degc: of the temperature channel; None without.
        forced: taken although it did not look right; an operator said so.
    """

    key: str
    kind: StepKind
    run: int
    leg: Leg
    stack: tuple[str, ...]
    position: str
    raw: float
    sd_raw: float
    samples: int
    at_s: float
    dwell_s: float
    temperature_degc: float | None
    forced: bool


@dataclass(frozen=True, slots=True)
class CreepPoint:
    """A reading under constant load, `since_s` seconds after it was put on."""

    since_s: float
    raw: float


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read in one calibration.

    Attributes:
        readings: those that count, in the order taken.
        replaced: those that were repeated or set aside; kept, never used.
        creep: the creep curve, empty where it was skipped.
        skipped: steps left out on request.
    """

    setup: Setup
    readings: tuple[CalibrationPoint, ...]
    replaced: tuple[CalibrationPoint, ...]
    creep: tuple[CreepPoint, ...]
    skipped: tuple[str, ...]
