"""The doors of one start of the hub: who comes in, by which secret, and how long."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rig.hub.doors.attempts import Attempts
from rig.hub.doors.errors import CodeOverError, NobodyLogsInError, WrongSecretError
from rig.hub.doors.logins import Login, Logins
from rig.hub.doors.second_factor import check_second_factor
from rig.hub.doors.secrets_kept import Hasher, as_code, new_code, token_hash
from rig.lan.site import Site
from rig.school.actor import NOBODY, Actor
from rig.school.roles import Role
from rig.store.people.accounts import (
    Account,
    account_of,
    add_account,
    change_password,
    change_role,
    check_login,
    check_password,
    end_account,
    has_instructor,
)
from rig.store.people.audit import Audited, by, write_line
from rig.store.people.errors import AccountMissingError
from rig.store.people.joining import put_setup_code, use_setup_code

SETUP_S = 15 * 60.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Came:
    """Where a request for a login comes from.

    Attributes:
        address: of the other end.
        login: the one this browser has already, if any.
    """

    address: str
    login: Login | None


class Doors:
    """Accounts, codes and logins of a rig that other machines reach; closed where none do.

    Args:
        store: file of the record.
        site: how browsers reach the rig.

    Attributes:
        setup_code: to be shown on this machine's screen; empty where it is not needed.
        clock: wall clock of second factors, seconds since 1970.
    """

    def __init__(self, store: Path, site: Site) -> None:
        self.store = store
        self.site = site
        self.setup_code = ""
        self.clock = time.time
        self._at_work = _AtWork(store) if site.is_lan else None

    @property
    def logins(self) -> Logins | None:
        """Who is logged in; None where nobody logs in."""
        return None if self._at_work is None else self._at_work.logins

    @property
    def at_work(self) -> "_AtWork":
        """What is needed to let somebody in.

        Raises:
            NobodyLogsInError: this rig serves its own machine only.
        """
        if self._at_work is None:
            raise NobodyLogsInError
        return self._at_work

    def open(self) -> None:
        """Go on with the logins there are; make a setup code where nobody could let others in.

        Raises:
            StoreError: the record cannot be read or written.
        """
        if self._at_work is None:
            return
        self._at_work.logins.load()
        if not has_instructor(self.store):
            self.setup_code = new_code(2)
            ends = datetime.now(UTC) + timedelta(seconds=SETUP_S)
            ends_utc = ends.isoformat(timespec="milliseconds")
            put_setup_code(self.store, token_hash(self.setup_code), ends_utc)

    async def run(self) -> None:
        """Keep the logins until cancelled."""
        if self._at_work is None:
            return
        try:
            await self._at_work.logins.run()
        finally:
            self._at_work.hasher.close()

    async def needs_setup(self) -> bool:
        """Whether the first instructor is still to be made."""
        return bool(self.setup_code) and not await asyncio.to_thread(has_instructor, self.store)

    async def set_up(self, code: str, login: str, password: str, came: Came) -> tuple[Actor, str]:
        """The first instructor, made by the code on this machine's screen, and their token.

        Raises:
            CodeOverError, WeakPasswordError, LoginNameError, TooManyTriesError, StoreError: as
                their names say.
        """
        work = self.at_work
        work.attempts.refuse_a_flood(came.address)
        check_password(password, login)
        # A code is good once: nothing may fail after it is used.
        check_login(login)
        with work.attempts.one_try("code", "", came.address):
            hashed = await work.hasher.hashed(password)
            if not await asyncio.to_thread(use_setup_code, self.store, token_hash(as_code(code))):
                work.attempts.wrong("code", "", came.address)
                await self.note(NOBODY, "setup failed")
                raise CodeOverError("setup code")
        made = await asyncio.to_thread(add_account, self.store, login, hashed, "instructor", NOBODY)
        return await self._let_in(Actor(made.id, made.role), "setup code", came)

    async def log_in(
        self, login: str, password: str, came: Came, code: str = ""
    ) -> tuple[Actor, str]:
        """Whoever has that password, and a code where the account needs one, and their token.

        Raises:
            SecondFactorNeededError, WrongSecretError, TooManyTriesError, StoreError: as their names
                say.
        """
        account = await self.prove(login, password, came)
        await check_second_factor(
            self.store, self.at_work.attempts, account, code, came.address, self.clock
        )
        return await self._let_in(Actor(account.id, account.role), "password", came)

    async def prove(self, login: str, password: str, came: Came) -> Account:
        """The account of a login and its password; a wrong one is counted and noted.

        Raises:
            WrongSecretError, TooManyTriesError, StoreError: as their names say.
        """
        work = self.at_work
        work.attempts.refuse_a_flood(came.address)
        whose = login.strip().lower()[:80]
        with work.attempts.one_try("password", whose, came.address):
            account = await asyncio.to_thread(account_of, self.store, login)
            kept = None if account is None else account.password_hash
            if not await work.hasher.is_right(password[:1000], kept) or account is None:
                work.attempts.wrong("password", whose, came.address)
                about = "" if account is None else account.id
                line = Audited("", "anonymous", "login failed", about, "password")
                await asyncio.to_thread(write_line, self.store, line)
                raise WrongSecretError("login or password")
        return account

    async def add(self, login: str, password: str, role: Role, actor: Actor) -> Account:
        """Another account.

        Raises:
            WeakPasswordError, LoginNameError, LoginTakenError, StoreError: as their names say.
        """
        check_password(password, login)
        hashed = await self.at_work.hasher.hashed(password)
        return await asyncio.to_thread(add_account, self.store, login, hashed, role, actor)

    async def account(self, login: str) -> Account:
        """The account of a login.

        Raises:
            AccountMissingError, StoreError: as their names say.
        """
        found = await asyncio.to_thread(account_of, self.store, login)
        if found is None:
            raise AccountMissingError(login)
        return found

    async def change_password(self, login: str, password: str, actor: Actor) -> None:
        """Another password of an account; its logins end.

        Raises:
            WeakPasswordError, AccountMissingError, StoreError: as their names say.
        """
        check_password(password, login)
        account = await self.account(login)
        hashed = await self.at_work.hasher.hashed(password)
        await asyncio.to_thread(change_password, self.store, login, hashed, actor)
        self._forget(account)

    async def change_role(self, login: str, role: Role, actor: Actor) -> None:
        """Another role of an account; its logins end.

        Raises:
            AccountMissingError, LastInstructorError, StoreError: as their names say.
        """
        account = await self.account(login)
        await asyncio.to_thread(change_role, self.store, login, role, actor)
        self._forget(account)

    async def end_account(self, login: str, actor: Actor) -> None:
        """No account any more; its logins end.

        Raises:
            AccountMissingError, LastInstructorError, StoreError: as their names say.
        """
        account = await self.account(login)
        await asyncio.to_thread(end_account, self.store, login, actor)
        self._forget(account)

    async def log_out(self, login: Login) -> None:
        """End one login."""
        await self.at_work.logins.end(login, "asked")

    async def log_out_everywhere(self, actor: Actor) -> None:
        """End every login of somebody."""
        await self.at_work.logins.end_all(actor)

    async def note_denied(self, actor: Actor, door: str) -> None:
        """Write down that somebody stood before a door that is not theirs; a flood only begins.

        Args:
            actor: who it was.
            door: as the code names it, without what was asked.
        """
        if self._at_work is not None and self._at_work.attempts.may_note(actor.id):
            await self.note(actor, "denied", detail=door)

    async def send_away(self, learner_id: str, actor: Actor) -> None:
        """End every login of a learner, who has left the class."""
        if self.logins is not None:
            await self.logins.end_all(Actor(learner_id, "student", learner_id))
            await self.note(actor, "sent away", learner_id)

    async def note(self, actor: Actor, action: str, about: str = "", detail: str = "") -> None:
        """Write a line of the audit log."""
        await asyncio.to_thread(write_line, self.store, by(actor, action, about, detail))

    async def _let_in(self, actor: Actor, how: str, came: Came) -> tuple[Actor, str]:
        return actor, await self.at_work.logins.begin(actor, how, came.login)

    def _forget(self, account: Account) -> None:
        if self.logins is not None:
            self.logins.drop_all_of(account.id)


class _AtWork:
    """What only a rig with logins has.

    Args:
        store: file of the record.
    """

    def __init__(self, store: Path) -> None:
        self.logins = Logins(store)
        self.attempts = Attempts()
        self.hasher = Hasher()
