"""Hours: how long somebody practised, day by day; for a student the own sheet."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.marks_links import marks_links
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from dashboard.who import asking
from rig.school.roles import INSTRUCTORS, THE_CLASS

_ROOM = "hours/page.js"
MODULES = (_ROOM,)
_LEAD = "From the record alone: logins, and sets that were pressed on a real pad."


def layout(hub: HubClient, /, **query: str) -> Component:
    """The page that `hours/page.js` fills.

    Args:
        hub: which is asked whether it is there.
        query: of the address: `class` and `learner` to begin with, and the days `from` and `to`.
    """
    if hub.read("me") is None:
        return no_hub()
    days = {f"data_{name}": query.get(name, "") for name in ("from", "to")}
    who = asking()
    if who.role not in INSTRUCTORS:
        own = {"data_own": "yes", "data_learner": who.learner_id, "data_class": who.class_id}
        return html.Div(
            [
                html.P(dcc.Link("Your marks", href="/marks", className="back")),
                page_head("Your practice hours", _LEAD),
                html.Div(className="hours-page", **mounted(_ROOM, **own, **days)),
            ]
        )
    chosen = {f"data_{name}": query.get(name, "") for name in ("class", "learner")}
    return html.Div(
        [
            marks_links("/hours"),
            page_head("Practice hours", _LEAD),
            html.Div(className="hours-page", **mounted(_ROOM, **chosen, **days)),
        ]
    )


PAGE = Page(
    name="hours",
    paths=("/hours",),
    title="Practice hours",
    layout=layout,
    open_to=THE_CLASS,
    modules=MODULES,
)
