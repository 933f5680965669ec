"""A route of the API as one value, which is served, documented and held against what it answers."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from functools import partial
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from firmware_bridge.errors import SteadyholdError
from rig.hub.actor import actor_in
from rig.hub.answers import ErrorAnswer
from rig.hub.doors.doors import Came, Doors
from rig.hub.doors.errors import RoleError, TooManyTriesError
from rig.hub.doors.logins import Login
from rig.hub.doors.visitors import Visitors
from rig.hub.doors.who_asks import LOGIN_KEY
from rig.hub.errors import AskError
from rig.hub.http.access_rules import Rule
from rig.hub.http.body import json_body
from rig.hub.hub import Hub
from rig.hub.live.channel import json_text
from rig.hub.process.listen_socket import FrontDoor
from rig.hub.process.web_process import WebProcess
from rig.school.actor import Actor
from rig.school.roles import INSTRUCTORS, Roles

STATUS_OF_EXIT_CODE: Mapping[int, int] = {2: 400, 3: 403, 4: 409, 5: 404}
JSON_TYPE = "application/json"
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number in the query of an address.

    Attributes:
        name: as it is written there.
        usual: where it is left out.
        most: the largest allowed.
        least: the smallest allowed.
    """

    name: str
    usual: int
    most: int
    least: int = 1


@dataclass(frozen=True, slots=True)
class QueryText:
    """A text in the query of an address that may be left out.

    Attributes:
        name: as it is written there.
    """

    name: str


@dataclass(frozen=True, slots=True)
class QueryDay:
    """A day in the query of an address, as `2026-11-30`, that may be left out.

    Attributes:
        name: as it is written there.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request on its way to the function that answers it.

    Attributes:
        hub: stations and record.
        web: the process that makes the pages.
        request: as it came.
        asked: the JSON of its body; empty for a request that only reads.
    """

    hub: Hub
    web: WebProcess
    request: Request
    asked: Mapping[str, Any]

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_in(self.request.scope)

    @property
    def doors(self) -> Doors:
        """Accounts and logins."""
        found: Doors = self.request.app.state.doors
        return found

    @property
    def came(self) -> Came:
        """Where the request comes from, and as whom its browser is logged in."""
        client = self.request.client
        login = self.request.scope.get(LOGIN_KEY)
        return Came(client.host if client else "", login if isinstance(login, Login) else None)

    @property
    def front(self) -> FrontDoor:
        """Where browsers connect."""
        found: FrontDoor = self.request.app.state.front
        return found

    @property
    def visitors(self) -> Visitors:
        """Who came so far."""
        found: Visitors = self.request.app.state.visitors
        return found

    def path_part(self, name: str) -> str:
        """What the path has in the place of `{name}`."""
        found: str = self.request.path_params[name]
        return found

    @property
    def station(self) -> str:
        """Id of the station that the path names."""
        return self.path_part("station")

    def text(self, key: str, default: str | None = None) -> str:
        """A text of the body.

        Raises:
            AskError: it is not one, or not there and has no default.
        """
        return text_of(self.asked, key, default)

    @property
    def class_id(self) -> str:
        """The class an act is for: a student's own, else the one that is named; empty for none.

        Raises:
            AskError: it is not a text.
        """
        if self.actor.role == "student":
            return self.actor.class_id
        named = self.request.query_params.get("class_id", self.actor.class_id)
        return self.text("class_id", named)

    def whole(self, key: str) -> int:
        """A whole number of the body, not below 0.

        Raises:
            AskError: it is not one.
        """
        value = self.asked.get(key)
        if type(value) is not int or value < 0:
            raise AskError(key, "a whole number, not below 0")
        return value

    def count(self, wanted: Count) -> int:
        """A whole number of the query.

        Raises:
            AskError: it is not one, or too large.
        """
        text = self.request.query_params.get(wanted.name, str(wanted.usual))
        # Python refuses to read a number of some thousand digits.
        is_short = text.isdecimal() and len(text) <= MOST_DIGITS
        if not is_short or not wanted.least <= int(text) <= wanted.most:
            raise AskError(wanted.name, f"a whole number from {wanted.least} to {wanted.most}")
        return int(text)

    def query_text(self, wanted: QueryText | QueryDay) -> str:
        """A text of the query; empty where it is left out."""
        return self.request.query_params.get(wanted.name, "")

    def day(self, wanted: QueryDay) -> date | None:
        """A day of the query; None where it is left out.

        Raises:
            AskError: it is none.
        """
        text = self.query_text(wanted)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise AskError(wanted.name, "a day, as 2026-11-30") from error


Act = Callable[[Call], Awaitable[Mapping[str, Any] | Response]]


@dataclass(frozen=True, slots=True)
class JsonRoute:
    """One route of the API, everything that is said of it.

    Attributes:
        path: with `{names}` for what varies.
        act: makes the answer.
        answer: type of the JSON it answers with; a media type where `act` makes the response.
        summary: what it does, in words.
        method: `GET` only reads; the body of a `POST` is a JSON object.
        open_to: the roles that may ask; what is theirs among the objects, `act` decides.
        refusals: errors it may answer with, beside a body of another form.
        asked: keys of the body that must be there, each with its type or its JSON Schema.
        optional: keys that may be there.
        query: parameters of the address; a name alone is a text that must be there.
        status: of a good answer.
    """

    path: str
    act: Act
    answer: Any
    summary: str
    _: KW_ONLY
    method: Literal["GET", "POST"]
    open_to: Roles
    refusals: tuple[type[SteadyholdError], ...] = ()
    asked: Mapping[str, Any] = field(default_factory=dict)
    optional: Mapping[str, Any] = field(default_factory=dict)
    query: tuple[Count | QueryText | QueryDay | str, ...] = ()
    status: int = 200


reads = partial(JsonRoute, method="GET")
changes = partial(JsonRoute, method="POST")


def rules_of_entry(routes: Iterable[JsonRoute]) -> tuple[Rule, ...]:
    """What the guard lets through to routes that are open to whoever has not logged in."""
    return tuple(
        Rule("http", (each.method,), re.compile(re.escape(each.path)), each.open_to)
        for each in routes
        if "anonymous" in each.open_to
    )


def starlette_routes(routes: Iterable[JsonRoute], hub: Hub, web: WebProcess) -> list[Route]:
    """The routes as starlette serves them."""
    return [Route(each.path, _endpoint(each, hub, web), methods=[each.method]) for each in routes]


def _endpoint(
    route: JsonRoute, hub: Hub, web: WebProcess
) -> Callable[[Request], Awaitable[Response]]:
    async def answered(request: Request) -> Response:
        actor = actor_in(request.scope)
        if actor.role not in route.open_to:
            await request.app.state.doors.note_denied(actor, route.path)
            raise RoleError(actor.role)
        asked = await json_body(request) if route.method == "POST" else {}
        answer = await route.act(Call(hub, web, request, asked))
        if isinstance(answer, Response):
            return answer
        return Response(json_text(answer), route.status, media_type=JSON_TYPE)

    return answered


async def refused(request: Request, error: Exception) -> Response:
    """A refusal as JSON, with the status that belongs to its exit code.

    Where the record lies on this machine is told to instructors only.
    """
    kind = type(error) if isinstance(error, SteadyholdError) else SteadyholdError
    wait = {"retry-after": str(error.wait_s)} if isinstance(error, TooManyTriesError) else None
    told, store = str(error), request.app.state.doors.store
    if actor_in(request.scope).role not in INSTRUCTORS:
        told = told.replace(str(store), "the record").replace(str(store.parent), "the data folder")
    return JSONResponse(ErrorAnswer(error=told), status_of(kind), wait)


def status_of(kind: type[SteadyholdError]) -> int:
    """Status of a refusal."""
    if issubclass(kind, TooManyTriesError):
        return 429
    return STATUS_OF_EXIT_CODE.get(kind.exit_code, 500)


def text_of(asked: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """A text of a JSON object.

    Raises:
        AskError: it is not one, or not there and has no default.
    """
    value = asked.get(key, default)
    if not isinstance(value, str):
        raise AskError(key, "a text")
    return value
