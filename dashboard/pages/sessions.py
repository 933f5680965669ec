"""Sessions: every sitting that was recorded, newest first."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import attributes
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.session_filters import (
    FILTERS,
    PAGE_ROWS,
    asked_of,
    filters,
    page_of,
    pager,
)
from dashboard.shell import empty_page, no_hub, page_head
from dashboard.who import asking
from dashboard.words import MISSING, day_and_time, points
from rig.school.roles import READERS_OF_SESSIONS, THE_CLASS

NONE_SUCH = "No session is like that. Change the filters, or clear them."
USES = {"practice": "practice only"}
STATES = {
    "running": "under way",
    "interrupted": "cut off",
    "damaged": "damaged",
    "newer": "of a newer release",
}


def layout(hub: HubClient, /, **query: str) -> Component:
    """The list, or how to make a first session.

    Args:
        hub: where the sessions are read.
        query: of the address: filters and the number of the page.
    """
    asked, page = asked_of(query), page_of(query)
    answer = hub.read("sessions", limit=PAGE_ROWS, skip=(page - 1) * PAGE_ROWS, **asked)
    if answer is None and asked:
        # A day that is none, or a class that is gone: the same without filters.
        asked, page = {}, 1
        answer = hub.read("sessions", limit=PAGE_ROWS)
    if answer is None:
        return no_hub()
    rows, total = answer["sessions"], answer["total"]
    if not total and not asked:
        return html.Div(
            [
                page_head("Sessions", ""),
                _none_yet(),
            ]
        )
    return html.Div(
        [
            page_head("Sessions", "Newest first. Open one to see every hold."),
            *_own_hours(),
            filters(hub, asked),
            _listing(rows) if rows else html.P(NONE_SUCH, className="lead"),
            pager(asked, page, len(rows), total),
        ]
    )


def _own_hours() -> list[Component]:
    if asking().role != "student":
        return []
    return [html.P(dcc.Link("Your practice hours", href="/hours", className="back"))]


def _none_yet() -> Component:
    if asking().role not in THE_CLASS:
        told = "Sets appear here once somebody presses, with pseudonyms for names."
        return empty_page("No sessions yet", told, "See the protocols", "/protocols")
    return empty_page(
        "No sessions yet",
        "Every set you press is kept here with its trace, its score and the reasons. "
        "One set of three holds takes about two minutes.",
        "Practise now",
        "/",
    )


def _listing(rows: list[dict[str, Any]]) -> Component:
    return html.Div(
        html.Table(
            [html.Thead(_heading()), html.Tbody([_row(row) for row in rows])],
            className="rows",
        ),
        className="scroll listing",
        tabIndex=0,
        role="region",
        **attributes(aria_label="Sessions, newest first"),
    )


def _heading() -> Component:
    columns = (("When", ""), ("Who", ""), ("What", ""), ("Holds", "num"), ("Score", "num"))
    return html.Tr([html.Th(name, className=kind, scope="col") for name, kind in columns])


def _row(row: dict[str, Any]) -> Component:
    holds, address = row.get("holds"), f"/sessions/{row['session_id']}"
    when = day_and_time(row.get("started_utc"))
    return html.Tr(
        [
            html.Td(dcc.Link([when, _besides(row)], href=address)),
            html.Td(row.get("learner_name") or "no name"),
            html.Td(row.get("protocol_name") or row.get("protocol_id") or MISSING),
            html.Td(MISSING if holds is None else str(holds), className="num"),
            score_cell(row),
        ]
    )


def _besides(row: dict[str, Any]) -> Component:
    """What tells one link from the others for whoever hears them alone."""
    names = (row.get("learner_name"), row.get("protocol_name"), f"session {row['session_id'][:4]}")
    return html.Span(", " + ", ".join(filter(None, names)), className="sr")


def score_cell(row: dict[str, Any]) -> Component:
    """The mean score, and what is to be known before it is compared with another.

    Args:
        row: of the hub's list of sessions.
    """
    score, state = row.get("mean_score"), row.get("state", "")
    if score is None or state == "running":
        # What the holds so far come to is no result yet.
        words: list[str | Component] = [html.Span(STATES.get(state, MISSING), className="state")]
    else:
        carries = "simulated" if row.get("simulated") else USES.get(row.get("use", ""))
        words = [points(score, row.get("expanded"))]
        words += [html.Small(carries, className="carries")] if carries else []
    return html.Td(words, className="num strong")


PAGE = Page(
    name="sessions",
    paths=("/sessions",),
    title="Sessions",
    layout=layout,
    open_to=READERS_OF_SESSIONS,
    modules=(FILTERS,),
    tab="Sessions",
)
