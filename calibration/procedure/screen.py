"""What a guided calibration shows: one sentence to follow, the reading, how far it has come."""

from dataclasses import dataclass
from typing import Final

from calibration.procedure.answers import SKIPPABLE, ProcedureRequest
from calibration.procedure.bins import bin_s
from calibration.procedure.objection import stack_message
from calibration.procedure.plan import POSITIONS, PlanStep, steps_of
from calibration.procedure.setup import FULL_LOADS, FULL_RUNS, SHORT_LOADS, Setup, fewest_loads
from calibration.procedure.state import Procedure, known_of, plan_left, quiet_of, window_bins
from calibration.procedure.stillness import look_at
from firmware_bridge.rounding import fixed

TITLES: Final = {
    "warm_up": "Warming up",
    "exercise": "Exercising the sensor",
    "unload": "Empty pad",
    "zero": "Zero",
    "zero_return": "Back to zero",
    "creep": "Creep",
    "edge": "Off the centre",
    "check": "Independent check",
}
WHERE: Final = {
    "centre": "in the centre",
    "front": "at the front edge",
    "right": "at the right edge",
    "back": "at the back edge",
    "left": "at the left edge",
}


@dataclass(frozen=True, slots=True)
class ProcedureScreen:
    """One moment of a calibration, for a terminal or a page.

    Attributes:
        title: where in the procedure.
        instruction: one sentence: what to do now.
        status: what it waits for.
        refusal: why the last attempt was not taken, and the way out; empty where all is well.
        reading_raw: newest reading; None before there is one.
        reading_n: the same in newtons, by the readings so far; None before the first load.
        scatter_raw: standard deviation of one sample; None before there is one.
        is_still: the pad rests.
        waited_frac: share of this reading that is done, 0 to 1.
        done: readings taken.
        steps: readings in all.
        finished: nothing is left to do.
        almost: what the plan can earn at most, and how to earn more; empty for the full plan.
        wishes: what may be asked now.
    """

    title: str
    instruction: str
    status: str
    refusal: str
    reading_raw: float | None
    reading_n: float | None
    scatter_raw: float | None
    is_still: bool
    waited_frac: float
    done: int
    steps: int
    finished: bool
    almost: str
    wishes: tuple[ProcedureRequest, ...]


def screen_of(procedure: Procedure) -> ProcedureScreen:
    """What to show of a state."""
    left = plan_left(procedure)
    step = left[0] if left else None
    known = known_of(procedure)
    newest = procedure.bins[-1] if procedure.bins else None
    window = window_bins(procedure)
    load_raw = newest.mean_raw - (known.zero_raw or 0.0) if newest else 0.0
    look = look_at(window, load_raw, quiet_of(procedure, known)) if window else None
    reading_n = None
    if newest and known.zero_raw is not None and known.raw_per_n:
        reading_n = (newest.mean_raw - known.zero_raw) / known.raw_per_n
    plan = len(steps_of(procedure.setup))
    return ProcedureScreen(
        title=_title(step),
        instruction=_instruction(procedure, step),
        status=_status(procedure, step, look is not None and look.is_still),
        refusal=procedure.refusal,
        reading_raw=newest.mean_raw if newest else None,
        reading_n=reading_n,
        scatter_raw=look.scatter_raw if look else None,
        is_still=look is not None and look.is_still,
        waited_frac=_waited_frac(procedure, step),
        done=plan - len(left),
        steps=plan,
        finished=step is None,
        almost=almost_message(procedure.setup),
        wishes=_requests(procedure, step),
    )


def almost_message(setup: Setup) -> str:
    """What a plan can earn at most, where that is not the best grade; empty otherwise."""
    if setup.law == "power":
        return "A force-sensing resistor earns grade C (coaching) at most."
    if setup.plan == "short":
        return (
            f"Almost: {SHORT_LOADS} points in one run earn grade T (training) at most; "
            f"{FULL_RUNS} runs of {FULL_LOADS} points and the edges can earn R."
        )
    if len(setup.loads) < FULL_LOADS:
        return (
            f"Almost: these weights give {len(setup.loads)} loads; {FULL_LOADS} are needed for R."
        )
    if not setup.checks:
        return "Almost: no weight is kept for an independent check; without one no grade is earned."
    return ""


def _title(step: PlanStep | None) -> str:
    if step is None:
        return "Done"
    if step.kind == "load":
        return f"Run {step.run}, {'rising' if step.leg == 'up' else 'falling'}"
    title = TITLES[step.kind]
    return f"Run {step.run}: {title.lower()}" if step.run else title


def _instruction(procedure: Procedure, step: PlanStep | None) -> str:
    setup = procedure.setup
    if procedure.paused:
        return "Paused: resume when you are ready."
    if step is None:
        return "All readings are taken: make the passport."
    if step.kind == "warm_up":
        minutes = setup.warm_up_s / 60.0
        return f"Leave the pad empty and switched on for {fixed(minutes, 0)} minutes."
    if procedure.again_zero:
        return "After the break: empty the pad, so that its zero can be compared."
    if not step.stack:
        return "Take everything off the pad and keep your hands away."
    words = stack_message(setup, step.stack)
    if step.kind == "edge":
        verb = "Place" if step.position == POSITIONS[0] else "Lift it and place"
        return f"{verb} {words} {WHERE[step.position]} of the pad."
    if step.kind == "creep":
        return f"Place {words} in the centre and leave it for a minute."
    if step.leg == "down":
        before = next((each.stack for each in reversed(procedure.readings) if each.stack), ())
        if before and not procedure.readings[-1].stack:
            return (
                f"Put {stack_message(setup, before)} back on; then, without emptying the pad, take "
                f"off weights until {words} is left."
            )
        return f"Without emptying the pad, take off weights until {words} is left."
    return f"Place {words} in the centre."


def _status(procedure: Procedure, step: PlanStep | None, is_still: bool) -> str:
    if step is None or procedure.paused:
        return ""
    if not procedure.bins:
        return "waiting for the sensor"
    if procedure.fitting:
        return "hold still: reading" if _waited_frac(procedure, step) > 0.5 else "settling"
    if step.kind == "warm_up":
        return "warming up"
    return "waiting for you" if is_still else "waiting for stillness"


def _waited_frac(procedure: Procedure, step: PlanStep | None) -> float:
    if step is None or not procedure.fitting or not procedure.bins:
        return 0.0
    starts = procedure.begun_s if step.kind == "warm_up" else procedure.moved_s
    base_s = starts if starts is not None else procedure.begun_s or 0.0
    width_s = bin_s(procedure.setup.traits.rate_hz)
    whole_s = max(step.settle_s + step.average_s, width_s)
    return min(max((procedure.bins[-1].end_s - base_s) / whole_s, 0.0), 1.0)


def _requests(procedure: Procedure, step: PlanStep | None) -> tuple[ProcedureRequest, ...]:
    if procedure.paused:
        return ("resume",)
    requests: list[ProcedureRequest] = []
    if procedure.readings:
        requests.append("repeat")
        if procedure.readings[-1].run:
            requests.append("repeat_run")
    if step is not None:
        if step.kind in SKIPPABLE:
            requests.append("skip")
        if procedure.refusal:
            requests.append("accept")
        if len(procedure.setup.loads) > fewest_loads(procedure.setup.law):
            requests.append("smaller")
        if procedure.setup.plan == "full":
            requests.append("short")
        requests += ["pause", "restart"]
    return tuple(requests)
