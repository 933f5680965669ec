"""Board: every station on one canvas, and what an instructor asks of several from there."""

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard.attributes import attributes, mounted
from dashboard.browser_modules import BrowserModules
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.protocol_rows import choices, protocol_rows
from dashboard.shell import no_hub
from rig.school.roles import INSTRUCTORS

_WALL = "board/page.js"
_FORM = "board/form.js"
MODULES = (_WALL, _FORM)
_MESSAGE_CHARACTERS = 140


def layout(hub: HubClient, /, **_: str) -> Component:
    """The canvas host that `board/page.js` fills, and what is asked of stations beside it."""
    stations = hub.rows("stations")
    rows = protocol_rows(hub)
    if not stations or not rows:
        return no_hub()
    pads = [{"value": row["id"], "label": row.get("name") or row["id"]} for row in stations]
    return html.Div(
        className="board",
        children=[
            html.H1("Board", className="sr"),
            html.Div(id="wall", className="wall", **mounted(_WALL)),
            html.Aside(
                className="board-side",
                children=[
                    html.Section(
                        [html.H2("Needs help"), html.Ul(id="attention", className="attention")],
                        **attributes(aria_live="polite"),
                    ),
                    html.Section(_form(pads, choices(rows)), className="board-form"),
                    dcc.Link("Let students in", href="/class/door", className="act quiet"),
                    html.Details(
                        [
                            html.Summary("The board as a table"),
                            html.Div(id="wall-table", className="scroll"),
                        ],
                        className="as-table",
                    ),
                ],
            ),
        ],
    )


def _form(pads: list[dict[str, str]], protocols: list[dict[str, str]]) -> list[Component]:
    return [
        html.H2("Ask them together"),
        dmc.MultiSelect(
            id="board-stations",
            label="Who",
            placeholder="All stations",
            data=pads,
            value=[],
            clearable=True,
            size="md",
        ),
        dmc.Select(
            id="board-protocol",
            label="Protocol",
            placeholder="Choose one",
            data=protocols,
            allowDeselect=False,
            size="md",
        ),
        dmc.Button("Choose", id="board-give", size="md", fullWidth=True),
        html.Div(
            [
                dmc.Button("Start", id="board-start", size="md"),
                dmc.Button("End", id="board-end", size="md", variant="default"),
            ],
            className="board-acts",
        ),
        dmc.TextInput(
            id="board-message",
            label="Message",
            placeholder="One line",
            size="md",
            inputProps={"maxLength": _MESSAGE_CHARACTERS, "autoComplete": "off"},
        ),
        dmc.Button("Send", id="board-send", size="md", fullWidth=True, variant="default"),
        html.P("", id="board-answer", className="answer", role="status"),
    ]


def register(modules: BrowserModules) -> None:
    """Tie each button to the function of the browser that posts it to the hub."""
    who = State("board-stations", "value")
    protocol = State("board-protocol", "value")
    message = State("board-message", "value")
    for button, function, asked in (
        ("board-give", "giveProtocol", (who, protocol)),
        ("board-start", "startTogether", (who,)),
        ("board-end", "endTogether", (who,)),
        ("board-send", "sendMessage", (who, message)),
    ):
        clientside_callback(
            modules.function(_FORM, function),
            Output("board-answer", "children", allow_duplicate=True),
            Input(button, "n_clicks"),
            *asked,
            prevent_initial_call=True,
            running=[(Output(button, "loading"), True, False)],
        )


PAGE = Page(
    name="board",
    paths=("/board",),
    title="Board",
    layout=layout,
    open_to=INSTRUCTORS,
    modules=MODULES,
    tab="Board",
    register=register,
)
