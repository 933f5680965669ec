"""The questions before a guided calibration; what an option answers is not asked."""

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import typer

from calibration.passport.document import PassportParties
from calibration.procedure.reference import Gravity, Mass
from calibration.procedure.setup import Law, PlanKind, loads_of
from rig.calibrating.errors import UnansweredError
from rig.calibrating.form import USUAL_RANGE_N, Form, gravity_asked
from rig.calibrating.masses import read_masses

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """Answers of the command line; None where they are asked for."""

    masses: Path | None
    gravity_m_per_s2: float | None
    latitude_deg: float | None
    height_m: float | None
    operator: str | None
    place: str | None
    school: str
    plan: PlanKind | None
    range_n: float | None
    full_scale_raw: float | None
    column: int
    room_degc: float | None
    humidity_pct: float | None


def form_asked(given: Given) -> Form:
    """The form, with what is missing asked at the terminal or read from stdin line by line.

    Raises:
        MassRowsError, CalibrationFormError, GravityError: what was given cannot be.
        UnansweredError: stdin ended before an answer.
        OSError: the list of weights cannot be read.
    """
    law: Law = "polynomial" if given.full_scale_raw is None else "power"
    masses = _masses(given)
    gravity = _gravity(given)
    range_n = given.range_n
    if range_n is None:
        range_n = _ask(
            "Largest force the sensor is made for, in N (20 kg printed on it are 196)",
            "--range-n", float, USUAL_RANGE_N,
        )  # fmt: skip
    plan = given.plan
    if plan is None:
        short = _ask(
            "Plan: full (3 runs, about 45 min) or short (1 run, lower grade)", "--plan", str, "full"
        )
        plan = "short" if short.strip().casefold().startswith("s") else "full"
    person, place = given.operator, given.place
    if person is None:
        person = _ask("Who places the weights", "--operator", str)
    if place is None:
        place = _ask("Where (room, town)", "--place", str)
    return Form(
        masses=masses,
        gravity=gravity,
        plan=plan,
        law=law,
        full_scale_raw=given.full_scale_raw or 0.0,
        range_n=range_n,
        column=given.column,
        about=PassportParties(
            laboratory=given.school,
            place=place.strip(),
            person=person.strip(),
            authoriser=person.strip(),
            humidity_pct=given.humidity_pct,
            temperature_degc=given.room_degc,
        ),
    )


def refuse_mistakes(given: Given) -> None:
    """Check what can be checked before there is a sensor.

    Raises:
        MassRowsError, MassSetError, CalibrationFormError, GravityError: what was given cannot be.
        OSError: the list of weights cannot be read.
    """
    masses = None if given.masses is None else read_masses(given.masses)
    if given.gravity_m_per_s2 is None and given.latitude_deg is None:
        return
    gravity = gravity_asked(given.gravity_m_per_s2, given.latitude_deg, given.height_m)
    if masses is not None and given.range_n is not None and 0.0 < given.range_n < math.inf:
        law: Law = "polynomial" if given.full_scale_raw is None else "power"
        loads_of(masses, gravity, range_n=given.range_n, plan=given.plan or "short", law=law)


def _masses(given: Given) -> tuple[Mass, ...]:
    if given.masses is not None:
        return read_masses(given.masses)
    named = _ask("File with your weights (TOML or CSV, see docs/calibration.md)", "--masses", str)
    return read_masses(Path(named.strip()).expanduser())


def _gravity(given: Given) -> Gravity:
    if given.gravity_m_per_s2 is not None or given.latitude_deg is not None:
        return gravity_asked(given.gravity_m_per_s2, given.latitude_deg, given.height_m)
    latitude_deg = _ask(
        "Latitude of this place in degrees, south is negative", "--latitude or --gravity", float
    )
    height_m = given.height_m
    if height_m is None:
        height_m = _ask("Height above the sea in metres", "--height", float, 0.0)
    return gravity_asked(None, latitude_deg, height_m)


def _ask(question: str, option: str, kind: Callable[[str], T], default: T | None = None) -> T:
    # Questions go to stderr, so that stdout holds the answer alone.
    with unanswered(question, option):
        answer: T = typer.prompt(question, default=default, type=kind, err=True)
    return answer


@contextmanager
def unanswered(question: str, option: str) -> Iterator[None]:
    """Name the option that answers a question where stdin ends before its answer.

    Raises:
        UnansweredError: nobody is at a terminal to answer.
    """
    try:
        yield
    except typer.Abort as error:
        if sys.stdin.isatty():
            raise
        # What was asked stands on a line without an end.
        typer.echo(err=True)
        raise UnansweredError(question, option) from error
