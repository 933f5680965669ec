"""Protocols: the shape of each press, its numbers, and where they come from."""

import json
from typing import Any
from urllib.parse import quote

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.protocol_rows import protocol_rows
from dashboard.shell import no_hub, page_head
from dashboard.who import asking
from dashboard.words import MISSING, newtons, number, seconds, times
from rig.engine.scoring.target import EVIDENCE
from rig.school.roles import EVERYBODY_KNOWN, INSTRUCTORS, THE_CLASS

_SHAPE = "protocols/shape.js"
MODULES = (_SHAPE,)


def layout(hub: HubClient, /, **_: str) -> Component:
    """One card a protocol."""
    rows = protocol_rows(hub)
    if not rows:
        return no_hub()
    return html.Div(
        [
            page_head(
                "Protocols",
                "What can be trained here. The shape is one press: press in, hold in the band, "
                "let go. Values are training defaults for a pad; a school makes its own of them.",
            ),
            html.Div([_card(row) for row in rows], className="cards"),
        ]
    )


def _card(row: dict[str, Any]) -> Component:
    shape = json.dumps(row)
    return html.Article(
        [
            html.H2(row.get("name") or row["id"]),
            html.P(row.get("purpose") or "", className="lead"),
            html.Div(**mounted(_SHAPE, data_protocol=shape, data_bare="1")),
            html.Dl(
                [html.Div([html.Dt(name), html.Dd(value)]) for name, value in numbers(row)],
                className="numbers",
            ),
            html.Details([html.Summary("Where the numbers come from"), *_sources(row)]),
            html.Div(_acts(row["id"], row.get("name") or row["id"]), className="protocol-acts"),
        ],
        className="card protocol",
        id=row["id"],
    )


def _acts(protocol_id: str, name: str) -> list[Component]:
    """Where to go from a protocol: pressing is for the class, changing for instructors.

    Args:
        protocol_id: where the links lead.
        name: tells one card's links from another's for whoever hears them alone.
    """
    at = f"/protocols/{quote(protocol_id)}"
    links: list[tuple[str, str]] = []
    if asking().role in THE_CLASS:
        links += [("Practise this", f"/practice?protocol={protocol_id}")]
    if asking().role in INSTRUCTORS:
        links += [("Change", at), ("Make your own from this", f"{at}?copy=1")]
    told = html.Span(f": {name}", className="sr")
    return [dcc.Link([text, told], href=href, className="act quiet") for text, href in links]


def numbers(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and value, with its unit, of every number of a protocol."""
    blind = row.get("feedback") == "none"
    levels = row.get("levels") or [row]
    return [
        ("Band", _spans(levels, "low_n", "high_n", "N")),
        ("Hold", _spans(levels, "hold_min_s", "hold_max_s", "s")),
        ("Repetitions", f"{times(row.get('repetitions') or 0)}, {seconds(row.get('rest_s'))} rest"),
        ("Press in", _spans(levels, "loading_min_n_per_s", "loading_max_n_per_s", "N/s")),
        ("Let go", _span(row.get("release_min_n_per_s"), row.get("release_max_n_per_s"), "N/s")),
        ("Stop above", newtons(row.get("ceiling_n"))),
        ("Pressed with", row.get("contact") or MISSING),
        ("While pressing", "force hidden" if blind else "force visible"),
        *([("Assessment", "no new zero within a set")] if row.get("assessment") else []),
    ]


def _spans(levels: list[dict[str, Any]], low: str, high: str, unit: str) -> str:
    """The span of each level in order, once where they are alike."""
    spans = dict.fromkeys(_span(each.get(low), each.get(high), unit) for each in levels)
    return ", then ".join(spans)


def _span(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return MISSING
    return f"{number(low)}–{number(high)} {unit}"


def _sources(row: dict[str, Any]) -> list[Component]:
    grades = [
        f"{mark}, {EVIDENCE[mark]}" for mark in str(row.get("evidence") or "") if mark in EVIDENCE
    ]
    found: list[Component] = [html.Ul([html.Li(text) for text in row.get("sources") or []])]
    if grades:
        found.append(html.P("Evidence: " + "; ".join(dict.fromkeys(grades)) + "."))
    return found


PAGE = Page(
    name="protocols",
    paths=("/protocols",),
    title="Protocols",
    layout=layout,
    open_to=EVERYBODY_KNOWN,
    modules=MODULES,
    tab="Protocols",
)
