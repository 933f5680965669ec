"""Let students in: code and address on a projector, and whether the network lets them through."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import empty_page, no_hub, page_head
from rig.school.roles import INSTRUCTORS

_WAY = "door/way.js"
_CHECK = "door/network.js"
MODULES = (_WAY, _CHECK)
LEAD = "Students join the same Wi-Fi as this computer and scan the code. They need no app."
READ_ALONG = (
    "Not encrypted: others in this Wi-Fi can read along, passwords and PINs too. Stop Steadyhold, "
    "run steadyhold tls init once, and start it again."
)


def layout(hub: HubClient, /, **_: str) -> Component:
    """The way in (`door/way.js`), and below it the check of the network (`door/network.js`)."""
    door = hub.read("door")
    if not isinstance(door, dict):
        return no_hub()
    if not door["is_lan"]:
        how = empty_page(
            "Only this computer can open Steadyhold",
            "Stop it in its window with Ctrl-C and start it again with: steadyhold run --lan. "
            "Then a class can come in.",
            "Back to the board",
            "/board",
        )
        return html.Div([page_head("Let students in", ""), how])
    return html.Div(
        [
            page_head("Let students in", LEAD),
            html.Section(id="door-way", **mounted(_WAY)),
            *_remarks(door),
            html.Section(
                [html.H2("Check my network"), html.Div(**mounted(_CHECK))],
                className="card door-check",
            ),
        ],
        className="door",
    )


def _remarks(door: dict[str, Any]) -> list[Component]:
    remarks: list[Component] = []
    if not door["is_encrypted"]:
        remarks.append(html.P(READ_ALONG, className="problem"))
    elif door["authority"]:
        remarks.append(
            html.Div(
                [
                    html.P(
                        f"Phones warn once. They learn to trust this rig at {door['authority']}"
                    ),
                    html.P("These digits must be the same there:"),
                    html.Code(door["fingerprint"], className="door-print"),
                ]
            )
        )
    also = [
        html.Li([each["url"], f" ({each['remark']})" if each["remark"] else ""])
        for each in door["also"]
    ]
    if also:
        summary = html.Summary("If this address does not open")
        told = html.P("Steadyhold answers at these addresses too:")
        remarks.append(html.Details([summary, told, html.Ul(also)], className="door-also"))
    return remarks


PAGE = Page(
    name="door",
    paths=("/class/door",),
    title="Let students in",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
)
