"""Whose a route is: each names it, the guard knows who asks, and a claim of a browser is none."""

import time

import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from rig.hub.actor import HEADER, SCOPE_KEY, actor_in, signed_actor, verified_actor
from rig.hub.answers import HealthAnswer
from rig.hub.doors.doors import Doors
from rig.hub.doors.errors import RoleError
from rig.hub.http.access_rules import RULES
from rig.hub.http.json_route import JsonRoute, reads, starlette_routes
from rig.hub.http.routes import ROUTES
from rig.lan.site import Site
from rig.school.actor import LOCAL, NOBODY, Actor
from rig.school.roles import INSTRUCTORS, ROLES

MIRA = Actor("a1", "student", "learner-1", "class-1")


def test_a_route_that_names_no_role_cannot_be_made():
    with pytest.raises(TypeError, match="open_to"):
        reads("/api/new", lambda _: None, HealthAnswer, "A new one")


def test_every_route_is_open_to_roles_there_are_and_the_instructor_may_do_all():
    for route in ROUTES:
        assert route.open_to <= set(ROLES), route.path
        assert "instructor" in route.open_to, route.path
    for rule in RULES:
        assert rule.open_to <= set(ROLES)


def test_who_asks_travels_whole_in_the_signed_line():
    for actor in (LOCAL, NOBODY, MIRA):
        line = signed_actor(actor, "secret", 1_000.0)
        assert verified_actor(line, "secret", 1_000.0) == actor
        assert verified_actor(line.replace("student", "instructor"), "other", 1_000.0) is None


def test_where_no_guard_has_looked_nobody_asks():
    assert actor_in({}) == NOBODY
    assert actor_in({"steadyhold.actor": "local"}) == NOBODY


def open_to(role: str, route: JsonRoute) -> bool:
    return role in route.open_to


@pytest.mark.parametrize("role", ROLES)
async def test_what_the_pages_ask_for_somebody_is_answered_to_that_somebody(rig, role):
    """The web process hands the signed line back; the hub takes it by its signature."""
    actor = NOBODY if role == "anonymous" else Actor("a1", role, "learner-1", "class-1")
    line = {HEADER: signed_actor(actor, rig.web.secret, time.time())}
    for path in ("/api/protocols", "/api/devices", "/api/stations", "/healthz"):
        [route] = [each for each in ROUTES if each.path == path and each.method == "GET"]
        status = (await rig.http.get(path, headers=line)).status_code
        if open_to(role, route):
            assert status == 200, path
        else:
            assert status == (401 if role == "anonymous" else 403), path


async def test_a_line_that_the_hub_did_not_sign_makes_nobody_more_or_less(rig):
    forged = {HEADER: signed_actor(NOBODY, "another secret", time.time())}
    assert (await rig.http.get("/api/devices", headers=forged)).status_code == 200


async def test_behind_the_guard_a_route_looks_once_more(tmp_path):
    route = reads("/api/new", no_act, HealthAnswer, "A new one", open_to=INSTRUCTORS)
    [served] = starlette_routes([route], None, None)
    app = Starlette()
    app.state.doors = Doors(tmp_path / "steadyhold.db", Site(8050))
    with pytest.raises(RoleError, match="as student"):
        await served.endpoint(Request({"type": "http", "app": app, SCOPE_KEY: MIRA}))
    with pytest.raises(RoleError, match="nobody is logged in"):
        await served.endpoint(Request({"type": "http", "app": app}))


async def no_act(_):
    raise AssertionError("a closed route was answered")
