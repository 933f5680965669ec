"""Routes of the second factor of whoever is logged in (docs/api.md)."""

import asyncio

from starlette.responses import Response

from rig.hub.door_answers import EntryAnswer, NewSecondFactorAnswer, SecondFactorAnswer
from rig.hub.doors.errors import (
    FactorThereError,
    NobodyLogsInError,
    SecondFactorNeededError,
    TooManyTriesError,
    WrongSecretError,
)
from rig.hub.doors.own_factor import end_factor, has_factor, set_up_factor
from rig.hub.doors.second_factor import enrolment_uri, is_secret, new_secret
from rig.hub.doors.who_is_in import own_account
from rig.hub.errors import AskError
from rig.hub.http.entry.entry_api import let_in
from rig.hub.http.json_route import Call, changes, reads
from rig.lan.qr import qr_svg
from rig.school.roles import EVERYBODY_KNOWN
from rig.store.people.errors import AccountMissingError

FACTOR = "/api/me/second-factor"
WITH_A_PASSWORD = EVERYBODY_KNOWN - {"student"}
_REFUSALS = (AccountMissingError, WrongSecretError, TooManyTriesError, NobodyLogsInError)


async def _factor(call: Call) -> SecondFactorAnswer:
    return SecondFactorAnswer(is_on=await has_factor(call.doors, call.actor))


async def _new(call: Call) -> NewSecondFactorAnswer:
    account, secret = await own_account(call.doors, call.actor), new_secret()
    picture = await asyncio.to_thread(qr_svg, enrolment_uri(secret, account.login))
    return NewSecondFactorAnswer(secret=secret, qr=picture)


async def _set_up(call: Call) -> Response:
    secret = call.text("secret")
    if not is_secret(secret):
        raise AskError("secret", f"one that {FACTOR}/new made")
    password, code = call.text("password"), call.text("code")
    return let_in(
        call, *await set_up_factor(call.doors, call.actor, password, secret, code, call.came)
    )


async def _end(call: Call) -> Response:
    password, code = call.text("password"), call.text("code")
    return let_in(call, *await end_factor(call.doors, call.actor, password, code, call.came))


ROUTES = (
    reads(
        FACTOR,
        _factor,
        SecondFactorAnswer,
        "Whether the own account needs a code as well",
        open_to=WITH_A_PASSWORD,
    ),
    changes(
        f"{FACTOR}/new",
        _new,
        NewSecondFactorAnswer,
        "A secret for an authenticator app; nothing is kept yet",
        open_to=WITH_A_PASSWORD,
        refusals=(AccountMissingError,),
    ),
    changes(
        FACTOR,
        _set_up,
        EntryAnswer,
        "Need a code as well from now on; every login ends, and a new one begins here",
        open_to=WITH_A_PASSWORD,
        refusals=(*_REFUSALS, FactorThereError, AskError),
        asked={"password": str, "secret": str, "code": str},
    ),
    changes(
        f"{FACTOR}/end",
        _end,
        EntryAnswer,
        "Need no code any more; every login ends, and a new one begins here",
        open_to=WITH_A_PASSWORD,
        refusals=(*_REFUSALS, SecondFactorNeededError),
        asked={"password": str, "code": str},
    ),
)
