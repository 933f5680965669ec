"""Accounts of those who log in with a password: made, changed, ended, each with its line."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from rig.school.actor import Actor
from rig.school.passwords import weakness_of
from rig.school.roles import Role, is_role
from rig.store.database import changing, has_table, open_for_reading
from rig.store.entries import now_utc
from rig.store.errors import DamagedRecordError
from rig.store.format.door_tables import accounts, logins
from rig.store.format.factor_tables import second_factors
from rig.store.people.audit import by, note
from rig.store.people.errors import (
    AccountMissingError,
    LastInstructorError,
    LoginNameError,
    LoginTakenError,
    WeakPasswordError,
)
from rig.store.people.logins import end_logins
from rig.store.people.sealed_table import change_rows, checked_rows, put_sealed

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,38}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who logs in with a password.

    Attributes:
        id: opaque; what recordings and the audit log keep.
        login: what they type, in lower case.
        role: what they may do.
        password_hash: of argon2.
        created_utc: when it was made.
        ended_utc: when it was ended; None while it is good.
    """

    id: str
    login: str
    role: Role
    password_hash: str
    created_utc: str
    ended_utc: str | None = None


def accounts_of(path: Path) -> tuple[Account, ...]:
    """Every account that is not ended, by login.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        found = [_account(row, path) for row in _live(connection, path)]
    return tuple(sorted(found, key=lambda each: each.login))


def accounts_ever(path: Path) -> tuple[tuple[Account, str | None], ...]:
    """Every account there was, those that are good first, each with when it was last used.

    Raises:
        StoreError: the store cannot be read.
    """
    if not path.is_file():
        return ()
    with open_for_reading(path) as connection:
        if not has_table(connection, accounts):
            return ()
        found = [_account(row, path) for row in checked_rows(connection, path, accounts)]
        last = select(logins.c.actor_id, func.max(logins.c.seen_utc)).group_by(logins.c.actor_id)
        seen = {row[0]: str(row[1]) for row in connection.execute(last)}
    found.sort(key=lambda each: (each.ended_utc is not None, each.login))
    return tuple((each, seen.get(each.id)) for each in found)


def account_of(path: Path, login: str) -> Account | None:
    """The account of a login; None without one."""
    wanted = login.strip().lower()
    return next((each for each in accounts_of(path) if each.login == wanted), None)


def has_instructor(path: Path) -> bool:
    """Whether anybody could let others in."""
    return any(each.role == "instructor" for each in accounts_of(path))


def check_login(login: str) -> str:
    """A login as it is kept.

    Raises:
        LoginNameError: it cannot be one.
    """
    wanted = login.strip().lower()
    if _LOGIN.fullmatch(wanted) is None:
        raise LoginNameError(login)
    return wanted


def check_password(password: str, login: str) -> None:
    """Refuses a password that others guess.

    Raises:
        WeakPasswordError: it is one.
    """
    why = weakness_of(password, login)
    if why:
        raise WeakPasswordError(why)


def add_account(path: Path, login: str, password_hash: str, role: Role, actor: Actor) -> Account:
    """A new account.

    Raises:
        LoginNameError, LoginTakenError, StoreError: as their names say.
    """
    wanted = check_login(login)
    made = Account(secrets.token_hex(8), wanted, role, password_hash, now_utc())
    with changing(path) as connection:
        if any(row.login == wanted for row in _live(connection, path)):
            raise LoginTakenError(wanted)
        put_sealed(
            connection,
            accounts,
            {
                "account_id": made.id,
                "login": made.login,
                "role": role,
                "password_hash": password_hash,
                "created_utc": made.created_utc,
                "ended_utc": None,
            },
        )
        note(connection, by(actor, "account added", made.id, role))
    return made


def change_password(path: Path, login: str, password_hash: str, actor: Actor) -> None:
    """Another password; whoever was logged in with the old one is no longer.

    Raises:
        AccountMissingError, StoreError: as their names say.
    """
    _change(path, login, actor, "password changed", password_hash=password_hash)


def change_role(path: Path, login: str, role: Role, actor: Actor) -> None:
    """Another role, from the next login on: those there are end.

    Raises:
        AccountMissingError, LastInstructorError, StoreError: as their names say.
    """
    _change(path, login, actor, "role changed", role=role)


def end_account(path: Path, login: str, actor: Actor) -> None:
    """No account any more; its id stays in recordings and in the log.

    Raises:
        AccountMissingError, LastInstructorError, StoreError: as their names say.
    """
    _change(path, login, actor, "account ended", ended_utc=now_utc())


def _change(path: Path, login: str, actor: Actor, action: str, **changes: str) -> None:
    wanted = login.strip().lower()
    with changing(path) as connection:
        found = list(_live(connection, path))
        row = next((each for each in found if each.login == wanted), None)
        if row is None:
            raise AccountMissingError(login)
        instructors = [each.account_id for each in found if each.role == "instructor"]
        stays = changes.get("role", row.role) == "instructor" and "ended_utc" not in changes
        if instructors == [row.account_id] and not stays:
            raise LastInstructorError
        change_rows(connection, path, accounts, accounts.c.account_id == row.account_id, **changes)
        end_logins(connection, path, actor_id=row.account_id)
        if "ended_utc" in changes:
            is_it = second_factors.c.account_id == row.account_id
            connection.execute(delete(second_factors).where(is_it))
        note(connection, by(actor, action, row.account_id, changes.get("role", "")))


def _live(connection: Connection, path: Path) -> list[Row[Any]]:
    return list(checked_rows(connection, path, accounts, accounts.c.ended_utc.is_(None)))


def _account(row: Row[Any], path: Path) -> Account:
    if not is_role(row.role):
        raise DamagedRecordError(path, f"the account {row.account_id!r}", "its role is none")
    return Account(
        row.account_id, row.login, row.role, row.password_hash, row.created_utc, row.ended_utc
    )
