"""Standards: how far marks agree, and where the pass mark of a school may stand."""

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.marks_links import marks_links
from dashboard.page import Page
from dashboard.shell import page_head
from rig.school.roles import INSTRUCTORS

_ROOM = "standards/page.js"
MODULES = (_ROOM,)


def layout(_: HubClient, /, class_id: str = "", **__: str) -> Component:
    """The page that `standards/page.js` fills and keeps.

    Args:
        class_id: the class whose pass marks are meant; empty for the whole school.
    """
    return html.Div(
        [
            marks_links("/standards"),
            page_head(
                "Standards",
                "How far marks agree, and what a pass mark rests on. Nothing here changes a mark "
                "until you say so.",
            ),
            html.Div(className="standards", **mounted(_ROOM, data_class=class_id)),
        ]
    )


PAGE = Page(
    name="standards",
    paths=("/standards",),
    title="Standards",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
)
