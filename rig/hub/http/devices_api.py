"""Routes of the Devices page (docs/api.md)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firmware_bridge.catalogue import all_devices
from rig.discovery.gauges import MOST_SCAN_S
from rig.hub.errors import AskError
from rig.hub.http.body import json_body
from rig.hub.live.channel import json_text
from rig.hub.sensors.sensor_assignment import SensorAssignment

SCAN_S = 5.0

Act = Callable[[SensorAssignment, Request, Mapping[str, Any]], Awaitable[None]]


def device_routes(sensor_assignment: SensorAssignment) -> list[Route]:
    """Every route of the page."""
    return [
        Route("/api/devices", _answers(sensor_assignment, _look)),
        Route("/api/devices/watch", _answers(sensor_assignment, _watch), methods=["POST"]),
        Route("/api/devices/scan", _answers(sensor_assignment, _scan), methods=["POST"]),
        Route("/api/devices/listen", _answers(sensor_assignment, _listen), methods=["POST"]),
        Route(
            "/api/stations/{station}/assign", _answers(sensor_assignment, _assign), methods=["POST"]
        ),
        Route(
            "/api/stations/{station}/unassign",
            _answers(sensor_assignment, _unassign),
            methods=["POST"],
        ),
    ]


def _answers(
    sensor_assignment: SensorAssignment, act: Act
) -> Callable[[Request], Awaitable[Response]]:
    """Whatever was asked, the answer is everything there is now."""

    async def answered(request: Request) -> Response:
        await act(sensor_assignment, request, await json_body(request))
        return Response(json_text(sensor_assignment.words()), media_type="application/json")

    return answered


async def _look(sensor_assignment: SensorAssignment, _: Request, __: Mapping[str, Any]) -> None:
    await sensor_assignment.look()


async def _watch(sensor_assignment: SensorAssignment, _: Request, __: Mapping[str, Any]) -> None:
    await sensor_assignment.watch()


async def _scan(sensor_assignment: SensorAssignment, _: Request, said: Mapping[str, Any]) -> None:
    seconds = said.get("seconds", SCAN_S)
    is_number = type(seconds) in (int, float)
    if not is_number or not 0 < seconds <= MOST_SCAN_S:
        raise AskError("seconds", f"a number above 0 and up to {MOST_SCAN_S:g}")
    await sensor_assignment.scan(float(seconds))


async def _listen(sensor_assignment: SensorAssignment, _: Request, said: Mapping[str, Any]) -> None:
    kind = said.get("kind", "board")
    if kind not in all_devices():
        raise AskError("kind", f"one of {', '.join(all_devices())}")
    await sensor_assignment.listen(_device(said), kind)


async def _assign(
    sensor_assignment: SensorAssignment, request: Request, said: Mapping[str, Any]
) -> None:
    await sensor_assignment.assign(request.path_params["station"], _device(said))


async def _unassign(
    sensor_assignment: SensorAssignment, request: Request, _: Mapping[str, Any]
) -> None:
    await sensor_assignment.unassign(request.path_params["station"])


def _device(said: Mapping[str, Any]) -> str:
    device = said.get("device")
    if not isinstance(device, str):
        raise AskError("device", "the id of a row of /api/devices")
    return device
