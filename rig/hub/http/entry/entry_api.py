"""Routes by which somebody comes in and leaves (docs/api.md)."""

from starlette.responses import Response

from rig.hub.door_answers import EntryAnswer, MeAnswer
from rig.hub.doors.errors import (
    CodeOverError,
    NobodyLogsInError,
    SecondFactorNeededError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.who_asks import cookie
from rig.hub.http.json_route import JSON_TYPE, Call, changes, reads
from rig.hub.live.channel import json_text
from rig.school.actor import Actor
from rig.school.roles import ANYBODY, EVERYBODY_KNOWN, Role
from rig.store.people.errors import LoginNameError, WeakPasswordError

HOME: dict[Role, str] = {
    "student": "/practice",
    "instructor": "/board",
    "researcher": "/sessions",
    "partner": "/protocols",
    "anonymous": "/login",
}


async def _me(call: Call) -> MeAnswer:
    actor = call.actor
    return MeAnswer(
        id=actor.id,
        role=actor.role,
        learner_id=actor.learner_id,
        class_id=actor.class_id,
        logs_in=call.doors.logins is not None,
        needs_setup=await call.doors.needs_setup(),
    )


async def _login(call: Call) -> Response:
    login, password, code = call.text("login"), call.text("password"), call.text("code", "")
    try:
        return let_in(call, *await call.doors.log_in(login, password, call.came, code))
    except SecondFactorNeededError:
        told = EntryAnswer(role="anonymous", home=HOME["anonymous"], needs_code=True)
        return Response(json_text(told), media_type=JSON_TYPE)


async def _setup(call: Call) -> Response:
    code, login, password = call.text("code"), call.text("login"), call.text("password")
    return let_in(call, *await call.doors.set_up(code, login, password, call.came))


async def _logout(call: Call) -> Response:
    if call.came.login is not None:
        await call.doors.log_out(call.came.login)
    return _left(call)


async def _logout_all(call: Call) -> Response:
    await call.doors.log_out_everywhere(call.actor)
    return _left(call)


def let_in(call: Call, actor: Actor, token: str) -> Response:
    """The answer that lets somebody in: the cookie, and where to go."""
    told = EntryAnswer(role=actor.role, home=HOME[actor.role], needs_code=False)
    headers = {"set-cookie": cookie(call.doors.site, token)}
    return Response(json_text(told), media_type=JSON_TYPE, headers=headers)


def _left(call: Call) -> Response:
    told = EntryAnswer(role="anonymous", home=HOME["anonymous"], needs_code=False)
    headers = {"set-cookie": cookie(call.doors.site, ""), "clear-site-data": '"cache"'}
    return Response(json_text(told), media_type=JSON_TYPE, headers=headers)


ROUTES = (
    reads("/api/me", _me, MeAnswer, "Who is asking", open_to=ANYBODY),
    changes(
        "/api/login",
        _login,
        EntryAnswer,
        "Log in with a password",
        open_to=ANYBODY,
        refusals=(WrongSecretError, TooManyTriesError, NobodyLogsInError),
        asked={"login": str, "password": str},
        optional={"code": str},
    ),
    changes(
        "/api/setup",
        _setup,
        EntryAnswer,
        "Make the first instructor with the code on the rig's screen, and log in",
        open_to=ANYBODY,
        refusals=(
            CodeOverError,
            TooManyTriesError,
            NobodyLogsInError,
            WeakPasswordError,
            LoginNameError,
        ),
        asked={"code": str, "login": str, "password": str},
    ),
    changes(
        "/api/logout",
        _logout,
        EntryAnswer,
        "Log out in this browser",
        open_to=EVERYBODY_KNOWN,
    ),
    changes(
        "/api/logout-all",
        _logout_all,
        EntryAnswer,
        "Log out everywhere",
        open_to=EVERYBODY_KNOWN,
        refusals=(NobodyLogsInError,),
    ),
)
