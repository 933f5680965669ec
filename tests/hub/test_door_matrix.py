"""The matrix of every door by everybody who may stand before it, from the code's own lists.

A route that is added is in it at once: it names its roles, or it cannot be made (test_roles).
"""

import contextlib
import itertools
import re
import time
from dataclasses import replace

import httpx
import pytest
import websockets

from rig.hub.actor import HEADER, signed_actor
from rig.hub.http.access_rules import RULES
from rig.hub.http.routes import ROUTES
from rig.hub.process.listen_socket import listen_on_network
from rig.school.actor import NOBODY, Actor
from rig.school.roles import ROLES
from tests.hub.conftest import TRUSTS_NOBODY
from tests.schemas.openapi import routes_served

HERE = "127.0.0.2"
WHO = {
    "anonymous": NOBODY,
    "student": Actor("learner-1", "student", "learner-1", "class-1"),
    "another student": Actor("learner-2", "student", "learner-2", "class-1"),
    "instructor": Actor("account-1", "instructor"),
    "researcher": Actor("account-2", "researcher"),
    "partner": Actor("account-3", "partner"),
}
# Of frameworks and of Dash, which no list of ours has: nobody who has not logged in sees them.
OTHERS = (
    "/_dash-layout", "/_dash-dependencies", "/_dash-update-component", "/assets/main.js",
    "/_dash-component-suites/dash/x.js", "/_favicon.ico",
)  # fmt: skip
NEVER = (
    "/docs", "/redoc", "/openapi.json", "/_mcp", "/_dash-ws-callback", "/_reload-hash",
    "/api/openapi.json", "/.env",
)  # fmt: skip


@pytest.fixture
async def lan(run_rig):
    front = listen_on_network([HERE], 0, [HERE], tls=None, announced_as="")
    async with (
        run_rig(front=front) as rig,
        # Not a page's: what it sends fits no form.
        httpx.AsyncClient(
            base_url=rig.service.url, trust_env=False, verify=TRUSTS_NOBODY, timeout=None
        ) as stranger,
    ):
        yield replace(rig, http=stranger)


def line_of(rig, actor):
    return {HEADER: signed_actor(actor, rig.web.secret, time.time())}


async def answer_of(rig, actor, route):
    path = re.sub(r"{\w+}", "nothing-here", route.path)
    headers = {**line_of(rig, actor), "origin": rig.service.url}
    if route.method == "GET":
        return await rig.http.get(path, headers=headers)
    # An empty form: what is let through is refused for what it lacks, and changes nothing.
    return await rig.http.post(path, json={"?": 1}, headers=headers)


def is_as_named(answer, route, actor):
    if actor.role in route.open_to:
        return answer.status_code not in (401, 500) and "not open to you" not in answer.text
    return answer.status_code == (401 if actor.role == "anonymous" else 403)


@pytest.mark.parametrize("who", WHO)
async def test_every_route_is_open_to_the_roles_it_names_and_to_no_other(lan, who):
    actor = WHO[who]
    wrong = []
    for route in ROUTES:
        if route.path in ("/api/logout", "/api/logout-all"):
            continue
        answer = await answer_of(lan, actor, route)
        if not is_as_named(answer, route, actor):
            wrong.append((route.method, route.path, answer.status_code, answer.text))
    assert wrong == []


def test_the_matrix_has_every_route_that_is_served():
    assert set(routes_served()) == {(route.method, route.path) for route in ROUTES}


def test_without_a_login_only_the_way_in_is_open():
    """Whoever opens one more to everybody changes this list, and says why."""
    assert {route.path for route in ROUTES if "anonymous" in route.open_to} == {
        "/healthz", "/api/me", "/api/login", "/api/setup", "/api/join", "/api/join/class",
    }  # fmt: skip
    assert {rule.path.pattern for rule in RULES if "anonymous" in rule.open_to} == {
        r"/healthz", r"/(login|join|setup)", r"/ca(/steadyhold-ca\.crt)?",
        r"/assets/(theme\.css|entry\.css|mark\.svg|mark-dark\.svg"
        r"|[0-9a-f]{16}/(scheme|shared/(ask|unreachable)|entry/[a-z_]+)\.js)",
    }  # fmt: skip


async def test_what_frameworks_serve_is_closed_to_whoever_has_not_logged_in(lan):
    for path, method in itertools.product(OTHERS, ("GET", "POST")):
        sent = {"origin": lan.service.url, "content-type": "application/json"}
        body = {"content": b"{}"} if method == "POST" else {}
        answer = await lan.http.request(method, path, headers=sent, **body)
        assert answer.status_code in (401, 405), (method, path, answer.status_code)


async def test_a_callback_is_closed_whatever_address_its_body_claims(lan):
    """The renamed input that got past dash-auth, at the front door (docs/adr/0023)."""
    claimed = {"id": "x", "property": "pathname", "value": "/login"}
    said = {"output": "x.children", "inputs": [claimed], "changedPropIds": ["x.pathname"]}
    sent = {"origin": lan.service.url}
    answer = await lan.http.post("/_dash-update-component", json=said, headers=sent)
    assert answer.status_code == 401


async def test_what_is_not_ours_is_there_for_nobody(lan):
    for path, who in itertools.product(NEVER, ("anonymous", "student", "instructor")):
        answer = await lan.http.get(path, headers=line_of(lan, WHO[who]))
        assert answer.status_code in (401, 404), (path, who)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("station", ["pad-1", "all"])
async def test_every_socket_is_open_to_the_roles_it_names(lan, who, station):
    actor = WHO[who]
    address = f"{lan.service.url.replace('http', 'ws')}/live?station={station}"
    is_open = actor.role == "instructor" or (actor.role == "student" and station != "all")
    heard = False
    with contextlib.suppress(websockets.InvalidStatus, websockets.ConnectionClosed):
        async with websockets.connect(
            address, origin=lan.service.url, proxy=None, open_timeout=None,
            additional_headers=line_of(lan, actor),
        ) as socket:  # fmt: skip
            heard = bool(await socket.recv())
    assert heard == is_open


@pytest.mark.parametrize("path", ["/assets/x", "/_dash-ws-callback", "/api/live", "/", "/live/x"])
async def test_there_is_no_other_socket(lan, path):
    address = f"{lan.service.url.replace('http', 'ws')}{path}"
    with pytest.raises(websockets.InvalidStatus):
        await websockets.connect(
            address, origin=lan.service.url, proxy=None,
            additional_headers=line_of(lan, WHO["instructor"]),
        )  # fmt: skip


def test_every_role_has_somebody_in_the_matrix():
    assert {actor.role for actor in WHO.values()} == set(ROLES)
