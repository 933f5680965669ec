"""Marks: what counts of everybody's work, by class; for a student the own marks."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.marks_links import marks_links
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from dashboard.who import asking
from rig.school.marks.practice import PROVISIONAL_PASS_MARK
from rig.school.roles import INSTRUCTORS, THE_CLASS

_GRADEBOOK, _OWN = "marks/page.js", "marks/own.js"
MODULES = (_GRADEBOOK, _OWN)
_LEAD = (
    "A mark is the mean of the last finished set of a day. ± is the error bar of the sensor: "
    "within it of the pass mark, the set is to be repeated. Where a protocol has no pass mark it "
    f"is {PROVISIONAL_PASS_MARK:g}: provisional, not validated for your school."
)


def layout(hub: HubClient, /, **query: str) -> Component:
    """The page that `marks/page.js` fills, or for a student `marks/own.js`.

    Args:
        hub: which is asked whether it is there.
        query: of the address; `class` is the id of the one to begin with.
    """
    if hub.read("me") is None:
        return no_hub()
    if asking().role not in INSTRUCTORS:
        of = {"data_learner": asking().learner_id, "data_class": asking().class_id}
        own = html.Div(className="marks-page", **mounted(_OWN, **of))
        hours = html.P(dcc.Link("Your practice hours", href="/hours", className="back"))
        return html.Div([page_head("Your marks", _LEAD), hours, own])
    return html.Div(
        [
            marks_links("/marks"),
            page_head("Gradebook", _LEAD),
            html.Div(
                className="marks-page",
                **mounted(_GRADEBOOK, data_class=query.get("class", "")),
            ),
        ]
    )


PAGE = Page(
    name="marks",
    paths=("/marks",),
    title="Marks",
    layout=layout,
    open_to=THE_CLASS,
    modules=MODULES,
    tab="Marks",
)
