"""Board: every station on one canvas, and the one thing an instructor changes from there."""

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

EVERY_STATION = "*"
_WALL = "board/page.js"
_FORM = "board/form.js"
MODULES = (_WALL, _FORM)


def layout(hub: HubClient, /, **_: str) -> Component:
    """The canvas host that `board/page.js` fills, and the choice of protocol beside it."""
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
                    html.Section(
                        className="board-form",
                        children=[
                            html.H2("Choose the protocol"),
                            dmc.Select(
                                id="board-station",
                                label="Who",
                                data=[{"value": EVERY_STATION, "label": "All stations"}, *pads],
                                value=EVERY_STATION,
                                allowDeselect=False,
                                size="md",
                            ),
                            dmc.Select(
                                id="board-protocol",
                                label="Protocol",
                                placeholder="Choose one",
                                data=choices(rows),
                                allowDeselect=False,
                                size="md",
                            ),
                            dmc.Button("Choose", id="board-give", size="md", fullWidth=True),
                            html.P("", id="board-answer", className="answer", role="status"),
                        ],
                    ),
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


def register(modules: BrowserModules) -> None:
    """Tie the choice to the function of the browser that posts it to the hub."""
    clientside_callback(
        modules.function(_FORM, "giveProtocol"),
        Output("board-answer", "children"),
        Input("board-give", "n_clicks"),
        State("board-station", "value"),
        State("board-protocol", "value"),
        prevent_initial_call=True,
        running=[(Output("board-give", "loading"), True, False)],
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
