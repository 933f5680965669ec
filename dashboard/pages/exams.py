"""Exams: an instructor's exams and the way to a new one; to a student the own ones."""

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.marks_links import marks_links
from dashboard.page import Page
from dashboard.shell import page_head
from dashboard.who import asking
from rig.school.roles import THE_CLASS

_LIST = "exams/list_page.js"
_OWN = "exams/own_page.js"
MODULES = (_LIST, _OWN)


def layout(_: HubClient, /, **__: str) -> Component:
    """The stage that `exams/list_page.js` fills, for a student `exams/own_page.js`."""
    if asking().role == "student":
        return html.Div(
            [
                page_head("Your exams", "What you pressed, and your marks once they are out."),
                html.Div(className="ex", **mounted(_OWN)),
            ]
        )
    return html.Div(
        [
            marks_links("/exams"),
            page_head("Exams", "Blind presses of a class, and your own mark before the score."),
            html.Div(className="ex", **mounted(_LIST)),
        ]
    )


PAGE = Page(
    name="exams",
    paths=("/exams",),
    title="Exams",
    layout=layout,
    open_to=THE_CLASS,
    modules=MODULES,
)
