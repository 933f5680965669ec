"""Routes of whoever is logged in now, and of the own password (docs/api.md)."""

import asyncio

from starlette.responses import Response

from rig.hub.door_answers import EntryAnswer, LoginJson, LoginsAnswer
from rig.hub.doors.errors import (
    LoginMissingError,
    NobodyLogsInError,
    NotInClassError,
    PinFormError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.joining import change_own_pin
from rig.hub.doors.who_is_in import change_own_password, end_one_login, login_id, logins_now
from rig.hub.http.entry.entry_api import let_in
from rig.hub.http.json_route import Call, changes, reads
from rig.school.roles import EVERYBODY_KNOWN, INSTRUCTORS, THE_CLASS
from rig.store.people.accounts import accounts_of
from rig.store.people.errors import AccountMissingError, WeakPasswordError
from rig.store.people.roster import classes_of
from rig.store.people.shown import names_of_all, pseudonyms_of_all


async def _logins(call: Call) -> LoginsAnswer:
    store, own = call.doors.store, call.came.login
    found = logins_now(call.doors)
    accounts, pseudonyms, names, classes = await asyncio.gather(
        asyncio.to_thread(accounts_of, store),
        asyncio.to_thread(pseudonyms_of_all, store),
        asyncio.to_thread(names_of_all, store),
        asyncio.to_thread(classes_of, store),
    )
    called = pseudonyms | names | {each.id: each.login for each in accounts}
    titles = {each.id: each.title for each in classes}
    return LoginsAnswer(
        logins=[
            LoginJson(
                id=login_id(each),
                who=called.get(each.login.actor.id, each.login.actor.id),
                role=each.login.actor.role,
                class_title=titles.get(each.login.actor.class_id, ""),
                begun_ago_s=each.begun_ago_s,
                seen_ago_s=each.seen_ago_s,
                is_own=each.login is own,
            )
            for each in found
        ]
    )


async def _end(call: Call) -> LoginsAnswer:
    await end_one_login(call.doors, call.text("id"), call.actor)
    return await _logins(call)


async def _own_password(call: Call) -> Response:
    old, new = call.text("old"), call.text("new")
    return let_in(call, *await change_own_password(call.doors, call.actor, old, new, call.came))


async def _own_pin(call: Call) -> Response:
    old, new = call.text("old"), call.text("new")
    return let_in(call, *await change_own_pin(call.doors, call.actor, old, new, call.came))


ROUTES = (
    reads(
        "/api/logins",
        _logins,
        LoginsAnswer,
        "Who is logged in now",
        open_to=INSTRUCTORS,
    ),
    changes(
        "/api/logins/end",
        _end,
        LoginsAnswer,
        "End one login",
        open_to=INSTRUCTORS,
        refusals=(LoginMissingError, NobodyLogsInError),
        asked={"id": str},
    ),
    changes(
        "/api/me/password",
        _own_password,
        EntryAnswer,
        "Change the own password; every login of it ends, and a new one begins here",
        # Students have a PIN.
        open_to=EVERYBODY_KNOWN - {"student"},
        refusals=(
            AccountMissingError,
            WrongSecretError,
            WeakPasswordError,
            TooManyTriesError,
            NobodyLogsInError,
        ),
        asked={"old": str, "new": str},
    ),
    changes(
        "/api/me/pin",
        _own_pin,
        EntryAnswer,
        "Change the own PIN; every login of it ends, and a new one begins here",
        open_to=THE_CLASS,
        refusals=(
            NotInClassError,
            PinFormError,
            WrongSecretError,
            TooManyTriesError,
            NobodyLogsInError,
        ),
        asked={"old": str, "new": str},
    ),
)
