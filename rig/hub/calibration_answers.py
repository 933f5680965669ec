"""What the JSON API answers of a calibration and of check weights, as types.

A part annotated with classes has the fields of all of them.
"""

from typing import Annotated, Any, TypedDict

from calibration.fit.scatter import Dot
from calibration.procedure.screen import ProcedureScreen
from calibration.values import Grade
from rig.hub.messages import LinkJson

Json = dict[str, Any]


class CalibratedStationJson(TypedDict):
    """The station of a calibration and the sensor it reads."""

    id: str
    name: str
    demonstration: bool
    simulated: bool
    busy: bool
    link: LinkJson
    identity: str
    unnamed: str
    title: str
    unit: str
    channels: list[str]


class MassJson(TypedDict):
    """A weight as the step names it."""

    id: str
    kg: float
    check: bool


class CalibrationStepJson(TypedDict):
    """The step under way and everything read so far, beside the screen of the terminal."""

    why: str
    paused: bool
    kind: str
    step_s: float
    stack: list[MassJson]
    position: str
    masses: list[MassJson]
    dots: list[Annotated[Json, Dot]]
    is_another: bool
    identity: str
    kept: bool
    trouble: str


class BegunJson(TypedDict):
    """A calibration that waits to be gone on with."""

    begun_utc: str
    person: str
    done: int
    steps: int


class ComponentJson(TypedDict):
    """One part of an uncertainty budget, as a force (k = 1)."""

    name: str
    u_n: float


class PassportJson(TypedDict):
    """A passport in words: its grade, why not a better one, how sure a reading is.

    Attributes:
        has_pdf: this rig can print its certificate as PDF.
    """

    sha256: str
    id: str
    made_utc: str
    due_utc: str
    grade: Grade
    grade_message: str
    use: str
    reasons: list[str]
    almost: str
    at_n: float
    expanded_n: float
    band_pct: float
    uncertainties: list[ComponentJson]
    has_creep: bool
    has_pdf: bool
    statement: str


class CalibrationAnswer(TypedDict):
    """Everything the Calibrate page shows of a station.

    Attributes:
        bench: the calibration under way; null without one.
        begun: one that waits to be gone on with; null without one.
        passport: the newest of this sensor; null without one.
        damage: half a sentence where a newer passport is damaged, else empty.
    """

    station: CalibratedStationJson
    bench: Annotated[Json, ProcedureScreen, CalibrationStepJson] | None
    begun: BegunJson | None
    passport: PassportJson | None
    damage: str


class FinishedAnswer(TypedDict):
    """The passport that a calibration earned."""

    passport: PassportJson


class CheckJson(TypedDict):
    """A check weight under way: what to do, or how it ended; `passed` is null until it is read."""

    mass: str
    words: str
    passed: bool | None


class CheckAnswer(TypedDict):
    """The check weight of a station.

    Attributes:
        check: null while none is read.
        masses: weights of the passport that are heavy enough.
        usual: the one to take; empty where there is none.
        due: a sentence; empty when none is due.
    """

    check: CheckJson | None
    masses: list[str]
    usual: str
    due: str
