"""Marks: what counts of everybody's work, by class."""

from dash import html
from dash.development.base_component import Component

from dashboard.hub_json import HubClient
from dashboard.marks_links import marks_links
from dashboard.page import Page
from dashboard.shell import empty_page, no_hub, page_head
from rig.school.roles import INSTRUCTORS


def layout(hub: HubClient, /, **_: str) -> Component:
    """The gradebook of the classes.

    Args:
        hub: where the classes are read.
    """
    if hub.read("classes") is None:
        return no_hub()
    return html.Div(
        [
            marks_links("/marks"),
            page_head("Gradebook", ""),
            empty_page(
                "No marks yet",
                "Marks appear once a class has finished sets. Each set is in Sessions at once.",
                "Go to Sessions",
                "/sessions",
            ),
        ]
    )


PAGE = Page(
    name="marks",
    paths=("/marks",),
    title="Marks",
    layout=layout,
    open_to=INSTRUCTORS,
    tab="Marks",
)
