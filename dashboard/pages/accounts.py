"""Accounts: who logs in, who is in now, the audit log; the own password, or a student's PIN."""

from dash import html
from dash.development.base_component import Component

from dashboard.attributes import mounted
from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import no_hub, page_head
from rig.school.roles import EVERYBODY_KNOWN

_ROOM = "accounts/page.js"
MODULES = (_ROOM,)
LEAD = "Who logs in with a password, who is here now, and what was done."
NOBODY_LOGS_IN = (
    "Steadyhold serves only this computer now, so nobody logs in and there are no accounts to "
    "manage. Stop it in its window with Ctrl-C and start it again with: steadyhold run --lan. Then "
    "instructors, researchers and partners get accounts here, and students join with a code."
)


def layout(hub: HubClient, /, **_: str) -> Component:
    """The page that `accounts/page.js` fills and keeps."""
    me = hub.read("me")
    if not isinstance(me, dict):
        return no_hub()
    title = "My login" if me["role"] == "student" else "Accounts"
    head = page_head(title, LEAD if me["role"] == "instructor" else "")
    told = [] if me["logs_in"] else [html.P(NOBODY_LOGS_IN, className="card")]
    return html.Div([head, *told, html.Div(className="accounts-page", **mounted(_ROOM))])


PAGE = Page(
    name="accounts",
    paths=("/accounts",),
    title="Accounts",
    layout=layout,
    open_to=EVERYBODY_KNOWN,
    modules=MODULES,
)
