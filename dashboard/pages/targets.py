"""Targets of one protocol: a form for what is asked, its versions, and what a change would do."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import page_head
from rig.school.roles import INSTRUCTORS

_EDITOR = "targets/page.js"
MODULES = (_EDITOR,)


def layout(
    _: HubClient, /, protocol: str, copy: str = "", class_id: str = "", **__: str
) -> Component:
    """The stage that `targets/page.js` fills and keeps.

    Args:
        protocol: id of the protocol.
        copy: not empty: a protocol of the school's own is made from it.
        class_id: the class it is for; empty for the whole school.
    """
    title, lead = (
        ("Make your own protocol", "It begins as a copy. Give it a short name of its own.")
        if copy
        else ("Change a protocol", "What you save holds from the next set on.")
    )
    return html.Div(
        [
            dcc.Link("All protocols", href="/protocols", className="back"),
            page_head(title, lead),
            html.Div(
                className="targets",
                **mounted(_EDITOR, data_protocol=protocol, data_copy=copy, data_class=class_id),
            ),
        ]
    )


PAGE = Page(
    name="targets",
    paths=("/protocols/<protocol>",),
    title="Change a protocol",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
)
