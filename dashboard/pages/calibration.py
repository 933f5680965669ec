"""Calibration: known weights on a pad, step by step, up to its passport."""

from functools import partial

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from rig.school.roles import INSTRUCTORS

_STAGE = "calibration/page.js"
MODULES = (_STAGE,)


def layout(hub: HubClient, /, station: str | None = None, **_: str) -> Component:
    """The stage that `calibration/page.js` fills and keeps.

    Args:
        hub: where the stations are read.
        station: id of the pad to begin with; without it one that is being calibrated, else the
            first.
    """
    ids: list[str] = [row["id"] for row in hub.rows("stations")]
    if not ids:
        return no_hub()
    chosen = station if station in ids else next(filter(partial(_is_under_way, hub), ids), ids[0])
    return html.Div(
        [
            page_head(
                "Calibrate",
                "Calibrate a pad with known weights, so that its newtons are right. "
                "You get a certificate.",
            ),
            html.Div(className="cal", **mounted(_STAGE, data_station=str(chosen))),
        ]
    )


def _is_under_way(hub: HubClient, station: str) -> bool:
    found = hub.read("calibration", station)
    return isinstance(found, dict) and bool(found.get("bench"))


PAGE = Page(
    name="calibration",
    paths=("/calibration",),
    title="Calibrate",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
    tab="Calibrate",
)
