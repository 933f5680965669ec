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
from rig.hub.http.json_route import Call, JsonRoute

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
    kind = call.asked.get("kind", "board")
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
    JsonRoute(
        method="GET",
        path=DEVICES,
        summary="Ports, gauges and stations; opens nothing",
        answer=DevicesAnswer,
        act=_look,
    ),
    JsonRoute(
        method="POST",
        path=f"{DEVICES}/watch",
        summary="The same; free boards are listened to",
        answer=DevicesAnswer,
        act=_watch,
    ),
    JsonRoute(
        method="POST",
        path=f"{DEVICES}/scan",
        summary="The same after a look for Bluetooth gauges",
        answer=DevicesAnswer,
        act=_scan,
        optional={"seconds": {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_SCAN_S}},
    ),
    JsonRoute(
        method="POST",
        path=f"{DEVICES}/listen",
        summary="The same; this row is asked too, as that kind",
        answer=DevicesAnswer,
        act=_listen,
        refusals=(DeviceMissingError,),
        asked={"device": str},
        optional={"kind": str},
    ),
    JsonRoute(
        method="POST",
        path=f"{STATION}/assign",
        summary="Give a sensor to the station",
        answer=DevicesAnswer,
        act=_assign,
        refusals=(
            StationMissingError,
            DeviceMissingError,
            StationBusyError,
            StationSimulatedError,
            DeviceTakenError,
        ),
        asked={"device": str},
    ),
    JsonRoute(
        method="POST",
        path=f"{STATION}/unassign",
        summary="Let steadyhold.toml decide again",
        answer=DevicesAnswer,
        act=_unassign,
        refusals=(StationMissingError, StationBusyError),
    ),
)
