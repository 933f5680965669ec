"""What is wrong with a level that does not fit its step, in words and with the likely cause."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from calibration.procedure.plan import POSITIONS, PlanStep
from calibration.procedure.record import CalibrationPoint
from calibration.procedure.setup import Setup
from firmware_bridge.rounding import signed, significant

# A load may miss its expected reading by this share of itself, and this share of the largest.
OWN_FRAC: Final = 0.03
LARGEST_FRAC: Final = 0.004
EDGE_FRAC: Final = 0.15
POWER_FRAC: Final = 0.20
NOMINAL_FACTORS: Final = (0.7, 1.4)
THOUSAND_FRAC: Final = 0.15
LEFT_FRAC: Final = 0.05


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier readings tell of the sensor.

    Attributes:
        zero_raw: reading of the empty pad; None before there is one.
        raw_per_n: slope; None before the first load.
        noise_raw: standard deviation of one sample of the empty pad.
    """

    zero_raw: float | None
    raw_per_n: float | None
    noise_raw: float


@dataclass(frozen=True, slots=True)
class StepVerdict:
    """Whether a still level can be the reading of a step.

    Attributes:
        fits: it can.
        waiting: nothing has been put on or taken off yet.
        words: what is wrong and what to do; empty where nothing is.
    """

    fits: bool
    waiting: bool
    words: str


FITS: Final = StepVerdict(True, False, "")
WAITING: Final = StepVerdict(False, True, "")


def stack_message(setup: Setup, stack: tuple[str, ...]) -> str:
    """A stack as a person says it: `3 kg (1 kg + 2 kg)`."""
    if not stack:
        return "nothing"
    total = kilograms(math.fsum(setup.mass(each).kg for each in stack))
    names = " + ".join(stack)
    return total if names == total else f"{total} ({names})"


def kilograms(kg: float) -> str:
    """A mass in the unit a person would use."""
    return f"{significant(kg * 1000, 4)} g" if abs(kg) < 1.0 else f"{significant(kg, 4)} kg"


def judge_level(
    setup: Setup,
    step: PlanStep,
    level_raw: float,
    known: Known,
    readings: tuple[CalibrationPoint, ...],
    moved: bool,
) -> StepVerdict:
    """Whether a still level fits the step, or the sentence that says why not.

    Args:
        setup: sensor and weights.
        step: what is asked for.
        level_raw: still reading.
        known: zero, slope and noise so far.
        readings: accepted so far, for sensors without a constant slope.
        moved: something moved since the step began.
    """
    if known.zero_raw is None:
        return FITS
    if not step.stack:
        return _judge_empty(setup, step, level_raw, known, moved)
    verdict = _judge_load(setup, step, level_raw - known.zero_raw, known, readings)
    # A weight for another edge must be lifted first; any other load may already lie there, after a
    # repeat or a corrected mass. What does not fit and has not moved belongs to the step before.
    elsewhere = step.kind == "edge" and step.position != POSITIONS[0]
    # A sensor without a slope cannot tell its loads apart: one that is another must have been laid.
    unlike = setup.law == "power" and bool(readings) and readings[-1].stack != step.stack
    return WAITING if not moved and (elsewhere or unlike or not verdict.fits) else verdict


def _judge_load(
    setup: Setup,
    step: PlanStep,
    deflection: float,
    known: Known,
    readings: tuple[CalibrationPoint, ...],
) -> StepVerdict:
    if setup.law == "power":
        return _judge_power(setup, step, deflection, known, readings)
    asked_n = setup.force(step.stack).n
    if known.raw_per_n is None:
        return _judge_first(setup, step, deflection, asked_n, known)
    share = EDGE_FRAC if step.kind == "edge" else OWN_FRAC
    if abs(deflection - known.raw_per_n * asked_n) <= _slack(setup, known, asked_n, share):
        return FITS
    return StepVerdict(False, False, _cause(setup, step, deflection, known, known.raw_per_n))


def _slack(setup: Setup, known: Known, asked_n: float, share: float = OWN_FRAC) -> float:
    slope = abs(known.raw_per_n or 0.0)
    largest_n = setup.force(setup.loads[-1]).n
    return max(
        share * slope * asked_n,
        LARGEST_FRAC * slope * largest_n,
        6.0 * known.noise_raw,
        4.0 * setup.traits.resolution_raw,
    )


def _judge_empty(
    setup: Setup, step: PlanStep, level_raw: float, known: Known, moved: bool
) -> StepVerdict:
    if known.zero_raw is None or known.raw_per_n is None:
        return FITS
    deflection = level_raw - known.zero_raw
    if abs(deflection) <= _slack(setup, known, 0.0):
        return FITS
    slope = known.raw_per_n
    largest_n = setup.force(setup.loads[-1]).n
    # The load of the step before may still lie there; a small shift needs no movement to be told.
    if not moved and abs(deflection / slope) > LEFT_FRAC * largest_n:
        return WAITING
    left = _nearest(setup, deflection, slope)
    if left:
        return StepVerdict(
            False, False,
            f"It still reads like {stack_message(setup, left)}: a weight was forgotten. "
            "Take everything off the pad.",
        )  # fmt: skip
    # A tenth is enough: a sentence that changes with the noise is read aloud for ever.
    now_n = deflection / slope
    reads = signed(now_n, 1) if abs(now_n) >= 0.1 else signed(now_n, 2)
    return StepVerdict(
        False, False,
        f"The empty pad reads {reads} N: it was bumped, or something leans on "
        "it. Clear it and wait; if it stays so, accept it as the new zero or repeat the run.",
    )  # fmt: skip


def _judge_first(
    setup: Setup, step: PlanStep, deflection: float, asked_n: float, known: Known
) -> StepVerdict:
    """The first load of all: only the data sheet knows what to expect."""
    if abs(deflection) <= max(12.0 * known.noise_raw, 4.0 * setup.traits.resolution_raw):
        return WAITING
    nominal = setup.nominal_n_per_raw
    if nominal is None:
        return FITS
    ratio = deflection * nominal / asked_n
    low, high = NOMINAL_FACTORS
    if low <= abs(ratio) <= high:
        return FITS
    slope = math.copysign(1.0 / nominal, deflection / nominal)
    return StepVerdict(False, False, _cause(setup, step, deflection, known, slope))


def _judge_power(
    setup: Setup,
    step: PlanStep,
    deflection: float,
    known: Known,
    readings: tuple[CalibrationPoint, ...],
) -> StepVerdict:
    """A sensor without a slope: more force reads more, and the same force reads about the same."""
    zero_raw = known.zero_raw or 0.0
    asked_n = setup.force(step.stack).n
    if deflection <= max(12.0 * known.noise_raw, 4.0 * setup.traits.resolution_raw):
        return WAITING
    for other in readings:
        if not other.stack or other.kind == "edge":
            continue
        other_n, was = setup.force(other.stack).n, other.raw - zero_raw
        if other_n < 0.9 * asked_n and deflection < was * (1.0 - POWER_FRAC):
            words = (
                f"It reads less than {stack_message(setup, other.stack)} did: wrong order, or the "
                f"wrong weight. Place {stack_message(setup, step.stack)}."
            )
            return StepVerdict(False, False, words)
        if other_n > 1.1 * asked_n and deflection > was * (1.0 + POWER_FRAC):
            words = (
                f"It reads more than {stack_message(setup, other.stack)} did: wrong order, or "
                f"something else is on the pad. Place {stack_message(setup, step.stack)}."
            )
            return StepVerdict(False, False, words)
    return FITS


def _nearest(
    setup: Setup, deflection: float, slope: float, near: Callable[[float], float] | None = None
) -> tuple[str, ...]:
    """The stack that reads like this, fewest weights first; empty where none does."""
    tolerance = near or (lambda n: max(OWN_FRAC * n, LARGEST_FRAC * setup.force(setup.loads[-1]).n))
    ids = [mass.id for mass in setup.masses]
    fitting = [
        (len(stack), abs(deflection / slope - n), stack)
        for count in range(1, min(len(ids), 4) + 1)
        for stack in itertools.combinations(ids, count)
        if abs(deflection / slope - (n := setup.force(stack).n)) <= tolerance(n)
    ]
    return min(fitting)[2] if fitting else ()


def _cause(setup: Setup, step: PlanStep, deflection: float, known: Known, slope: float) -> str:
    asked = stack_message(setup, step.stack)
    now_n = deflection / slope
    sure = known.raw_per_n is not None
    if abs(deflection) > 4.0 * known.noise_raw:
        near_n = (OWN_FRAC if sure else THOUSAND_FRAC) * abs(now_n)
        near_n = max(near_n, 3.0 * known.noise_raw / abs(slope))
        thousand = _thousand(setup, step, now_n, near_n)
        if thousand:
            return thousand
    if abs(now_n) <= LARGEST_FRAC * setup.force(setup.loads[-1]).n:
        return f"The pad is empty. Place {asked}."
    found = _nearest(setup, deflection, slope)
    kilos = kilograms(now_n / setup.gravity.m_per_s2)
    if not found:
        return (
            f"It reads like {kilos}, which is none of the weights: a hand, a cable or something "
            f"else is on the pad. Place {asked} and nothing else; accept it if you are sure."
        )
    words = stack_message(setup, found)
    if set(found) < set(step.stack):
        return f"It reads like {words}: a weight is missing. Place {asked}."
    if set(found) > set(step.stack):
        return f"It reads like {words}: a weight was forgotten on the pad. Leave only {asked}."
    if found in setup.loads and step.kind == "load":
        return f"That is {words}: wrong order. Place {asked}."
    return f"That is {words}. Place {asked}."


def _thousand(setup: Setup, step: PlanStep, now_n: float, near_n: float) -> str:
    """The sentence about a kilogram typed for a gram, or the reverse; empty where it is not so."""
    asked_n = setup.force(step.stack).n
    for mass_id in step.stack:
        mass = setup.mass(mass_id)
        alone_n = setup.force((mass_id,)).n
        for factor, typed, meant in ((1e-3, "kilograms", "grams"), (1e3, "grams", "kilograms")):
            # In a stack, a weight a thousand times lighter cannot be told from a missing one.
            if factor < 1.0 and len(step.stack) > 1:
                continue
            if abs(now_n - asked_n - (factor - 1.0) * alone_n) <= near_n:
                return (
                    f"It reads as if {mass_id} weighed {kilograms(mass.kg * factor)}, not "
                    f"{kilograms(mass.kg)}: was its mass typed in {typed} instead of {meant}? "
                    "Correct the mass; nothing read so far is lost."
                )
    return ""
