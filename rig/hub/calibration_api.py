"""Routes of the Calibration page and of passports (docs/api.md)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from calibration.answers import Wish
from calibration.certificate import certificate_html
from calibration.certificate_charts import creep_chart, hysteresis_chart, residual_chart
from rig.calibrating.printer import Printer
from rig.hub.body import json_body
from rig.hub.calibration_answers import FinishedAnswer
from rig.hub.calibration_desk import CalibrationDesk
from rig.hub.calibration_form import form_said
from rig.hub.calibration_words import passport_words
from rig.hub.channel import json_text
from rig.hub.errors import AskError
from rig.passports import KeptPassport

CHARTS = {"residuals": residual_chart, "hysteresis": hysteresis_chart, "creep": creep_chart}
WISHES: tuple[Wish, ...] = get_args(Wish)

Act = Callable[[CalibrationDesk, str, Mapping[str, Any]], Awaitable[None]]


def calibration_routes(desk: CalibrationDesk) -> list[Route]:
    """Every route of the page."""
    acts = {
        "begin": _begin, "resume": _resume, "wish": _wish, "mass": _mass, "leave": _leave,
    }  # fmt: skip
    station, passport = "/api/calibration/{station}", "/api/passports/{sha256}"
    return [
        Route(station, _bound(desk, _look)),
        Route(f"{station}/finish", _bound(desk, _finish), methods=["POST"]),
        *(
            Route(f"{station}/{name}", _acts(desk, act), methods=["POST"])
            for name, act in acts.items()
        ),
        Route(passport, _bound(desk, _document)),
        Route(f"{passport}/certificate", _bound(desk, _page)),
        Route(f"{passport}/certificate.pdf", _prints(desk)),
        Route(f"{passport}/{{chart}}.svg", _bound(desk, _chart)),
    ]


def _bound(desk: CalibrationDesk, act: Any) -> Callable[[Request], Awaitable[Response]]:
    async def bound(request: Request) -> Response:
        found: Response = await act(desk, request)
        return found

    return bound


def _acts(desk: CalibrationDesk, act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Whatever was asked, the answer is everything there is now."""

    async def answered(request: Request) -> Response:
        station = request.path_params["station"]
        await act(desk, station, await json_body(request))
        return _json(await desk.words(station))

    return answered


async def _look(desk: CalibrationDesk, request: Request) -> Response:
    return _json(await desk.words(request.path_params["station"]))


async def _begin(desk: CalibrationDesk, station: str, said: Mapping[str, Any]) -> None:
    await desk.begin(station, form_said(said))


async def _resume(desk: CalibrationDesk, station: str, _: Mapping[str, Any]) -> None:
    await desk.go_on(station)


async def _wish(desk: CalibrationDesk, station: str, said: Mapping[str, Any]) -> None:
    wish = next((wish for wish in WISHES if wish == said.get("wish")), None)
    if wish is None:
        raise AskError("wish", f"one of {', '.join(WISHES)}")
    await desk.ask(station, wish)


async def _mass(desk: CalibrationDesk, station: str, said: Mapping[str, Any]) -> None:
    if not isinstance(said.get("id"), str) or type(said.get("kg")) not in (int, float):
        raise AskError("kg", "a number, and 'id' the name of a weight")
    await desk.correct(station, f"{said['id']}={said['kg']!r}")


async def _leave(desk: CalibrationDesk, station: str, _: Mapping[str, Any]) -> None:
    await desk.leave(station)


async def _finish(desk: CalibrationDesk, request: Request) -> Response:
    await json_body(request)
    kept = await desk.finish(request.path_params["station"])
    return _json(FinishedAnswer(passport=passport_words(kept)))


async def _document(desk: CalibrationDesk, request: Request) -> Response:
    kept = await _kept(desk, request)
    named = f'attachment; filename="steadyhold-passport-{kept.passport.id}.json"'
    return Response(
        kept.text, media_type="application/json", headers={"content-disposition": named}
    )


async def _page(desk: CalibrationDesk, request: Request) -> Response:
    kept = await _kept(desk, request)
    html = await asyncio.to_thread(certificate_html, kept.passport)
    return Response(html, media_type="text/html; charset=utf-8")


def _prints(desk: CalibrationDesk) -> Callable[[Request], Awaitable[Response]]:
    printer = Printer()

    async def pdf(request: Request) -> Response:
        kept = await _kept(desk, request)
        pages = await printer.pdf(await asyncio.to_thread(certificate_html, kept.passport))
        named = f'inline; filename="steadyhold-certificate-{kept.passport.id}.pdf"'
        return Response(pages, media_type="application/pdf", headers={"content-disposition": named})

    return pdf


async def _chart(desk: CalibrationDesk, request: Request) -> Response:
    kept = await _kept(desk, request)
    draw = CHARTS.get(request.path_params["chart"])
    if draw is None:
        raise AskError("chart", f"one of {', '.join(CHARTS)}")
    return Response(draw(kept.passport), media_type="image/svg+xml")


async def _kept(desk: CalibrationDesk, request: Request) -> KeptPassport:
    return await asyncio.to_thread(desk.shelf.named, request.path_params["sha256"])


def _json(words: Mapping[str, Any]) -> Response:
    return Response(json_text(words), media_type="application/json")
