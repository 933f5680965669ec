"""Routes of the Devices page (docs/api.md): whatever is asked, the answer is all there is now."""

from firmware_bridge.catalogue import all_devices
from rig.discovery.gauges import MOST_SCAN_S
from rig.hub.answers import DevicesAnswer
from rig.hub.errors import (
    AskError,
    DeviceMissingError,
    DeviceTakenError,
    StationBusyError,
    StationMissingError,
    StationSimulatedError,
)
from rig.hub.http.json_route import Call, changes, reads

SCAN_S = 5.0
DEVICES, STATION = "/api/devices", "/api/stations/{station}"


async def _look(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.look()
    return call.hub.sensor_assignment.words()


async def _watch(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.watch()
    return call.hub.sensor_assignment.words()


async def _scan(call: Call) -> DevicesAnswer:
    seconds = call.asked.get("seconds", SCAN_S)
    is_number = type(seconds) in (int, float)
    if not is_number or not 0 < seconds <= MOST_SCAN_S:
        raise AskError("seconds", f"a number above 0 and up to {MOST_SCAN_S:g}")
    await call.hub.sensor_assignment.scan(float(seconds))
    return call.hub.sensor_assignment.words()


async def _listen(call: Call) -> DevicesAnswer:
    kind = call.text("kind", "board")
    if kind not in all_devices():
        raise AskError("kind", f"one of {', '.join(all_devices())}")
    await call.hub.sensor_assignment.listen(_device(call), kind)
    return call.hub.sensor_assignment.words()


async def _assign(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.assign(call.station, _device(call))
    return call.hub.sensor_assignment.words()


async def _unassign(call: Call) -> DevicesAnswer:
    await call.hub.sensor_assignment.unassign(call.station)
    return call.hub.sensor_assignment.words()


def _device(call: Call) -> str:
    device = call.asked.get("device")
    if not isinstance(device, str):
        raise AskError("device", "the id of a row of /api/devices")
    return device


ROUTES = (
    reads(DEVICES, _look, DevicesAnswer, "Ports, gauges and stations; opens nothing"),
    changes(f"{DEVICES}/watch", _watch, DevicesAnswer, "The same; free boards are listened to"),
    changes(
        f"{DEVICES}/scan",
        _scan,
        DevicesAnswer,
        "The same after a look for Bluetooth gauges",
        optional={"seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_SCAN_S}},
    ),
    changes(
        f"{DEVICES}/listen",
        _listen,
        DevicesAnswer,
        "The same; this row is asked too, as that kind",
        refusals=(DeviceMissingError,),
        asked={"device": str},
        optional={"kind": str},
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
    ),
    changes(
        f"{STATION}/unassign",
        _unassign,
        DevicesAnswer,
        "Let steadyhold.toml decide again",
        refusals=(StationMissingError, StationBusyError),
    ),
)
