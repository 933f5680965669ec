"""One station for the instructor: how it is now, and what was done there; the board leads here."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import missing_page, no_hub
from rig.school.roles import INSTRUCTORS

_STATION = "station/page.js"
MODULES = (_STATION,)


def layout(hub: HubClient, /, station_id: str = "", **_: str) -> Component:
    """The way back, and the place that `station/page.js` fills.

    Args:
        hub: where the stations are read.
        station_id: from the address.
    """
    stations = hub.rows("stations")
    if not stations:
        return no_hub()
    found = next((row for row in stations if row["id"] == station_id), None)
    if found is None:
        return missing_page(
            "Station",
            "No such station",
            "Nothing is called that here. It may have another name since Steadyhold was started.",
            "Go to the board",
            "/board",
        )
    name = found.get("learner_name") or found["name"]
    return html.Div(
        [
            dcc.Link("Back to the board", href="/board", className="back"),
            html.Div(**mounted(_STATION, data_station=station_id, data_name=name)),
        ]
    )


PAGE = Page(
    name="station",
    paths=("/station/<station_id>",),
    title="Station",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
)
