"""Routes of the Devices page (docs/api.md): whatever is asked, the answer is all there is now."""

from dataclasses import asdict
from typing import Any, Final

from firmware_bridge.catalogue import all_devices
from rig.discovery.gauges import MOST_SCAN_S
from rig.discovery.sensor_test import sentences
from rig.hub.answers import DevicesAnswer, SensorTestedAnswer
from rig.hub.errors import (
    AskError,
    DeviceMissingError,
    DeviceTakenError,
    StationBusyError,
    StationCalibratingError,
    StationMissingError,
    StationSilentError,
    StationSimulatedError,
)
from rig.hub.http.json_route import Call, changes, reads
from rig.school.roles import INSTRUCTORS

SCAN_S = 5.0
TEST_S = 10.0
MOST_TEST_S = 60.0
CALIBRATE: Final = "choose its station, then open Calibrate"
DEVICES, STATION = "/api/devices", "/api/stations/{station}"


async def _look(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.look()
    return call.hub.sensor_assignment.as_json()


async def _watch(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.watch()
    return call.hub.sensor_assignment.as_json()


async def _scan(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.scan(_seconds(call, SCAN_S, MOST_SCAN_S))
    return call.hub.sensor_assignment.as_json()


async def _listen(call: Call) -> DevicesAnswer:
    kind = call.text("kind", "board")
    if kind not in all_devices():
        raise AskError("kind", f"one of {', '.join(all_devices())}")
    await call.hub.sensor_assignment.listen(_device(call), kind)
    return call.hub.sensor_assignment.as_json()


async def _test(call: Call) -> SensorTestedAnswer:
    device, for_s = _device(call), _seconds(call, TEST_S, MOST_TEST_S)
    station = call.hub.sensor_tests.row(device).station
    if station:
        call.hub.calibrations.refuse_if_under_way(station)
    found = await call.hub.sensor_tests.tested(device, for_s)
    return {"device": device, "test": asdict(found), "words": sentences(found, CALIBRATE)}


async def _assign(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.assign(call.station, _device(call))
    return call.hub.sensor_assignment.as_json()


async def _unassign(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.unassign(call.station)
    return call.hub.sensor_assignment.as_json()


def _device(call: Call) -> str:
    device = call.asked.get("device")
    if not isinstance(device, str):
        raise AskError("device", "the id of a row of /api/devices")
    return device


def _seconds(call: Call, usual: float, most: float) -> float:
    seconds = call.asked.get("seconds", usual)
    is_number = type(seconds) in (int, float)
    if not is_number or not 0 < seconds <= most:
        raise AskError("seconds", f"a number above 0 and up to {most:g}")
    return float(seconds)


def _up_to(most_s: float) -> dict[str, Any]:
    return {"type": "number", "exclusiveMinimum": 0, "maximum": most_s}


ROUTES = (
    reads(
        DEVICES,
        _look,
        DevicesAnswer,
        "Ports, gauges and stations; opens nothing",
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{DEVICES}/watch",
        _watch,
        DevicesAnswer,
        "The same; free boards are listened to",
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{DEVICES}/scan",
        _scan,
        DevicesAnswer,
        "The same after a look for Bluetooth gauges",
        optional={"seconds": _up_to(MOST_SCAN_S)},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{DEVICES}/listen",
        _listen,
        DevicesAnswer,
        "The same; this row is asked too, as that kind",
        refusals=(DeviceMissingError,),
        asked={"device": str},
        optional={"kind": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{DEVICES}/test",
        _test,
        SensorTestedAnswer,
        "What an untouched sensor sends for some seconds, judged",
        refusals=(
            DeviceMissingError,
            StationBusyError,
            StationSilentError,
            StationSimulatedError,
            StationCalibratingError,
        ),
        asked={"device": str},
        optional={"seconds": _up_to(MOST_TEST_S)},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{STATION}/assign",
        _assign,
        DevicesAnswer,
        "Give a sensor to the station",
        refusals=(
            StationMissingError,
            DeviceMissingError,
            StationBusyError,
            StationSimulatedError,
            DeviceTakenError,
        ),
        asked={"device": str},
        open_to=INSTRUCTORS,
    ),
    changes(
        f"{STATION}/unassign",
        _unassign,
        DevicesAnswer,
        "Let steadyhold.toml decide again",
        refusals=(StationMissingError, StationBusyError),
        open_to=INSTRUCTORS,
    ),
)
