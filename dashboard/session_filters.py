"""The filters above the list of sessions, and the way to older ones."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.attributes import attributes, mounted
from dashboard.hub_json import HubClient
from dashboard.who import asking

FILTERS = "sessions/filters.js"
NAMES = ("learner", "class", "protocol", "from", "to")
PAGE_ROWS = 50


def asked_of(query: Mapping[str, str]) -> dict[str, str]:
    """What of an address the hub is asked for."""
    return {name: query[name] for name in NAMES if query.get(name)}


def page_of(query: Mapping[str, str]) -> int:
    """Number of the page, from 1."""
    text = query.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def filters(hub: HubClient, asked: Mapping[str, str]) -> Component:
    """The form, which `sessions/filters.js` fills; what is chosen stands in the address."""
    # Whoever may not read names does not ask for them: that would be noted as refused.
    rows = hub.rows if asking().may_read_names else _nothing
    choices = {
        "learner": [(row["id"], row["name"]) for row in rows("learners")],
        "class": [(row["id"], row["title"]) for row in rows("classes")],
        "protocol": [(row["id"], row.get("name") or row["id"]) for row in hub.rows("protocols")],
    }
    return html.Div(
        **mounted(FILTERS, data_choices=json.dumps({"choices": choices, "asked": asked}))
    )


def _nothing(_: str) -> list[dict[str, Any]]:
    return []


def pager(asked: Mapping[str, str], page: int, shown: int, total: int) -> Component:
    """How many there are, and links to the pages before and after."""
    first = (page - 1) * PAGE_ROWS + 1
    told = f"{first}–{first + shown - 1} of {total}" if shown else f"{total} in all"
    links: list[Component] = []
    if page > 1:
        links.append(_to("Newer", asked, page - 1))
    if first + shown - 1 < total:
        links.append(_to("Older", asked, page + 1))
    return html.Nav(
        [html.Span(told), *links], className="pager", **attributes(aria_label="Pages of sessions")
    )


def _to(text: str, asked: Mapping[str, str], page: int) -> Component:
    query = urlencode({**asked, "page": page})
    return dcc.Link(text, href=f"/sessions?{query}", className="act quiet")
