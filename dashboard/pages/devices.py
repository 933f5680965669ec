"""Devices: every pad and gauge in sight, which one is pressed, and whose it is."""

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from rig.school.roles import INSTRUCTORS

_LIST = "devices/page.js"
MODULES = (_LIST,)


def layout(hub: HubClient, /, **_: str) -> Component:
    """The list that `devices/page.js` fills and keeps."""
    if not hub.rows("stations"):
        return no_hub()
    return html.Div(
        [
            page_head(
                "Devices",
                "Press a pad: its card lights up. Choose its station. "
                "You can plug it into any socket later.",
            ),
            html.Div(className="devices", **mounted(_LIST)),
        ]
    )


PAGE = Page(
    name="devices",
    paths=("/devices",),
    title="Devices",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
    tab="Devices",
)
