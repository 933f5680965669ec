"""Who is logged in now, sent away one by one, and the own password of whoever is."""

import asyncio

from rig.hub.doors.doors import Came, Doors
from rig.hub.doors.errors import LoginMissingError
from rig.hub.doors.logins import LoginNow
from rig.school.actor import Actor
from rig.store.people.accounts import Account, accounts_of, check_password
from rig.store.people.errors import AccountMissingError

ID_CHARACTERS = 16
"""Of the hash of a token: enough to tell logins apart, and worth nothing in a cookie."""


def login_id(now: LoginNow) -> str:
    """What a login is called on a list."""
    return now.login.token_hash[:ID_CHARACTERS]


def logins_now(doors: Doors) -> tuple[LoginNow, ...]:
    """Everybody who is logged in; nobody on a rig that serves its own machine only."""
    return () if doors.logins is None else doors.logins.known()


async def end_one_login(doors: Doors, wanted: str, actor: Actor) -> None:
    """End a login, whoever it is.

    Raises:
        LoginMissingError: it is over already, or there was none.
        NobodyLogsInError, StoreError: as their names say.
    """
    logins = doors.at_work.logins
    found = next((each.login for each in logins.known() if login_id(each) == wanted), None)
    if found is None:
        raise LoginMissingError
    await logins.end(found, "ended")
    await doors.note(actor, "login ended", found.actor.id)


async def end_logins_of_account(doors: Doors, login: str, actor: Actor) -> None:
    """End every login of an account, which stays good.

    Raises:
        AccountMissingError, NobodyLogsInError, StoreError: as their names say.
    """
    account = await doors.account(login)
    await doors.at_work.logins.end_all(Actor(account.id, account.role))
    await doors.note(actor, "sent away", account.id)


async def own_account(doors: Doors, actor: Actor) -> Account:
    """The account of whoever asks.

    Raises:
        AccountMissingError: whoever asks has no password.
        StoreError: the record cannot be read.
    """
    found = await asyncio.to_thread(accounts_of, doors.store)
    account = next((each for each in found if each.id == actor.id), None)
    if account is None:
        raise AccountMissingError(actor.id)
    return account


async def change_own_password(
    doors: Doors, actor: Actor, old: str, new: str, came: Came
) -> tuple[Actor, str]:
    """Another password of whoever knows the old one; every login ends but a new one here.

    Raises:
        AccountMissingError: whoever asks has no password.
        WrongSecretError, TooManyTriesError, WeakPasswordError, StoreError: as their names say.
    """
    account = await own_account(doors, actor)
    check_password(new, account.login)
    # The old one is proved, counted and noted as at the door.
    await doors.prove(account.login, old, came)
    await doors.change_password(account.login, new, actor)
    return actor, await doors.at_work.logins.begin(actor, "password", None)
