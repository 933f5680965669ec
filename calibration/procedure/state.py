"""How far a guided calibration has come, as plain data that goes to JSON exactly."""

import json
import math
import statistics
from dataclasses import dataclass, replace
from typing import Final

from calibration.canonical import canonical, value_of
from calibration.procedure.bins import EMPTY, Bin, Filling, bin_s
from calibration.procedure.objection import Known
from calibration.procedure.plan import PlanStep, steps_of
from calibration.procedure.record import CalibrationPoint, CreepPoint, Record
from calibration.procedure.setup import Setup
from calibration.procedure.stillness import WINDOW_S, Quiet

LINE_SHARE_FRAC: Final = 0.001
POWER_SHARE_FRAC: Final = 0.03
FLOOR_N: Final = 0.02
AGAIN_ZERO: Final = PlanStep("again zero", "zero", 0, "", (), "centre", 3.0, 3.0)


@dataclass(frozen=True, slots=True)
class Procedure:
    """How far a calibration has come.

    Attributes:
        setup: sensor, weights, place and plan.
        readings: accepted, in the order taken.
        replaced: repeated or set aside.
        creep: creep curve, empty before its step.
        skipped: keys of steps left out on request.
        bins: newest, at most `MOST_BINS`.
        filling: the bin under way.
        begun_s: time the step began; None before its first bin.
        moved_s: end of the last movement since then; None without one.
        still_s: time since when nothing moved; None while it moves.
        lowest_raw: least load since the load of the step before was last on the pad; None before.
        rested_s: last time it was still; None before.
        refusal: why the last attempt was not taken; empty where all is well.
        paused: samples are passed over.
        again_zero: the zero must be found again after a break.
        forcing: the operator accepts what is on the pad.
        refused_samples: samples that were no numbers.
        fitting: the last still level fitted the step.
    """

    setup: Setup
    readings: tuple[CalibrationPoint, ...] = ()
    replaced: tuple[CalibrationPoint, ...] = ()
    creep: tuple[CreepPoint, ...] = ()
    skipped: tuple[str, ...] = ()
    bins: tuple[Bin, ...] = ()
    filling: Filling = EMPTY
    begun_s: float | None = None
    moved_s: float | None = None
    still_s: float | None = None
    lowest_raw: float | None = None
    rested_s: float | None = None
    refusal: str = ""
    paused: bool = False
    again_zero: bool = False
    forcing: bool = False
    refused_samples: int = 0
    fitting: bool = False


def begin_procedure(setup: Setup) -> Procedure:
    """A calibration before its first sample."""
    return Procedure(setup)


def plan_left(procedure: Procedure) -> tuple[PlanStep, ...]:
    """Steps still to be done, the one under way first; empty when all are."""
    done = {reading.key for reading in procedure.readings}
    skipped = set(procedure.skipped) - {"warm-up"}
    left = tuple(s for s in steps_of(procedure.setup) if s.key not in done and s.key not in skipped)
    return (AGAIN_ZERO, *left) if procedure.again_zero and left else left


def known_of(procedure: Procedure) -> Known:
    """Zero, slope and noise as the readings so far tell them."""
    zeros = [reading for reading in procedure.readings if not reading.stack]
    slope = None
    for before, reading in zip(procedure.readings, procedure.readings[1:], strict=False):
        if reading.kind == "exercise" and not before.stack:
            slope = (reading.raw - before.raw) / procedure.setup.force(reading.stack).n
            break
    return Known(
        zero_raw=zeros[-1].raw if zeros else None,
        raw_per_n=slope if slope else None,
        noise_raw=_noise_raw(procedure, zeros) if zeros else 0.0,
    )


def _noise_raw(procedure: Procedure, zeros: list[CalibrationPoint]) -> float:
    # A resistor without contact reads one number for ever: it is known to its rounding, no better.
    rounding_raw = procedure.setup.traits.resolution_raw / math.sqrt(12.0)
    return max(statistics.median(zero.sd_raw for zero in zeros), rounding_raw)


def after_break(procedure: Procedure) -> Procedure:
    """The state when samples come again after a pause, another day or another program.

    A run that was under way is gone on with only if its zero has not moved.
    """
    run = procedure.readings[-1].run if procedure.readings else 0
    done = {reading.key for reading in procedure.readings}
    in_run = bool(run) and f"run {run} return" not in done
    return replace(
        procedure, bins=(), filling=EMPTY, begun_s=None, moved_s=None,
        still_s=None, lowest_raw=None, rested_s=None, paused=False, forcing=False, fitting=False,
        again_zero=in_run,
    )  # fmt: skip


def record_of(procedure: Procedure) -> Record:
    """Everything the evaluation needs."""
    return Record(
        procedure.setup, procedure.readings, procedure.replaced, procedure.creep, procedure.skipped
    )


def procedure_text(procedure: Procedure) -> str:
    """The state as JSON, exact."""
    return canonical(procedure)


def procedure_from_text(text: str) -> Procedure:
    """The state of its JSON.

    Raises:
        ValueError: the text is no such state.
    """
    return value_of(Procedure, json.loads(text))


def quiet_of(procedure: Procedure, known: Known) -> Quiet:
    """What counts as rest for this sensor."""
    setup = procedure.setup
    nominal = setup.nominal_n_per_raw
    slope = abs(known.raw_per_n) if known.raw_per_n else 1.0 / abs(nominal) if nominal else 0.0
    return Quiet(
        noise_raw=known.noise_raw,
        step_raw=setup.traits.resolution_raw,
        share_frac=POWER_SHARE_FRAC if setup.law == "power" else LINE_SHARE_FRAC,
        floor_raw=FLOOR_N * slope,
    )


def window_bins(procedure: Procedure) -> tuple[Bin, ...]:
    """The newest bins that stillness is judged by."""
    count = max(round(WINDOW_S / bin_s(procedure.setup.traits.rate_hz)), 4)
    return procedure.bins[-count:] if len(procedure.bins) >= count else ()
