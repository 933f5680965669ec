"""The second factor of whoever is logged in: set up by who proves it, ended by who has it."""

import asyncio

from rig.hub.doors.doors import Came, Doors
from rig.hub.doors.errors import FactorThereError, WrongSecretError
from rig.hub.doors.second_factor import check_second_factor, step_of
from rig.hub.doors.who_is_in import own_account
from rig.school.actor import Actor
from rig.store.people.accounts import Account
from rig.store.people.second_factors import (
    put_second_factor,
    remove_second_factor,
    second_factor_of,
)


async def has_factor(doors: Doors, actor: Actor) -> bool:
    """Whether an account needs a code as well.

    Raises:
        StoreError: the record cannot be read.
    """
    return await asyncio.to_thread(second_factor_of, doors.store, actor.id) is not None


async def set_up_factor(
    doors: Doors, actor: Actor, password: str, secret: str, code: str, came: Came
) -> tuple[Actor, str]:
    """From now on a code is needed too; every login ends but a new one here.

    Raises:
        AccountMissingError: whoever asks has no password.
        FactorThereError: there is one already.
        WrongSecretError, TooManyTriesError, NobodyLogsInError, StoreError: as their names say.
    """
    account = await _proved(doors, actor, password, came)
    if await has_factor(doors, actor):
        raise FactorThereError
    attempts = doors.at_work.attempts
    with attempts.one_try("second factor", account.id, came.address):
        step = step_of(secret, code, doors.clock())
        if step is None:
            attempts.wrong("second factor", account.id, came.address)
            raise WrongSecretError("this code")
    await asyncio.to_thread(put_second_factor, doors.store, account.id, secret, step, actor)
    return await _anew(doors, actor)


async def end_factor(
    doors: Doors, actor: Actor, password: str, code: str, came: Came
) -> tuple[Actor, str]:
    """The password alone is enough again; every login ends but a new one here.

    Raises:
        AccountMissingError: whoever asks has no password.
        SecondFactorNeededError, WrongSecretError, TooManyTriesError, NobodyLogsInError, StoreError:
            as their names say.
    """
    account = await _proved(doors, actor, password, came)
    attempts = doors.at_work.attempts
    await check_second_factor(doors.store, attempts, account, code, came.address, doors.clock)
    await asyncio.to_thread(remove_second_factor, doors.store, account.id, actor)
    return await _anew(doors, actor)


async def _proved(doors: Doors, actor: Actor, password: str, came: Came) -> Account:
    account = await own_account(doors, actor)
    return await doors.prove(account.login, password, came)


async def _anew(doors: Doors, actor: Actor) -> tuple[Actor, str]:
    logins = doors.at_work.logins
    logins.drop_all_of(actor.id)
    return actor, await logins.begin(actor, "password", None)
