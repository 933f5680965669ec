"""Routes of kept passports (docs/api.md): the document, its certificate and its charts."""

import asyncio

from starlette.responses import Response

from calibration.certificate.charts import creep_chart, hysteresis_chart, residual_chart
from calibration.certificate.page import certificate_html
from calibration.errors import PassportError, PdfMissingError
from rig.calibrating.errors import PrintFailedError
from rig.file_names import plain_stem
from rig.hub.errors import AskError
from rig.hub.http.json_route import JSON_TYPE, Call, reads
from rig.school.roles import READERS_OF_PASSPORTS
from rig.trust.passport_store import KeptPassport, PassportMissingError

CHARTS = {"residuals": residual_chart, "hysteresis": hysteresis_chart, "creep": creep_chart}
PASSPORT = "/api/passports/{sha256}"
REFUSALS = (PassportMissingError, PassportError)


async def _document(call: Call) -> Response:
    kept = await _kept(call)
    named = f'attachment; filename="steadyhold-passport-{_stem(kept)}.json"'
    return Response(kept.text, media_type=JSON_TYPE, headers={"content-disposition": named})


async def _page(call: Call) -> Response:
    kept = await _kept(call)
    html = await asyncio.to_thread(certificate_html, kept.passport)
    return Response(html, media_type="text/html; charset=utf-8")


async def _pdf(call: Call) -> Response:
    kept = await _kept(call)
    html = await asyncio.to_thread(certificate_html, kept.passport)
    pages = await call.hub.calibrations.printer.pdf(html)
    named = f'inline; filename="steadyhold-certificate-{_stem(kept)}.pdf"'
    return Response(pages, media_type="application/pdf", headers={"content-disposition": named})


async def _chart(call: Call) -> Response:
    kept = await _kept(call)
    draw = CHARTS.get(call.path_part("chart"))
    if draw is None:
        raise AskError("chart", f"one of {', '.join(CHARTS)}")
    return Response(draw(kept.passport), media_type="image/svg+xml")


async def _kept(call: Call) -> KeptPassport:
    store = call.hub.calibrations.passport_store
    return await asyncio.to_thread(store.named, call.path_part("sha256"))


def _stem(kept: KeptPassport) -> str:
    """Its id as far as a header may carry it; whoever made the passport chose it."""
    return plain_stem(kept.passport.id.encode("ascii", "ignore").decode(), kept.sha256[:16])


ROUTES = (
    reads(
        PASSPORT,
        _document,
        "passport",
        "A passport",
        refusals=REFUSALS,
        open_to=READERS_OF_PASSPORTS,
    ),
    reads(
        f"{PASSPORT}/certificate",
        _page,
        "text/html",
        "Its certificate",
        refusals=REFUSALS,
        open_to=READERS_OF_PASSPORTS,
    ),
    reads(
        f"{PASSPORT}/certificate.pdf",
        _pdf,
        "application/pdf",
        "The same on paper",
        refusals=(*REFUSALS, PdfMissingError, PrintFailedError),
        open_to=READERS_OF_PASSPORTS,
    ),
    reads(
        f"{PASSPORT}/{{chart}}.svg",
        _chart,
        "image/svg+xml",
        "Its residuals, hysteresis or creep",
        refusals=(*REFUSALS, AskError),
        open_to=READERS_OF_PASSPORTS,
    ),
)
