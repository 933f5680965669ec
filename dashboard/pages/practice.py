"""Practice: choose, hands off, press, read the score, press again."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard.attributes import attributes, mounted
from dashboard.browser_modules import BrowserModules
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.protocol_rows import choices, protocol_rows
from dashboard.shell import no_hub, page_head
from dashboard.who import asking
from rig.school.roles import INSTRUCTORS, THE_CLASS

DEFAULT_PROTOCOL = "tp-hold"
_STAGE = "practice/page.js"
_FORM = "practice/form.js"
_SHAPE = "protocols/shape.js"
_TRY = "practice/try.js"
_EXAM_LINE = "practice/exam_line.js"
MODULES = (_STAGE, _FORM, _SHAPE, _TRY, _EXAM_LINE)
# What a newcomer can do at once: ten seconds in a wide band.
_FIRST_PROTOCOL = "tp-hold-10"
_WHAT_IT_IS = (
    "Steadyhold teaches your hands to press well: press the pad, watch your force, hold it inside "
    "the band, and read what to do better."
)


def layout(
    hub: HubClient, /, station: str | None = None, protocol: str | None = None, **_: str
) -> Component:
    """The form, and the empty stage that `practice/page.js` fills while someone presses.

    Args:
        hub: where stations, protocols and learners are read.
        station: id of the pad to begin with; the first one without it.
        protocol: id of the protocol to begin with, instead of the one used last.
    """
    stations = hub.rows("stations")
    rows = protocol_rows(hub)
    if not stations or not rows:
        return no_hub()
    ids: list[str] = [row["id"] for row in stations]
    screen = next((row["id"] for row in stations if row.get("on_screen")), None)
    chosen = next((one for one in ids if one == station), screen or ids[0])
    return html.Div(
        [
            dcc.Store(id="protocol-rows", data=rows),
            html.Section(
                [
                    html.Div(_welcome(rows, screen), className="welcome"),
                    *_form(hub, stations, rows, chosen, protocol),
                ],
                id="setup",
                className="setup",
            ),
            html.Div(
                id="stage",
                className="stage",
                **mounted(_STAGE, data_station=chosen),
            ),
        ]
    )


def register(modules: BrowserModules) -> None:
    """Tie the form to functions of the browser, which talks to the hub itself."""
    clientside_callback(
        modules.function(_FORM, "preview"),
        Output("preview", "data-protocol"),
        Input("protocol", "value"),
        # An input too: what another callback left unchanged would not wake this one.
        Input("protocol-rows", "data"),
    )
    clientside_callback(
        modules.function(_FORM, "station"),
        Output("stage", "data-station"),
        Output("protocol", "value"),
        Input("station", "value"),
    )
    clientside_callback(
        modules.function(_FORM, "start"),
        Output("start-problem", "children"),
        Input("start", "n_clicks"),
        Input("learner", "n_submit"),
        State("learner", "value"),
        State("protocol", "value"),
        State("station", "value"),
        State("display", "value"),
        prevent_initial_call=True,
        running=[(Output("start", "loading"), True, False)],
    )
    clientside_callback(
        modules.function(_FORM, "waitForStart"),
        Output("start-problem", "children", allow_duplicate=True),
        Output("wait-answer", "children"),
        Input("wait", "n_clicks"),
        State("learner", "value"),
        State("station", "value"),
        prevent_initial_call=True,
        running=[(Output("wait", "loading"), True, False)],
    )


def _welcome(rows: list[dict[str, Any]], screen: str | None) -> list[Component]:
    """What this is, and the way to press at once where a pad is on the screen."""
    ids = [row["id"] for row in rows]
    first = next((one for one in (_FIRST_PROTOCOL, DEFAULT_PROTOCOL) if one in ids), ids[0])
    words = [page_head("Practice", _WHAT_IT_IS)]
    if asking().role == "student":
        words.insert(0, html.Div(**mounted(_EXAM_LINE)))
    if screen is not None:
        words.append(html.Div(**mounted(_TRY, data_station=screen, data_try=first)))
    return words


def _form(
    hub: HubClient,
    stations: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    chosen: str,
    asked: str | None,
) -> list[Component]:
    # Whoever may not read names does not ask for them: that would be noted as refused.
    known = hub.rows("learners") if asking().role in INSTRUCTORS else []
    names = [row["name"] for row in known if row.get("name")]
    offered = choices(rows)
    ids = [row["id"] for row in rows]
    # What the instructor gave this pad, or what it did last, before what is usual.
    given = next(row.get("protocol", {}).get("id") for row in stations if row["id"] == chosen)
    default = next((one for one in (asked, given, DEFAULT_PROTOCOL) if one in ids), ids[0])
    pads = [{"value": row["id"], "label": row.get("name") or row["id"]} for row in stations]
    remember = {"persistence": True, "persistence_type": "local"}
    fields = [
        dmc.Autocomplete(
            id="learner",
            label="Your name",
            description="Pick it, or type a new one.",
            data=names,
            size="lg",
            maxDropdownHeight=280,
            inputProps={"autoComplete": "off", "maxLength": 60},
            # A student has said who they are.
            style={"display": "none"} if asking().role == "student" else None,
            **remember,
        ),
        dmc.Select(
            id="protocol",
            label="What to train",
            data=offered,
            value=default,
            allowDeselect=False,
            checkIconPosition="right",
            size="lg",
            maxDropdownHeight=360,
            **remember,
        ),
        dmc.Select(
            id="station",
            label="Pad",
            data=pads,
            value=chosen,
            allowDeselect=False,
            size="lg",
            **remember,
            style={"display": "none"} if len(pads) == 1 else None,
        ),
        html.Fieldset(
            [
                html.Legend("How to show the force"),
                dmc.SegmentedControl(
                    id="display",
                    data=[
                        {"value": "trace", "label": "Moving line"},
                        {"value": "bar", "label": "Bar"},
                    ],
                    value="trace",
                    size="md",
                    fullWidth=True,
                    **remember,
                ),
            ],
            className="plain",
        ),
        html.P("", id="start-problem", className="problem", role="alert"),
        dmc.Button("Start", id="start", size="xl", fullWidth=True, h=64, fz=24),
        dmc.Button("Wait for my instructor", id="wait", variant="default", size="md"),
        html.P("", id="wait-answer", className="answer", role="status"),
        html.P(id="pad-state", className="pad-state"),
    ]
    return [
        html.Div(fields, className="fields"),
        html.Aside(
            html.Div(id="preview", **mounted(_SHAPE)),
            className="preview",
            **attributes(aria_label="What you will train"),
        ),
    ]


PAGE = Page(
    name="practice",
    paths=("/", "/practice"),
    title="Practice",
    layout=layout,
    open_to=THE_CLASS,
    modules=MODULES,
    tab="Practice",
    register=register,
)
