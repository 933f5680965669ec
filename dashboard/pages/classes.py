"""Class: the classes of the school, who is in each, and lists taken in from other systems."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from rig.school.roles import INSTRUCTORS

_ROOM = "class/page.js"
MODULES = (_ROOM,)


def layout(hub: HubClient, /, **query: str) -> Component:
    """The page that `class/page.js` fills and keeps.

    Args:
        hub: where the classes are read.
        query: of the address; `class` is the id of the one to begin with.
    """
    if hub.read("classes") is None:
        return no_hub()
    return html.Div(
        [
            page_head(
                "Class",
                "Who is taught together. Names are kept on the computer that runs Steadyhold.",
            ),
            html.P(dcc.Link("Accounts, and what was done", href="/accounts", className="back")),
            html.Div(className="class-page", **mounted(_ROOM, data_class=query.get("class", ""))),
        ]
    )


PAGE = Page(
    name="classes",
    paths=("/class",),
    title="Class",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
    tab="Class",
)
