"""Routes of accounts (docs/api.md)."""

import asyncio

from rig.hub.door_answers import AccountJson, AccountsAnswer
from rig.hub.doors.errors import NobodyLogsInError
from rig.hub.doors.who_is_in import end_logins_of_account
from rig.hub.errors import AskError
from rig.hub.http.json_route import Call, changes, reads
from rig.school.roles import INSTRUCTORS, Role, is_role
from rig.store.people.accounts import accounts_ever
from rig.store.people.errors import (
    AccountMissingError,
    LastInstructorError,
    LoginNameError,
    LoginTakenError,
    WeakPasswordError,
)

ACCOUNTS = "/api/accounts"
GIVEN: tuple[Role, ...] = ("instructor", "researcher", "partner")
OTHERS = "another's; change your own password under My password, with the one of now"


async def _accounts(call: Call) -> AccountsAnswer:
    found = await asyncio.to_thread(accounts_ever, call.doors.store)
    return AccountsAnswer(
        accounts=[
            AccountJson(
                id=each.id,
                login=each.login,
                role=each.role,
                created_utc=each.created_utc,
                seen_utc=seen_utc,
                ended_utc=each.ended_utc,
            )
            for each, seen_utc in found
        ]
    )


async def _add(call: Call) -> AccountsAnswer:
    role = _role(call)
    await call.doors.add(call.text("login"), call.text("password"), role, call.actor)
    return await _accounts(call)


async def _password(call: Call) -> AccountsAnswer:
    account = await call.doors.account(call.text("login"))
    if account.id == call.actor.id:
        # Whoever finds a computer that is logged in must not keep its owner out.
        raise AskError("login", OTHERS)
    await call.doors.change_password(account.login, call.text("password"), call.actor)
    return await _accounts(call)


async def _change_role(call: Call) -> AccountsAnswer:
    await call.doors.change_role(call.text("login"), _role(call), call.actor)
    return await _accounts(call)


async def _end(call: Call) -> AccountsAnswer:
    await call.doors.end_account(call.text("login"), call.actor)
    return await _accounts(call)


async def _send_away(call: Call) -> AccountsAnswer:
    await end_logins_of_account(call.doors, call.text("login"), call.actor)
    return await _accounts(call)


def _role(call: Call) -> Role:
    role = call.text("role")
    if not is_role(role) or role not in GIVEN:
        raise AskError("role", f"one of {', '.join(GIVEN)}; students join with the class code")
    return role


ROUTES = (
    reads(ACCOUNTS, _accounts, AccountsAnswer, "Who logs in with a password", open_to=INSTRUCTORS),
    changes(
        ACCOUNTS,
        _add,
        AccountsAnswer,
        "Add an account",
        open_to=INSTRUCTORS,
        refusals=(LoginNameError, LoginTakenError, WeakPasswordError, NobodyLogsInError),
        asked={"login": str, "password": str, "role": {"enum": list(GIVEN)}},
        status=201,
    ),
    changes(
        f"{ACCOUNTS}/password",
        _password,
        AccountsAnswer,
        "Give another's account another password; its logins end",
        open_to=INSTRUCTORS,
        refusals=(AccountMissingError, WeakPasswordError, NobodyLogsInError),
        asked={"login": str, "password": str},
    ),
    changes(
        f"{ACCOUNTS}/role",
        _change_role,
        AccountsAnswer,
        "Give an account another role; its logins end",
        open_to=INSTRUCTORS,
        refusals=(AccountMissingError, LastInstructorError),
        asked={"login": str, "role": {"enum": list(GIVEN)}},
    ),
    changes(
        f"{ACCOUNTS}/end",
        _end,
        AccountsAnswer,
        "End an account; its logins end with it",
        open_to=INSTRUCTORS,
        refusals=(AccountMissingError, LastInstructorError),
        asked={"login": str},
    ),
    changes(
        f"{ACCOUNTS}/logout",
        _send_away,
        AccountsAnswer,
        "Log an account out everywhere",
        open_to=INSTRUCTORS,
        refusals=(AccountMissingError, NobodyLogsInError),
        asked={"login": str},
    ),
)
