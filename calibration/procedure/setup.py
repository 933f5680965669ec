"""What a guided calibration is given: the sensor, the weights, the place."""

import itertools
from dataclasses import dataclass
from typing import Final, Literal

from calibration.errors import MassSetError
from calibration.nominal import nominal_calibration
from calibration.procedure.reference import AIR_KG_PER_M3, Gravity, KnownForce, Mass, known_force
from firmware_bridge.rounding import fixed, significant
from firmware_bridge.samples import Traits

PlanKind = Literal["full", "short"]
Law = Literal["polynomial", "power"]

FULL_LOADS: Final = 6
FULL_RUNS: Final = 3
SHORT_LOADS: Final = 3
# A power law has a factor, an exponent and a turn-on to find: fewer cannot carry it.
POWER_LOADS: Final = 4
WARM_UP_S: Final = 900.0
# Subsets of more weights than this take too long to list; nobody stacks more on a pad.
MOST_MASSES: Final = 12
# Nobody lifts a weight of 100 kg onto a pad, and one of 100 g is common.
LEAST_GRAMS: Final = 100.0
MOST_CHECKS: Final = 3
# A lighter check weight weighs less than the error it should find: even a dead cell would pass.
CHECK_FROM_FRAC: Final = 0.2
# A certified mass lies a little beside its nominal one, and brass floats less than steel.
CHECK_SLACK_FRAC: Final = 0.005


@dataclass(frozen=True, slots=True)
class Setup:
    """The unchanging part of one calibration.

    Attributes:
        traits: what the sensor sends.
        identity: hardware id of the sensor.
        column: raw channel to calibrate.
        masses: every weight at hand.
        loads: stacks of weights, by id, rising; the last is the largest.
        checks: stacks that take no part in the fit.
        edge: the stack that is moved to the edges.
        gravity: of the place.
        air_kg_per_m3: density of the air.
        plan: `full`, or `short` for a lower grade.
        law: `power` for sensors of the force-sensing-resistor class.
        full_scale_raw: reading at full supply of a divider, for the power law; else 0.
        range_n: largest force the sensor is made for.
        warm_up_s: time powered up before the first reading.
        nominal_n_per_raw: gain by the data sheet; None where nothing is known.
        temperature_column: channel that gives degrees Celsius; None without.
    """

    traits: Traits
    identity: str
    column: int
    masses: tuple[Mass, ...]
    loads: tuple[tuple[str, ...], ...]
    checks: tuple[tuple[str, ...], ...]
    edge: tuple[str, ...]
    gravity: Gravity
    air_kg_per_m3: float
    plan: PlanKind
    law: Law
    full_scale_raw: float
    range_n: float
    warm_up_s: float
    nominal_n_per_raw: float | None
    temperature_column: int | None

    def mass(self, mass_id: str) -> Mass:
        """The weight of that name."""
        return next(mass for mass in self.masses if mass.id == mass_id)

    def force(self, stack: tuple[str, ...]) -> KnownForce:
        """Force of a stack, with its uncertainty."""
        masses = tuple(self.mass(mass_id) for mass_id in stack)
        return known_force(masses, self.gravity, self.air_kg_per_m3)


def set_up(
    traits: Traits,
    identity: str,
    masses: tuple[Mass, ...],
    gravity: Gravity,
    *,
    range_n: float,
    plan: PlanKind = "full",
    law: Law = "polynomial",
    full_scale_raw: float = 0.0,
    column: int = 0,
    air_kg_per_m3: float = AIR_KG_PER_M3,
    warm_up_s: float = WARM_UP_S,
    temperature_column: int | None = None,
) -> Setup:
    """Choose the loads from the weights at hand, evenly over the range, checks kept apart.

    Args:
        traits: what the sensor sends.
        identity: hardware id of the sensor.
        masses: every weight at hand, ids all different.
        gravity: of the place.
        range_n: largest force the sensor is made for.
        plan: full, or short for a lower grade.
        law: `power` for force-sensing resistors.
        full_scale_raw: reading at full supply of a divider.
        column: raw channel to calibrate.
        air_kg_per_m3: density of the air.
        warm_up_s: time powered up before the first reading.
        temperature_column: channel in degrees Celsius.

    Raises:
        MassSetError: the weights cannot calibrate this sensor; a gram typed as a kilogram, or a
            check weight below a fifth of the largest load, is named.
    """
    within = loads_of(
        masses, gravity, range_n=range_n, plan=plan, law=law, air_kg_per_m3=air_kg_per_m3
    )
    loads = tuple(within)
    largest_n = within[loads[-1]]
    checks = [mass for mass in masses if mass.for_check]
    checks = [m for m in checks if known_force((m,), gravity, air_kg_per_m3).n <= largest_n]
    edge = min(loads, key=lambda stack: (abs(within[stack] - 0.5 * largest_n), len(stack)))
    nominal = nominal_calibration(traits)
    return Setup(
        traits=traits,
        identity=identity,
        column=column,
        masses=masses,
        loads=tuple(_ids(stack) for stack in loads),
        checks=tuple((mass.id,) for mass in checks[:MOST_CHECKS]),
        edge=_ids(edge),
        gravity=gravity,
        air_kg_per_m3=air_kg_per_m3,
        plan=plan,
        law=law,
        full_scale_raw=full_scale_raw,
        range_n=range_n,
        warm_up_s=warm_up_s,
        # The data sheet of the converter speaks of a bridge; a resistor has no slope.
        nominal_n_per_raw=(
            nominal.gain_per_raw if nominal.unit == "N" and law == "polynomial" else None
        ),
        temperature_column=temperature_column,
    )


def loads_of(
    masses: tuple[Mass, ...],
    gravity: Gravity,
    *,
    range_n: float,
    plan: PlanKind,
    law: Law,
    air_kg_per_m3: float = AIR_KG_PER_M3,
) -> dict[tuple[Mass, ...], float]:
    """The loads of a plan, rising, with their forces in newtons; needs no sensor.

    Args:
        masses: every weight at hand.
        gravity: of the place.
        range_n: largest force the sensor is made for.
        plan: full or short.
        law: a power law needs more loads than a line, also on the short plan.
        air_kg_per_m3: density of the air.

    Raises:
        MassSetError: the weights cannot calibrate such a sensor.
    """
    _refuse_impossible(masses, gravity, range_n, air_kg_per_m3)
    for_fit = tuple(mass for mass in masses if not mass.for_check)
    force_n = {
        stack: known_force(stack, gravity, air_kg_per_m3).n
        for count in range(1, len(for_fit) + 1)
        for stack in itertools.combinations(for_fit, count)
    }
    within = {stack: n for stack, n in force_n.items() if n <= range_n}
    is_short = plan == "short" and law == "polynomial"
    loads = _even_loads(within, SHORT_LOADS if is_short else FULL_LOADS)
    fewest = fewest_loads(law)
    if len(loads) < fewest:
        raise MassSetError(
            f"the weights give {len(loads)} different loads up to {range_n:g} N",
            f"bring at least {fewest} loads below it, check weights not counted",
        )
    _refuse_light_checks(masses, gravity, air_kg_per_m3, within[loads[-1]])
    return {stack: within[stack] for stack in loads}


def is_too_light(check_n: float, largest_n: float) -> bool:
    """Whether a check weight cannot prove a sensor that was calibrated up to the largest load."""
    return check_n < (1.0 - CHECK_SLACK_FRAC) * CHECK_FROM_FRAC * largest_n


def fewest_loads(law: Law) -> int:
    """Loads without which nothing can be fitted."""
    return POWER_LOADS if law == "power" else SHORT_LOADS


def _ids(stack: tuple[Mass, ...]) -> tuple[str, ...]:
    return tuple(mass.id for mass in stack)


def _refuse_impossible(
    masses: tuple[Mass, ...], gravity: Gravity, range_n: float, air_kg_per_m3: float
) -> None:
    ids = [mass.id for mass in masses]
    if len(set(ids)) != len(ids):
        twice = next(each for each in ids if ids.count(each) > 1)
        raise MassSetError(
            f"two weights are called {twice!r}", "give each its own name, as `2 kg a` and `2 kg b`"
        )
    if len(masses) > MOST_MASSES:
        raise MassSetError(
            f"{len(masses)} weights are too many to choose from", f"give at most {MOST_MASSES}"
        )
    for mass in masses:
        if not 0.0 < mass.kg < float("inf") or not 0.0 <= mass.u_kg < mass.kg:
            raise MassSetError(
                f"mass {mass.id}: {mass.kg:g} kg with an uncertainty of {mass.u_kg:g} kg cannot be",
                "give a mass above zero and a smaller uncertainty",
            )
        alone_n = known_force((mass,), gravity, air_kg_per_m3).n
        if alone_n > range_n and alone_n / 1000.0 <= range_n:
            grams = f"were grams meant ({mass.kg:g} g = {mass.kg / 1000.0:g} kg)? Else leave it out"
            too_heavy = "leave it out, or correct the largest force the sensor is made for"
            raise MassSetError(
                f"mass {mass.id}: {mass.kg:g} kg weighs {fixed(alone_n, 0)} N, but the sensor is "
                f"made for {range_n:g} N",
                grams if mass.kg >= LEAST_GRAMS else too_heavy,
            )


def _refuse_light_checks(
    masses: tuple[Mass, ...], gravity: Gravity, air_kg_per_m3: float, largest_n: float
) -> None:
    for mass in masses:
        alone_n = known_force((mass,), gravity, air_kg_per_m3).n
        if mass.for_check and is_too_light(alone_n, largest_n):
            least_kg = CHECK_FROM_FRAC * largest_n / gravity.m_per_s2
            raise MassSetError(
                f"check weight {mass.id} ({fixed(alone_n, 2)} N) is too light to prove a sensor "
                f"calibrated up to {fixed(largest_n, 1)} N",
                f"bring a check weight of at least {significant(least_kg, 2)} kg, a fifth of the "
                "largest load, and leave this one out",
            )


def _even_loads(within: dict[tuple[Mass, ...], float], wanted: int) -> tuple[tuple[Mass, ...], ...]:
    """Stacks nearest to equal steps up to the largest, fewest weights where two are as near."""
    if not within:
        return ()
    largest = max(within, key=lambda stack: (within[stack], -len(stack)))
    step_n = within[largest] / wanted
    chosen: dict[tuple[Mass, ...], float] = {}
    for number in range(1, wanted + 1):
        left = {
            stack: n
            for stack, n in within.items()
            if all(abs(n - other) > 0.02 * within[largest] for other in chosen.values())
        }
        if left:
            best = min(left, key=lambda s: (round(abs(left[s] - number * step_n), 6), len(s)))
            chosen[best] = left[best]
    return tuple(sorted(chosen, key=chosen.__getitem__))
