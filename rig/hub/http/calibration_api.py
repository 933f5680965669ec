"""Routes of the Calibration page and of passports (docs/api.md)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from calibration.certificate.charts import creep_chart, hysteresis_chart, residual_chart
from calibration.certificate.page import certificate_html
from calibration.procedure.answers import ProcedureRequest
from rig.calibrating.printer import Printer
from rig.hub.calibrating.form import form_said
from rig.hub.calibrating.session_json import passport_json
from rig.hub.calibrating.sessions import CalibrationSessions
from rig.hub.calibration_answers import FinishedAnswer
from rig.hub.errors import AskError
from rig.hub.http.body import json_body
from rig.hub.live.channel import json_text
from rig.trust.passport_store import KeptPassport

CHARTS = {"residuals": residual_chart, "hysteresis": hysteresis_chart, "creep": creep_chart}
REQUESTS: tuple[ProcedureRequest, ...] = get_args(ProcedureRequest)

Act = Callable[[CalibrationSessions, str, Mapping[str, Any]], Awaitable[None]]


def calibration_routes(calibrations: CalibrationSessions) -> list[Route]:
    """Every route of the page."""
    acts = {
        "begin": _begin, "resume": _resume, "wish": _wish, "mass": _mass, "leave": _leave,
    }  # fmt: skip
    station, passport = "/api/calibration/{station}", "/api/passports/{sha256}"
    return [
        Route(station, _bound(calibrations, _look)),
        Route(f"{station}/finish", _bound(calibrations, _finish), methods=["POST"]),
        *(
            Route(f"{station}/{name}", _acts(calibrations, act), methods=["POST"])
            for name, act in acts.items()
        ),
        Route(passport, _bound(calibrations, _document)),
        Route(f"{passport}/certificate", _bound(calibrations, _page)),
        Route(f"{passport}/certificate.pdf", _prints(calibrations)),
        Route(f"{passport}/{{chart}}.svg", _bound(calibrations, _chart)),
    ]


def _bound(calibrations: CalibrationSessions, act: Any) -> Callable[[Request], Awaitable[Response]]:
    async def bound(request: Request) -> Response:
        found: Response = await act(calibrations, request)
        return found

    return bound


def _acts(calibrations: CalibrationSessions, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Whatever was asked, the answer is everything there is now."""

    async def answered(request: Request) -> Response:
        station = request.path_params["station"]
        await act(calibrations, station, await json_body(request))
        return _json(await calibrations.words(station))

    return answered


async def _look(calibrations: CalibrationSessions, request: Request) -> Response:
    return _json(await calibrations.words(request.path_params["station"]))


async def _begin(calibrations: CalibrationSessions, station: str, said: Mapping[str, Any]) -> None:
    await calibrations.begin(station, form_said(said))


async def _resume(calibrations: CalibrationSessions, station: str, _: Mapping[str, Any]) -> None:
    await calibrations.go_on(station)


async def _wish(calibrations: CalibrationSessions, station: str, said: Mapping[str, Any]) -> None:
    asked = next((each for each in REQUESTS if each == said.get("wish")), None)
    if asked is None:
        raise AskError("wish", f"one of {', '.join(REQUESTS)}")
    await calibrations.ask(station, asked)


async def _mass(calibrations: CalibrationSessions, station: str, said: Mapping[str, Any]) -> None:
    if not isinstance(said.get("id"), str) or type(said.get("kg")) not in (int, float):
        raise AskError("kg", "a number, and 'id' the name of a weight")
    await calibrations.correct(station, f"{said['id']}={said['kg']!r}")


async def _leave(calibrations: CalibrationSessions, station: str, _: Mapping[str, Any]) -> None:
    await calibrations.leave(station)


async def _finish(calibrations: CalibrationSessions, request: Request) -> Response:
    await json_body(request)
    kept = await calibrations.finish(request.path_params["station"])
    return _json(FinishedAnswer(passport=passport_json(kept)))


async def _document(calibrations: CalibrationSessions, request: Request) -> Response:
    kept = await _kept(calibrations, request)
    named = f'attachment; filename="steadyhold-passport-{kept.passport.id}.json"'
    return Response(
        kept.text, media_type="application/json", headers={"content-disposition": named}
    )


async def _page(calibrations: CalibrationSessions, request: Request) -> Response:
    kept = await _kept(calibrations, request)
    html = await asyncio.to_thread(certificate_html, kept.passport)
    return Response(html, media_type="text/html; charset=utf-8")


def _prints(calibrations: CalibrationSessions) -> Callable[[Request], Awaitable[Response]]:
    printer = Printer()

    async def pdf(request: Request) -> Response:
        kept = await _kept(calibrations, request)
        pages = await printer.pdf(await asyncio.to_thread(certificate_html, kept.passport))
        named = f'inline; filename="steadyhold-certificate-{kept.passport.id}.pdf"'
        return Response(pages, media_type="application/pdf", headers={"content-disposition": named})

    return pdf


async def _chart(calibrations: CalibrationSessions, request: Request) -> Response:
    kept = await _kept(calibrations, request)
    draw = CHARTS.get(request.path_params["chart"])
    if draw is None:
        raise AskError("chart", f"one of {', '.join(CHARTS)}")
    return Response(draw(kept.passport), media_type="image/svg+xml")


async def _kept(calibrations: CalibrationSessions, request: Request) -> KeptPassport:
    return await asyncio.to_thread(calibrations.passport_store.named, request.path_params["sha256"])


def _json(words: Mapping[str, Any]) -> Response:
    return Response(json_text(words), media_type="application/json")
