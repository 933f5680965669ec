"""One session: the whole trace to zoom into, then every hold with its reasons."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.protocol_rows import flat
from dashboard.shell import missing_page, page_head
from dashboard.theme import GRAPH_CONFIG, OKABE_ITO, chart_layout
from dashboard.words import MISSING, day_and_time, newtons, points, seconds
from rig.school.roles import READERS_OF_SESSIONS

# Two values a column keep every peak at 4000 columns, more than any screen is wide.
MOST_POINTS = 8000

_HOLDS = "session/holds.js"
_DOWNLOAD = "session/download.js"
MODULES = (_HOLDS, _DOWNLOAD)
BAND_FILL = "rgba(0, 158, 115, 0.18)"
HOLD_FILL = "rgba(127, 140, 134, 0.14)"


def layout(hub: HubClient, /, session_id: str = "", **_: str) -> Component:
    """Trace, holds and the way to take the record away.

    Args:
        hub: where the record is read.
        session_id: from the address.
    """
    answer = hub.read("sessions", str(session_id))
    if not isinstance(answer, dict):
        return missing_page(
            "Session",
            "No such session",
            "There is no session at this address. It may have been deleted.",
            "All sessions",
            "/sessions",
        )
    session = answer["session"]
    protocol, holds = flat(session["protocol"]), session["holds"]
    trace = hub.read("sessions", session_id, "trace", max_points=MOST_POINTS) or {}
    state = answer["state"]
    who = answer["learner_name"] or "no name"
    if session["traits"]["simulated"]:
        who += " · simulated"
    return html.Div(
        [
            dcc.Link("All sessions", href="/sessions", className="back"),
            page_head(
                protocol["name"],
                f"{who} · {day_and_time(session['started_utc'])}",
            ),
            _set_line(session, state),
            *(html.P(words, className="set-line") for words in _sensor_remarks(session)),
            html.Section(
                [
                    html.H2("The whole session"),
                    html.P(
                        "Drag across it to zoom in, double-click to see all again.",
                        className="lead",
                    ),
                    html.Div(
                        dcc.Graph(
                            figure=figure(trace, protocol, holds),
                            config=GRAPH_CONFIG,
                            style={"height": "380px"},
                        ),
                        className="plot",
                    ),
                    html.P(trace_text(trace, protocol, holds), className="sr"),
                ],
                className="card",
            ),
            html.Section(
                [
                    html.H2("Hold by hold"),
                    html.Div(**mounted(_HOLDS, data_session=session_id)),
                ]
            ),
            html.Section(
                [
                    html.H2("Take it away"),
                    html.Div(**mounted(_DOWNLOAD, data_session=session_id)),
                    html.P(
                        [
                            "The raw record, every sample with its time, is written by ",
                            html.Code(f"steadyhold export {session_id}"),
                            " in a terminal on this machine.",
                        ]
                    ),
                ],
                className="quiet",
            ),
        ],
        className="session",
    )


def figure(
    trace: dict[str, Any], protocol: dict[str, Any], holds: list[dict[str, Any]]
) -> dict[str, Any]:
    """The plotly figure of one session as plain data: plotly itself stays in the browser.

    Args:
        trace: `t_s` and `force_n` lists, decimated by the hub.
        protocol: flat protocol row; may be empty.
        holds: hold JSON of the session.
    """
    shapes: list[dict[str, Any]] = [
        _rect("x", hold["plateau_start_s"], hold["plateau_end_s"], HOLD_FILL) for hold in holds
    ]
    levels = protocol.get("levels") or []
    if len(levels) > 1:
        shapes += [_band_of(hold, levels) for hold in holds if hold["level_number"]]
    elif protocol.get("low_n") is not None:
        shapes.append(_rect("y", protocol["low_n"], protocol["high_n"], BAND_FILL))
    line = {
        "type": "scatter",
        "mode": "lines",
        "x": trace.get("t_s", []),
        "y": trace.get("force_n", []),
        "line": {"color": OKABE_ITO[0], "width": 1.6},
        "hovertemplate": "%{y:.1f} N<extra></extra>",
        "connectgaps": False,
    }
    return {
        "data": [line],
        "layout": chart_layout(
            shapes=shapes,
            xaxis={"title": {"text": "time in s"}, "hoverformat": ".1f", "ticksuffix": ""},
            yaxis={"title": {"text": "force in N"}, "rangemode": "tozero"},
        ),
    }


def trace_text(trace: dict[str, Any], protocol: dict[str, Any], holds: list[dict[str, Any]]) -> str:
    """The plot for whoever does not see it.

    Args:
        trace: `t_s` and `force_n` lists.
        protocol: flat protocol row; may be empty.
        holds: hold JSON of the session.
    """
    forces = [force_n for force_n in trace.get("force_n", []) if force_n is not None]
    if not forces:
        return "No force was recorded in this session."
    told = [
        f"Force over {seconds(round(trace['t_s'][-1] - trace['t_s'][0]))}, "
        f"at most {newtons(max(forces))}."
    ]
    told += [
        f"The band is {newtons(each['low_n'])} to {newtons(each['high_n'])}."
        for each in protocol.get("levels") or [protocol]
        if each.get("low_n") is not None
    ]
    told += [
        f"Hold {number}: {newtons(hold['level_n'])} for {seconds(hold['hold_s'])}."
        for number, hold in enumerate(holds, start=1)
        if hold.get("level_n") is not None
    ]
    return " ".join(told)


def _band_of(hold: dict[str, Any], levels: list[dict[str, Any]]) -> dict[str, Any]:
    """The band of the level that a hold answers, while it was held."""
    level = levels[hold["level_number"] - 1]
    band = _rect("x", hold["plateau_start_s"], hold["plateau_end_s"], BAND_FILL)
    return band | {"yref": "y", "y0": level["low_n"], "y1": level["high_n"]}


def _rect(axis: str, first: float, last: float, fill: str) -> dict[str, Any]:
    other = "y" if axis == "x" else "x"
    return {
        "type": "rect",
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        f"{axis}0": first,
        f"{axis}1": last,
        "fillcolor": fill,
        "line": {"width": 0},
        "layer": "below",
    }


def _set_line(session: dict[str, Any], state: str) -> Component:
    if not session["sets"]:
        return html.P(_unfinished(session, state), className="set-line")
    result = session["sets"][-1]
    facts = (
        ("Mean of the holds", points(result.get("mean_score"), result.get("expanded"))),
        ("Difference between holds", points(result.get("sd_score"))),
        ("Lowest hold", points(result.get("worst_score"))),
        ("Holds done", f"{result.get('done', MISSING)} of {result.get('asked', MISSING)}"),
        ("Calibration", _calibration(result.get("basis") or {})),
    )
    rows = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in facts]
    remarks = [result.get("remark"), (result.get("basis") or {}).get("reason")]
    return html.Div(
        [
            html.Dl(rows, className="facts"),
            *(html.P(words, className="set-line") for words in remarks if words),
        ]
    )


def _sensor_remarks(session: dict[str, Any]) -> list[str]:
    told = (event for event in session["events"] if event["kind"] == "sensor_remark")
    return list(dict.fromkeys(event["text"] for event in told))


def _calibration(basis: dict[str, Any]) -> str:
    digest = basis.get("passport_sha256")
    return f"grade {basis.get('grade')} · {digest[:8]}" if digest else "none"


def _unfinished(session: dict[str, Any], state: str) -> str:
    if state == "running":
        return "This set is under way. Load the page again for its newest holds."
    at = session["interrupted_at"]
    if at is not None and at["t_s"] is not None:
        return f"The recording stopped at {seconds(at['t_s'])}; everything up to then is here."
    return "This set was not finished."


PAGE = Page(
    name="session",
    paths=("/sessions/<session_id>",),
    title="Session",
    layout=layout,
    open_to=READERS_OF_SESSIONS,
    modules=MODULES,
)
