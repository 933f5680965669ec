"""Who is logged in: held in memory over the record, ended within half a second wherever they end.

The clock of a class without internet may be stepped at any time: how long a login lasts is
measured by the monotonic one. The wall clock counts only across a start of the rig.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rig.errors import StoreError
from rig.hub.doors.secrets_kept import new_token, token_hash
from rig.school.actor import Actor
from rig.store.people.logins import (
    StoredLogin,
    begin_login,
    end_all_logins,
    end_login,
    live_logins,
    note_seen,
)

STUDENT_IDLE_S = 30 * 60.0
CLASS_DAY_S = 8 * 3600.0
LONGEST_S = 12 * 3600.0
LOOK_S = 0.4
MOST_OF_ONE = 10
"""Browsers somebody is logged in with; of one more, the oldest is logged out."""
SEEN_EVERY_S = 60.0

log = logging.getLogger(__name__)


def since_boot_s() -> float:
    """Seconds that go on in a closed laptop: a login ends over night there too."""
    # Python's own monotonic clock stands still then, but for Windows, which has no other.
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if clock is None else time.clock_gettime(clock)


@dataclass(slots=True, eq=False)
class Login:
    """One login at work.

    Attributes:
        token_hash: of the token in the cookie.
        actor: who it is.
        ends_s: monotonic seconds at which it ends at the latest.
        seen_s: when it was last used.
        ended: set when it is over; its sockets wait for that.
    """

    token_hash: str
    actor: Actor
    ends_s: float
    seen_s: float
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def is_over(self, now_s: float) -> bool:
        """Whether its time is over, at the latest or for want of use."""
        idle_s = STUDENT_IDLE_S if self.actor.role == "student" else CLASS_DAY_S
        return now_s >= min(self.ends_s, self.seen_s + idle_s)


@dataclass(frozen=True, slots=True)
class LoginNow:
    """A login as it is at this moment.

    Attributes:
        login: which.
        begun_ago_s: how long ago they logged in, seconds.
        seen_ago_s: how long ago they last asked for something, seconds.
    """

    login: Login
    begun_ago_s: float
    seen_ago_s: float


class Logins:
    """Logins of one start of the hub.

    Args:
        store: file of the record.
        clock: monotonic seconds, also of sleep.
    """

    def __init__(self, store: Path, clock: Callable[[], float] = since_boot_s) -> None:
        self._store = store
        self._clock = clock
        self._logins: dict[str, Login] = {}
        self._noted_s = clock()

    def load(self) -> None:
        """Go on with the logins of the last start.

        Raises:
            StoreError: the record cannot be read or written.
        """
        now, now_s = datetime.now(UTC), self._clock()
        for stored in live_logins(self._store):
            left_s = (datetime.fromisoformat(stored.ends_utc) - now).total_seconds()
            seen_s = (now - datetime.fromisoformat(stored.seen_utc)).total_seconds()
            login = Login(
                stored.token_hash,
                stored.actor,
                now_s + min(left_s, LONGEST_S),
                now_s - max(0.0, seen_s),
            )
            if login.is_over(now_s):
                end_login(self._store, login.token_hash, login.actor, "over")
            else:
                self._logins[login.token_hash] = login

    def of(self, token: str) -> Login | None:
        """The login of a token, which is used just now; None where it is over or there is none."""
        login = self._logins.get(token_hash(token))
        if login is None or login.is_over(self._clock()):
            return None
        login.seen_s = self._clock()
        return login

    def known(self) -> tuple["LoginNow", ...]:
        """Everybody who is logged in, whoever was here last first."""
        now_s = self._clock()
        found = [
            LoginNow(each, now_s - (each.ends_s - LONGEST_S), now_s - each.seen_s)
            for each in self._logins.values()
            if not each.is_over(now_s)
        ]
        return tuple(sorted(found, key=lambda each: each.seen_ago_s))

    async def begin(self, actor: Actor, how: str, before: Login | None) -> str:
        """The token of a new login; the one there was in this browser ends.

        Args:
            actor: who logs in.
            how: by password, PIN or setup code.
            before: login of the same browser.

        Raises:
            StoreError: it cannot be written down.
        """
        if before is not None:
            await self.end(before, "again")
        own = [each for each in self._logins.values() if each.actor.id == actor.id]
        for each in own[: max(0, len(own) + 1 - MOST_OF_ONE)]:
            await self.end(each, "too many")
        token, now = new_token(), datetime.now(UTC)
        stored = StoredLogin(
            token_hash(token), actor, _utc(now), _utc(now), _utc(now + timedelta(seconds=LONGEST_S))
        )
        await asyncio.to_thread(begin_login, self._store, stored, how)
        now_s = self._clock()
        self._logins[stored.token_hash] = Login(stored.token_hash, actor, now_s + LONGEST_S, now_s)
        return token

    async def end(self, login: Login, why: str) -> None:
        """End one login."""
        self._drop([login])
        await asyncio.to_thread(end_login, self._store, login.token_hash, login.actor, why)

    async def end_all(self, actor: Actor) -> None:
        """End every login of somebody."""
        self.drop_all_of(actor.id)
        await asyncio.to_thread(end_all_logins, self._store, actor)

    async def end_all_of_class(self, class_id: str) -> None:
        """End every login of the students of a class."""
        for each in [one for one in self._logins.values() if one.actor.class_id == class_id]:
            await self.end(each, "class over")

    def drop_all_of(self, actor_id: str) -> None:
        """Forget the logins of somebody, which are ended in the record."""
        self._drop([each for each in self._logins.values() if each.actor.id == actor_id])

    async def run(self) -> None:
        """Look for logins that are over, or ended by another program, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            await self.look()

    async def look(self) -> None:
        """Drop what is over; note what was used."""
        known = list(self._logins.values())
        now_s = self._clock()
        over = [each for each in known if each.is_over(now_s)]
        try:
            live = await asyncio.to_thread(live_logins, self._store)
            hashes = {each.token_hash for each in live}
            self._drop([each for each in known if each.token_hash not in hashes])
            for each in over:
                await self.end(each, "over")
            if now_s - self._noted_s > SEEN_EVERY_S:
                seen = frozenset(each.token_hash for each in known if each.seen_s > self._noted_s)
                self._noted_s = now_s
                await asyncio.to_thread(note_seen, self._store, seen)
        except StoreError as error:
            # The record says itself what is wrong with it; logins are good until their time is up.
            log.debug("logins not looked up: %s", error)
            self._drop(over)

    def _drop(self, logins: list[Login]) -> None:
        for each in logins:
            self._logins.pop(each.token_hash, None)
            each.ended.set()


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
