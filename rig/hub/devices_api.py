"""Routes of the Devices page (docs/api.md)."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from firmware_bridge.catalogue import all_devices
from rig.discovery.gauges import MOST_SCAN_S
from rig.hub.body import json_body
from rig.hub.channel import json_text
from rig.hub.desk import Desk
from rig.hub.errors import AskError

SCAN_S = 5.0

Act = Callable[[Desk, Request, Mapping[str, Any]], Awaitable[None]]


def device_routes(desk: Desk) -> list[Route]:
    """Every route of the page."""
    return [
        Route("/api/devices", _answers(desk, _look)),
        Route("/api/devices/watch", _answers(desk, _watch), methods=["POST"]),
        Route("/api/devices/scan", _answers(desk, _scan), methods=["POST"]),
        Route("/api/devices/listen", _answers(desk, _listen), methods=["POST"]),
        Route("/api/stations/{station}/assign", _answers(desk, _assign), methods=["POST"]),
        Route("/api/stations/{station}/unassign", _answers(desk, _unassign), methods=["POST"]),
    ]


def _answers(desk: Desk, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Whatever was asked, the answer is everything there is now."""

    async def answered(request: Request) -> Response:
        await act(desk, request, await json_body(request))
        return Response(json_text(desk.words()), media_type="application/json")

    return answered


async def _look(desk: Desk, _: Request, __: Mapping[str, Any]) -> None:
    await desk.look()


async def _watch(desk: Desk, _: Request, __: Mapping[str, Any]) -> None:
    await desk.watch()


async def _scan(desk: Desk, _: Request, said: Mapping[str, Any]) -> None:
    seconds = said.get("seconds", SCAN_S)
    is_number = type(seconds) in (int, float)
    if not is_number or not 0 < seconds <= MOST_SCAN_S:
        raise AskError("seconds", f"a number above 0 and up to {MOST_SCAN_S:g}")
    await desk.scan(float(seconds))


async def _listen(desk: Desk, _: Request, said: Mapping[str, Any]) -> None:
    kind = said.get("kind", "board")
    if kind not in all_devices():
        raise AskError("kind", f"one of {', '.join(all_devices())}")
    await desk.listen(_device(said), kind)


async def _assign(desk: Desk, request: Request, said: Mapping[str, Any]) -> None:
    await desk.assign(request.path_params["station"], _device(said))


async def _unassign(desk: Desk, request: Request, _: Mapping[str, Any]) -> None:
    await desk.unassign(request.path_params["station"])


def _device(said: Mapping[str, Any]) -> str:
    device = said.get("device")
    if not isinstance(device, str):
        raise AskError("device", "the id of a row of /api/devices")
    return device
