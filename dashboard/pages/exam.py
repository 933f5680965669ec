"""One exam: seats, checks, who is at which press, the own mark, then score and outcome."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from rig.school.roles import INSTRUCTORS

_EXAM = "exams/page.js"
MODULES = (_EXAM,)


def layout(_: HubClient, /, exam: str, **__: str) -> Component:
    """The stage that `exams/page.js` fills and keeps.

    Args:
        exam: id of the exam.
    """
    return html.Div(
        [
            dcc.Link("All exams", href="/exams", className="back"),
            html.Div(className="ex", **mounted(_EXAM, data_exam=exam)),
        ]
    )


PAGE = Page(
    name="exam",
    paths=("/exams/<exam>",),
    title="Exam",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
)
