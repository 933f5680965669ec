"""Let students in: code and address on a projector, and whether the network lets them through."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import empty_page, no_hub, page_head
from rig.school.roles import INSTRUCTORS

_CHECK = "door/page.js"
MODULES = (_CHECK,)
LEAD = "Students join the same Wi-Fi as this computer and scan the code. They need no app."
READ_ALONG = (
    "Not encrypted: others in this Wi-Fi can read along, passwords and PINs too. Stop Steadyhold, "
    "run steadyhold tls init once, and start it again."
)


def layout(hub: HubClient, /, **_: str) -> Component:
    """The way in, large enough for the last row; below it the check that `door/page.js` keeps."""
    door = hub.read("door")
    if not isinstance(door, dict):
        return no_hub()
    if not door["is_lan"]:
        return empty_page(
            "Only this computer can open Steadyhold",
            "Stop it in its window with Ctrl-C and start it again with: steadyhold run --lan. "
            "Then a class can come in.",
            "Back to the board",
            "/board",
        )
    return html.Div(
        [
            page_head("Let students in", LEAD),
            _way_in(door),
            *_remarks(door),
            html.Section(
                [html.H2("Check my network"), html.Div(**mounted(_CHECK))],
                className="card door-check",
            ),
        ],
        className="door",
    )


def _way_in(door: dict[str, Any]) -> Component:
    return html.Section(
        [
            html.Img(src=door["qr"], alt=f"Code that leads to {door['url']}", className="door-qr"),
            html.Div(
                [
                    html.P("Scan the code, or type"),
                    html.P(_breakable(door["url"]), className="door-url"),
                ],
                className="door-words",
            ),
        ],
        id="door-way",
        className="door-way",
    )


def _breakable(url: str) -> list[Any]:
    """An address that may go on in the next line between its parts, and nowhere else."""
    scheme, _, rest = url.partition("//")
    host, colon, port = rest.rpartition(":")
    return [f"{scheme}//", html.Wbr(), host, html.Wbr(), f"{colon}{port}"]


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
