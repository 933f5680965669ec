"""Routes of the Calibration page (docs/api.md)."""

from typing import Any, get_args

from calibration.errors import FitRejectedError, GravityError, MassSetError, RecordIncompleteError
from calibration.procedure.answers import ProcedureRequest
from rig.calibrating.errors import CalibrationFormError, MassRowsError, ProgressDamagedError
from rig.calibrating.masses import KEYS
from rig.hub.calibrating.form import form_said
from rig.hub.calibrating.session_json import passport_json
from rig.hub.calibration_answers import CalibrationAnswer, FinishedAnswer
from rig.hub.errors import (
    AskError,
    CalibrationMissingError,
    ReadingsNotKeptError,
    StationBusyError,
    StationCalibratingError,
    StationMissingError,
    StationSilentError,
    StationSimulatedError,
    StepsLeftError,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.school.roles import INSTRUCTORS

REQUESTS: tuple[ProcedureRequest, ...] = get_args(ProcedureRequest)
CALIBRATION = "/api/calibration/{station}"
REFUSALS = (StationMissingError, CalibrationMissingError, ProgressDamagedError)
NOT_FREE = (
    StationMissingError,
    StationBusyError,
    StationSilentError,
    StationSimulatedError,
    StationCalibratingError,
)

NUMBERS = (
    "gravity_m_per_s2", "latitude_deg", "height_m", "range_n", "full_scale_raw",
    "temperature_degc", "humidity_pct",
)  # fmt: skip
SCALAR = {"type": ["string", "number", "boolean", "null"]}
UNLESS_EMPTY = {"anyOf": [{"type": ["number", "null"]}, {"const": ""}]}
MASS_ROW = {
    "type": "object",
    "properties": dict.fromkeys(KEYS, SCALAR),
    "required": [],
    "additionalProperties": False,
}
FORM: dict[str, Any] = {
    "masses": {"type": "array", "items": MASS_ROW},
    **dict.fromkeys(NUMBERS, UNLESS_EMPTY),
    "plan": {"enum": ["full", "short"]},
    "law": {"enum": ["polynomial", "power"]},
    "column": int,
    **dict.fromkeys(("authoriser", "place", "laboratory", "remark"), str),
}


async def _look(call: Call) -> CalibrationAnswer:
    return await call.hub.calibrations.as_json(call.station)


async def _begin(call: Call) -> CalibrationAnswer:
    await call.hub.calibrations.begin(call.station, form_said(call.asked))
    return await _look(call)


async def _resume(call: Call) -> CalibrationAnswer:
    await call.hub.calibrations.go_on(call.station)
    return await _look(call)


async def _wish(call: Call) -> CalibrationAnswer:
    asked = next((each for each in REQUESTS if each == call.asked.get("wish")), None)
    if asked is None:
        raise AskError("wish", f"one of {', '.join(REQUESTS)}")
    await call.hub.calibrations.ask(call.station, asked)
    return await _look(call)


async def _mass(call: Call) -> CalibrationAnswer:
    weight, mass_kg = call.asked.get("id"), call.asked.get("kg")
    if not isinstance(weight, str) or type(mass_kg) not in (int, float):
        raise AskError("kg", "a number, and 'id' the name of a weight")
    await call.hub.calibrations.correct(call.station, f"{weight}={mass_kg!r}")
    return await _look(call)


async def _leave(call: Call) -> CalibrationAnswer:
    await call.hub.calibrations.leave(call.station)
    return await _look(call)


async def _finish(call: Call) -> FinishedAnswer:
    kept = await call.hub.calibrations.finish(call.station)
    return FinishedAnswer(passport=passport_json(kept))


ROUTES = (
    reads(
        CALIBRATION,
        _look,
        CalibrationAnswer,
        "The calibration of a station",
        refusals=(StationMissingError, ProgressDamagedError),
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/begin",
        _begin,
        CalibrationAnswer,
        "Begin anew",
        refusals=(
            *NOT_FREE,
            MassRowsError,
            MassSetError,
            GravityError,
            CalibrationFormError,
            ReadingsNotKeptError,
        ),
        asked={"person": str},
        optional=FORM,
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/resume",
        _resume,
        CalibrationAnswer,
        "Go on",
        refusals=(*REFUSALS, *NOT_FREE, ReadingsNotKeptError),
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/wish",
        _wish,
        CalibrationAnswer,
        "Ask for another step",
        refusals=(*REFUSALS, StationBusyError),
        asked={"wish": ProcedureRequest},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/mass",
        _mass,
        CalibrationAnswer,
        "Correct the mass of a weight",
        refusals=(*REFUSALS, MassRowsError),
        asked={"id": str, "kg": float},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/leave",
        _leave,
        CalibrationAnswer,
        "Leave it for later",
        refusals=(*REFUSALS, ReadingsNotKeptError),
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CALIBRATION}/finish",
        _finish,
        FinishedAnswer,
        "Make the passport",
        refusals=(*REFUSALS, StepsLeftError, FitRejectedError, RecordIncompleteError),
        open_to=INSTRUCTORS,
    ),
)
