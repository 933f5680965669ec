"""The calibration passport `steadyhold.passport/1`: one JSON document that proves one sensor.

Its digest is the SHA-256 of its canonical JSON (RFC 8785) without the key `sha256`; a document
whose digest does not fit is not read. The schema is docs/passport.schema.json.
"""

import json
from dataclasses import asdict, dataclass, replace
from typing import Final, Literal, NoReturn

from calibration.canonical import canonical, sha256_of, value_of
from calibration.errors import PassportError
from calibration.fit.merit import CheckError, Figures
from calibration.passport.grades import GradeResult
from calibration.procedure.record import CalibrationPoint
from calibration.procedure.reference import Gravity, Mass
from calibration.uncertainty.budget import Assumed, Part
from calibration.values import Calibration, Grade

SCHEMA: Final = "steadyhold.passport/1"
PROCEDURE: Final = "steadyhold.procedure/1"
DECISION_RULE: Final = (
    "Simple acceptance: each figure is compared with its limit as measured; the expanded "
    "uncertainty (k = 2) is stated beside it and decides the narrowest band that may be graded."
)
NOT_ACCREDITED: Final = (
    "This certificate was made by the user of the instrument. It is not accredited."
)
ONLY_THIS_ITEM: Final = (
    "It is valid only for this item, as named and set up here, until the due date."
)


@dataclass(frozen=True, slots=True)
class PassportParties:
    """Who made a calibration, where, and under which conditions.

    Attributes:
        laboratory: school or laboratory.
        place: room and town.
        person: who placed the weights.
        authoriser: who stands for the result.
        humidity_pct: relative humidity of the air; None where not read.
        temperature_degc: of the room; None where not read.
        remark: anything else; empty without.
    """

    laboratory: str
    place: str
    person: str
    authoriser: str
    humidity_pct: float | None = None
    temperature_degc: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """The sensor that was calibrated.

    Attributes:
        identity: hardware id.
        kind: device kind.
        title: name for a person.
        unit: raw unit.
        channel: name of the calibrated channel.
        rate_hz: nominal samples per second.
        settling_s: time from a step of force to a settled value.
        resolution_raw: smallest step.
        firmware: version, amplifier gain and rate as the device tells them; empty unknown.
        simulated: no sensor was involved.
    """

    identity: str
    kind: str
    title: str
    unit: str
    channel: str
    rate_hz: float
    settling_s: float
    resolution_raw: float
    firmware: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class DeviceScale:
    """The calibration the device carries itself: recorded and checked, never silently trusted.

    Attributes:
        text: what the device tells of it, or that it tells nothing but the unit.
        ratio: force by the weights over force by the device.
        words: the finding.
    """

    text: str
    ratio: float
    words: str


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One reading under load.

    Attributes:
        reading: as taken.
        force_n: known force.
        u_n: its standard uncertainty.
        zero_raw: zero at the same moment.
        shown_n: what the calibrated sensor shows.
    """

    reading: CalibrationPoint
    force_n: float
    u_n: float
    zero_raw: float
    shown_n: float


@dataclass(frozen=True, slots=True)
class FitReport:
    """How the curve was found.

    Attributes:
        law: `line`, `quadratic` or `power`.
        reason: why this law.
        coefficients: of force on deflection and its square; of log force on log conductance.
        covariance: (p, p) of the coefficients.
        free_constant_n: constant of a line that need not go through the zero; None for a power law.
        residual_sd_n: residual standard deviation.
    """

    law: Literal["line", "quadratic", "power"]
    reason: str
    coefficients: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    free_constant_n: float | None
    residual_sd_n: float


@dataclass(frozen=True, slots=True)
class AtForce:
    """The uncertainty of a reading at one force, k = 1 and k = 2."""

    force_n: float
    u_n: float
    expanded_n: float


@dataclass(frozen=True, slots=True)
class CreepRow:
    """A reading under constant load."""

    since_s: float
    shown_n: float


@dataclass(frozen=True, slots=True)
class ProcedureSummary:
    """What was done.

    Attributes:
        version: of the procedure.
        plan: `full` or `short`.
        warm_up_s: time warmed up.
        skipped: steps left out.
        replaced: readings repeated or set aside; they are kept here.
        zeros: readings of the empty pad.
    """

    version: str
    plan: str
    warm_up_s: float
    skipped: tuple[str, ...]
    replaced: tuple[CalibrationPoint, ...]
    zeros: tuple[CalibrationPoint, ...]


@dataclass(frozen=True, slots=True)
class Passport:
    """One calibration of one sensor, complete.

    Attributes:
        id: unique.
        made_utc: ISO 8601.
        due_utc: ISO 8601; empty where each session needs its own.
        as_found: errors under the calibration before, `as_found_sha256`; empty without one.
        as_left: errors under this one.
        software: name and version.
        sha256: digest of everything else.
    """

    schema: str
    id: str
    made_utc: str
    due_utc: str
    about: PassportParties
    item: Item
    device_scale: DeviceScale | None
    procedure: ProcedureSummary
    masses: tuple[Mass, ...]
    gravity: Gravity
    air_kg_per_m3: float
    rows: tuple[CalibrationRow, ...]
    creep: tuple[CreepRow, ...]
    fit: FitReport
    calibration: Calibration
    figures: Figures
    budget: tuple[Part, ...]
    assumed: Assumed
    at_force: tuple[AtForce, ...]
    grade: GradeResult
    as_found: tuple[CheckError, ...]
    as_found_sha256: str
    as_left: tuple[CheckError, ...]
    decision_rule: str
    statements: tuple[str, ...]
    software: str
    sha256: str


def sealed(passport: Passport) -> Passport:
    """The passport with its digest."""
    return replace(passport, sha256=digest_of(asdict(passport)))


def digest_of(document: dict[str, object]) -> str:
    """SHA-256 of a passport document without its own digest."""
    return sha256_of({key: value for key, value in document.items() if key != "sha256"})


def passport_text(passport: Passport) -> str:
    """The document, canonical, one line."""
    return canonical(passport)


def read_passport(text: str) -> Passport:
    """The passport of a document, in canonical form or any other.

    Raises:
        PassportError: not JSON, another schema, altered, or with fields this version does not know.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise PassportError(f"the text is no JSON ({error})") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        found = document.get("schema") if isinstance(document, dict) else None
        raise PassportError(f"its schema is {found!r}, not {SCHEMA!r}")
    try:
        if digest_of(document) != document.get("sha256"):
            raise PassportError("its digest does not fit, so something in it was changed")
        passport = value_of(Passport, document)
    except ValueError as error:
        raise PassportError(str(error)) from error
    if canonical(passport) != canonical(document):
        raise PassportError("it has fields that this version does not know")
    return passport


def calibration_of(passport: Passport) -> Calibration:
    """The calibration as sessions use and record it, naming the passport it rests on."""
    return replace(
        passport.calibration,
        identity=f"passport/{passport.id}",
        passport_sha256=passport.sha256,
        grade=passport.grade.grade,
        due_utc=passport.due_utc,
        made_utc=passport.made_utc,
    )


def grade_message(grade: Grade) -> str:
    """A grade as a person says it."""
    words = {
        "R": "grade R, research and assessment",
        "T": "grade T, training",
        "C": "grade C, coaching",
        "none": "no grade",
    }
    return words[grade]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
