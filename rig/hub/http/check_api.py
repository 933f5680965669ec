"""Routes of the check weight (docs/api.md): whatever is asked, the answer is all there is now."""

from calibration.errors import MassSetError
from rig.hub.calibration_answers import CheckAnswer
from rig.hub.errors import (
    CheckMissingError,
    StationBusyError,
    StationMissingError,
    StationSilentError,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.school.roles import INSTRUCTORS
from rig.trust.passport_store import NoPassportError

CHECK = "/api/checks/{station}"


async def _look(call: Call) -> CheckAnswer:
    return await call.hub.checks.as_json(call.station)


async def _begin(call: Call) -> CheckAnswer:
    await call.hub.checks.begin(call.station, call.text("mass", ""), call.text("by", ""))
    return await call.hub.checks.as_json(call.station)


async def _leave(call: Call) -> CheckAnswer:
    call.hub.checks.leave(call.station)
    return await call.hub.checks.as_json(call.station)


ROUTES = (
    reads(
        CHECK,
        _look,
        CheckAnswer,
        "The check weight of a station",
        refusals=(StationMissingError,),
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CHECK}/begin",
        _begin,
        CheckAnswer,
        "Read a check weight",
        refusals=(
            StationMissingError,
            StationBusyError,
            StationSilentError,
            NoPassportError,
            MassSetError,
        ),
        optional={"mass": str, "by": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{CHECK}/leave",
        _leave,
        CheckAnswer,
        "Be done with it",
        refusals=(StationMissingError, CheckMissingError),
        open_to=INSTRUCTORS,
    ),
)
