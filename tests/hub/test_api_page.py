"""docs/api.md has every route that is served, with what it is asked, and no other."""

import re

from rig.hub.http.json_route import Count, JsonRoute, QueryDay, QueryText
from rig.hub.http.routes import ROUTES
from tests.architecture import sources
from tests.schemas.openapi import routes_served

PAGE = (sources.ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(?P<method>GET|POST) (?P<path>[^`?]+)(?P<query>\?[^`]+)?`(?: `(?P<body>{[^`]*})`)? \|",
    re.MULTILINE,
)
PLACES = {
    "{station}": "ID",
    "{session}": "ID",
    "{sha256}": "SHA256",
    "{chart}": "CHART",
    "{protocol}": "ID",
    "{class}": "ID",
    "{learner}": "ID",
    "{exam}": "ID",
    "{cut}": "NUMBER",
}


def test_every_route_that_is_served_is_declared_and_no_other():
    assert set(routes_served()) == {(each.method, each.path) for each in ROUTES}


def test_the_page_has_a_row_for_each_route_and_each_row_is_served():
    rows = [(found["method"], found["path"]) for found in ROW.finditer(PAGE)]
    assert len(rows) == len(set(rows)), "a route has two rows"
    assert set(rows) == {(each.method, _written(each.path)) for each in ROUTES}


def test_a_row_names_the_keys_and_the_query_that_its_route_takes():
    rows = {(found["method"], found["path"]): found for found in ROW.finditer(PAGE)}
    for route in ROUTES:
        found = rows[route.method, _written(route.path)]
        asked = (found["query"] or "").removeprefix("?")
        assert asked == "&".join(_queried(each) for each in route.query), route.path
        # A body that is told in words has no braces in its row.
        if found["body"] is not None:
            assert re.findall(r'"(\w+)"', found["body"]) == _keys(route), route.path


def _written(path: str) -> str:
    for place, name in PLACES.items():
        path = path.replace(place, name)
    return path


def _queried(wanted: Count | QueryDay | QueryText | str) -> str:
    if isinstance(wanted, QueryText):
        return f"{wanted.name}=ID"
    if isinstance(wanted, QueryDay):
        return f"{wanted.name}=DAY"
    return f"{wanted.name}={wanted.usual}" if isinstance(wanted, Count) else f"{wanted}=ID"


def _keys(route: JsonRoute) -> list[str]:
    return [*route.asked, *route.optional]
