"""`user`: who logs in with a password, and whether with a code; works while the rig runs."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console, show_rows
from rig.cli.options import DataFolder, Json

if TYPE_CHECKING:
    from rig.cli.school.answers import UsersListing
    from rig.school.actor import Actor

NONE_YET = "No accounts yet. The first `steadyhold run --lan` shows a code that makes one."


class UserRole(StrEnum):
    """Roles with a password; students join with the code of their class."""

    INSTRUCTOR = "instructor"
    RESEARCHER = "researcher"
    PARTNER = "partner"


Login = Annotated[str, typer.Argument(metavar="LOGIN", help="What they type to log in.")]
RoleOption = Annotated[UserRole, typer.Option("--role", help="What they may do.")]

group = typer.Typer(
    help="Who logs in with a password, when a rig serves a network.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="user")


@group.command("list")
def list_users(data: DataFolder = None, json: Json = False) -> None:
    """Every account."""
    from rig.store.people.accounts import accounts_of

    found = accounts_of(_store(data))
    if json:
        told: UsersListing = {
            "schema": "steadyhold.users/1",
            "users": [
                {
                    "id": each.id,
                    "login": each.login,
                    "role": each.role,
                    "created_utc": each.created_utc,
                }
                for each in found
            ],
        }
        answer_json(told)
        return
    rows = [(each.login, each.role, each.created_utc[:10]) for each in found]
    show_rows(("login", "role", "since"), rows, none_yet=NONE_YET)


@group.command("add")
def add_user(login: Login, role: RoleOption = UserRole.INSTRUCTOR, data: DataFolder = None) -> None:
    """Make an account; the password is asked for, or read from the standard input."""
    from rig.store.people.accounts import add_account

    add_account(_store(data), login, _hashed(login), role.value, _actor())
    results_console().print(f"{login.strip().lower()} can log in as {role.value}.")


@group.command("password")
def change_user_password(login: Login, data: DataFolder = None) -> None:
    """Give an account another password; whoever is logged in with it is logged out."""
    from rig.store.people.accounts import change_password

    change_password(_store(data), login, _hashed(login), _actor())
    results_console().print(f"{login.strip().lower()} has another password.")


@group.command("role")
def change_user_role(login: Login, role: RoleOption, data: DataFolder = None) -> None:
    """Give an account another role; whoever is logged in with it is logged out."""
    from rig.store.people.accounts import change_role

    change_role(_store(data), login, role.value, _actor())
    results_console().print(f"{login.strip().lower()} is {role.value} now.")


@group.command("second-factor")
def second_factor(
    login: Login,
    remove: Annotated[
        bool, typer.Option("--remove", help="The password alone is enough again: a lost phone.")
    ] = False,
    data: DataFolder = None,
) -> None:
    """Let an account log in with its password and a code of an authenticator app.

    Shows a code to scan, then asks for the six digits that the app shows, or reads them from the
    standard input. Whoever is logged in with the account is logged out.
    """
    import time

    from rig.hub.doors.errors import WrongSecretError
    from rig.hub.doors.second_factor import enrolment_uri, new_secret, step_of
    from rig.lan.qr import qr_lines
    from rig.store.people.accounts import account_of
    from rig.store.people.errors import AccountMissingError
    from rig.store.people.second_factors import put_second_factor, remove_second_factor

    store = _store(data)
    account = account_of(store, login)
    if account is None:
        raise AccountMissingError(login)
    if remove:
        had = remove_second_factor(store, account.id, _actor())
        told = "needs no code any more" if had else "needed no code"
        results_console().print(f"{account.login} {told}.")
        return
    secret = new_secret()
    for line in qr_lines(enrolment_uri(secret, account.login)):
        remarks_console().print(line, no_wrap=True, crop=False)
    remarks_console().print(f"Scan it with an authenticator app, or type {secret} there.")
    step = step_of(secret, _typed("The six digits it shows"), time.time())
    if step is None:
        raise WrongSecretError("this code")
    put_second_factor(store, account.id, secret, step, _actor())
    results_console().print(f"{account.login} needs a code as well from now on.")


@group.command("remove")
def remove_user(login: Login, data: DataFolder = None) -> None:
    """End an account; whoever is logged in with it is logged out."""
    from rig.store.people.accounts import end_account

    end_account(_store(data), login, _actor())
    results_console().print(f"{login.strip().lower()} cannot log in any more.")


def _store(data: Path | None) -> Path:
    from rig.store.folder import store_path

    return store_path(data)


def _actor() -> "Actor":
    from rig.school.actor import LOCAL

    return LOCAL


def _hashed(login: str) -> str:
    """What is kept of a password that is typed, never an argument: those are for all to read."""
    from rig.hub.doors.secrets_kept import argon2
    from rig.store.people.accounts import check_password

    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    check_password(password, login)
    return argon2().hash(password)


def _typed(asked: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(asked, err=True))
    return sys.stdin.readline().strip()
