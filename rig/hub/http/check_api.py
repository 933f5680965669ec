"""Routes of the check weight (docs/api.md)."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rig.hub.errors import AskError
from rig.hub.http.body import json_body
from rig.hub.live.channel import json_text
from rig.hub.sensors.daily_check import StationChecks


def check_routes(station_checks: StationChecks) -> list[Route]:
    """Every route of it; whatever was asked, the answer is everything there is now."""

    async def look(request: Request) -> Response:
        return await _answer(station_checks, request)

    async def begin(request: Request) -> Response:
        said = await json_body(request)
        await station_checks.begin(
            request.path_params["station"], _text(said, "mass"), _text(said, "by")
        )
        return await _answer(station_checks, request)

    async def leave(request: Request) -> Response:
        await json_body(request)
        station_checks.leave(request.path_params["station"])
        return await _answer(station_checks, request)

    station = "/api/checks/{station}"
    return [
        Route(station, look),
        Route(f"{station}/begin", begin, methods=["POST"]),
        Route(f"{station}/leave", leave, methods=["POST"]),
    ]


async def _answer(station_checks: StationChecks, request: Request) -> Response:
    words = await station_checks.words(request.path_params["station"])
    return Response(json_text(words), media_type="application/json")


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise AskError(key, "a text")
    return value
