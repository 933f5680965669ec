"""What an operator may ask of a calibration under way; nothing read is ever thrown away."""

from dataclasses import replace
from typing import Final, Literal

from calibration.procedure.bins import EMPTY
from calibration.procedure.plan import PlanStep
from calibration.procedure.reference import Mass
from calibration.procedure.setup import fewest_loads
from calibration.procedure.state import Procedure, after_break, plan_left

ProcedureRequest = Literal[
    "repeat", "repeat_run", "restart", "skip", "accept", "pause", "resume", "smaller", "short"
]
"""repeat: the last reading again; repeat_run: this run again; restart: everything again; skip:
leave this step out; accept: take what is on the pad; smaller: leave out the largest load; short:
finish with one run, for a lower grade."""

SKIPPABLE: Final = ("warm_up", "creep", "edge", "check")


def answered(procedure: Procedure, request: ProcedureRequest) -> Procedure:
    """The state after a request, or the same state with the reason why it cannot be.

    Args:
        procedure: state before.
        request: what is asked.
    """
    match request:
        case "pause":
            return replace(procedure, paused=True, filling=EMPTY, bins=(), refusal="")
        case "resume":
            return after_break(procedure) if procedure.paused else procedure
        case "repeat":
            return _repeat(procedure)
        case "repeat_run":
            return _repeat_run(procedure)
        case "restart":
            set_aside = (*procedure.replaced, *procedure.readings)
            return _anew(replace(procedure, readings=(), replaced=set_aside, creep=(), skipped=()))
        case "skip":
            return _skip(procedure)
        case "accept":
            return _accept(procedure)
        case "smaller":
            return _smaller(procedure)
        case "short":
            return _anew(replace(procedure, setup=replace(procedure.setup, plan="short")))


def correct_mass(procedure: Procedure, mass: Mass) -> Procedure:
    """The state with one weight's mass corrected; its readings stay and mean another force.

    Args:
        procedure: state before.
        mass: the weight as it should be, under its old id.
    """
    setup = procedure.setup
    if mass.id not in {each.id for each in setup.masses}:
        return replace(procedure, refusal=f"There is no weight called {mass.id}.")
    masses = tuple(mass if each.id == mass.id else each for each in setup.masses)
    corrected = replace(setup, masses=masses)
    loads = tuple(sorted(setup.loads, key=lambda stack: corrected.force(stack).n))
    return _anew(replace(procedure, setup=replace(corrected, loads=loads)))


def _anew(procedure: Procedure) -> Procedure:
    """The step under way begins again; what lies on the pad is looked at afresh."""
    return replace(
        procedure, begun_s=None, moved_s=None, still_s=None, refusal="", forcing=False,
        fitting=False, again_zero=False,
    )  # fmt: skip


def _repeat(procedure: Procedure) -> Procedure:
    if not procedure.readings:
        return replace(procedure, refusal="There is no reading to repeat yet.")
    *kept, last = procedure.readings
    creep = () if last.kind == "creep" else procedure.creep
    return _anew(
        replace(procedure, readings=tuple(kept), replaced=(*procedure.replaced, last), creep=creep)
    )


def _repeat_run(procedure: Procedure) -> Procedure:
    run = procedure.readings[-1].run if procedure.readings else 0
    if not run:
        return replace(procedure, refusal="There is no run to repeat: none has begun.")
    return _set_aside(procedure, tuple(r.key for r in procedure.readings if r.run == run))


def _set_aside(procedure: Procedure, keys: tuple[str, ...]) -> Procedure:
    kept = tuple(r for r in procedure.readings if r.key not in keys)
    aside = tuple(r for r in procedure.readings if r.key in keys)
    return _anew(replace(procedure, readings=kept, replaced=(*procedure.replaced, *aside)))


def _skip(procedure: Procedure) -> Procedure:
    left = plan_left(procedure)
    if not left or left[0].kind not in SKIPPABLE:
        return replace(
            procedure, refusal="This step cannot be left out: without it nothing can be said."
        )
    keys = (left[0].key,) if left[0].kind == "warm_up" else _belonging(left, left[0])
    return _anew(replace(procedure, skipped=(*procedure.skipped, *keys)))


def _belonging(left: tuple[PlanStep, ...], step: PlanStep) -> tuple[str, ...]:
    """The step and what only makes sense with it: all edges together, a load and its removal."""
    if step.kind == "edge":
        return tuple(each.key for each in left if each.key.startswith("edge"))
    if step.kind == "creep":
        return tuple(each.key for each in left if each.key.startswith("creep"))
    return tuple(each.key for each in left if each.key.startswith(step.key))


def _accept(procedure: Procedure) -> Procedure:
    if not procedure.refusal:
        return replace(procedure, refusal="There is nothing to accept: all is well, just wait.")
    return replace(procedure, forcing=True)


def _smaller(procedure: Procedure) -> Procedure:
    loads, fewest = procedure.setup.loads, fewest_loads(procedure.setup.law)
    if len(loads) <= fewest:
        return replace(
            procedure,
            refusal=f"Fewer than {fewest} loads cannot calibrate a sensor: bring smaller "
            "weights and begin again.",
        )
    setup = replace(procedure.setup, loads=loads[:-1])
    top = loads[-1]
    keys = tuple(r.key for r in procedure.readings if r.stack == top)
    return _set_aside(replace(procedure, setup=setup, creep=()), keys)
