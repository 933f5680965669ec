"""The steps of a guided calibration, in order (spec: domain model 7.2)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from calibration.procedure.setup import FULL_RUNS, Setup

StepKind = Literal[
    "warm_up", "exercise", "unload", "zero", "load", "zero_return", "creep", "edge", "check"
]
Leg = Literal["up", "down", ""]

POSITIONS: Final = ("centre", "front", "right", "back", "left")
EXERCISES: Final = 3


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One reading to be taken.

    Attributes:
        key: name of the step, the same however the plan is shortened.
        kind: what it is for.
        run: 1, 2, 3 within the series; 0 outside.
        leg: whether the series is rising or falling.
        stack: weights that lie on the pad, by id.
        position: where; `centre` unless the edges are tried.
        settle_s: time from the last movement until averaging begins.
        average_s: time averaged.
    """

    key: str
    kind: StepKind
    run: int
    leg: Leg
    stack: tuple[str, ...]
    position: str
    settle_s: float
    average_s: float


@lru_cache(maxsize=16)
def steps_of(setup: Setup) -> tuple[PlanStep, ...]:
    """Every step of the plan, in order; the same setup gives the same steps."""
    top = setup.loads[-1]
    runs = FULL_RUNS if setup.plan == "full" else 1
    steps = [_step("warm-up", "warm_up", settle_s=setup.warm_up_s)]
    for number in range(1, EXERCISES + 1):
        steps.append(_step(f"exercise {number}", "exercise", stack=top, average_s=2.0))
        steps.append(_step(f"exercise {number} off", "unload", average_s=2.0))
    for run in range(1, runs + 1):
        steps.append(_step(f"run {run} zero", "zero", run=run))
        steps += [_load(run, "up", stack) for stack in setup.loads]
        steps += [_load(run, "down", stack) for stack in reversed(setup.loads[:-1])]
        # The creep of unloading needs half a minute to fade (domain model 7.2).
        steps.append(_step(f"run {run} return", "zero_return", run=run, settle_s=28.0))
    steps.append(_step("creep", "creep", stack=top, settle_s=58.5, average_s=2.0))
    steps.append(_step("creep return", "zero_return", settle_s=28.0))
    if setup.plan == "full":
        for position in POSITIONS:
            steps.append(_step(f"edge {position}", "edge", stack=setup.edge, position=position))
        steps.append(_step("edge off", "unload", average_s=2.0))
    for number, stack in enumerate(setup.checks, start=1):
        steps.append(_step(f"check {number}", "check", stack=stack))
        steps.append(_step(f"check {number} off", "unload", average_s=2.0))
    return tuple(steps)


def _load(run: int, leg: Leg, stack: tuple[str, ...]) -> PlanStep:
    return _step(f"run {run} {leg} {'+'.join(stack)}", "load", run=run, leg=leg, stack=stack)


def _step(
    key: str,
    kind: StepKind,
    *,
    run: int = 0,
    leg: Leg = "",
    stack: tuple[str, ...] = (),
    position: str = "centre",
    settle_s: float = 3.0,
    average_s: float = 3.0,
) -> PlanStep:
    return PlanStep(key, kind, run, leg, stack, position, settle_s, average_s)
