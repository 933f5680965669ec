"""Wrong passwords, PINs and codes counted, by whom they were for and from where they came."""

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from rig.hub.doors.errors import TooManyTriesError

Kind = Literal["password", "PIN", "code", "name", "second factor"]

# One hand that types: the sixth wrong one of a quarter of an hour waits. It is counted together
# with where it comes from, so that nobody locks out another from a seat of their own.
WRONG_OF_ONE = RateLimitItemPerMinute(5, 15, "one")
# All hands together. Six digits are then safe for longer than a course lasts; a password is long
# enough that its owner must not be kept out by a stranger who types nonsense.
WRONG_PINS = RateLimitItemPerHour(20, 24, "PIN")
WRONG_PASSWORDS = RateLimitItemPerHour(300, 1, "password")
# A class may come from one address.
WRONG_OF_ADDRESS = RateLimitItemPerMinute(100, 15, "address")
ASKED_OF_ADDRESS = RateLimitItemPerMinute(600, 1, "asked")
NOTED_OF_ACTOR = RateLimitItemPerMinute(20, 1, "noted")

# How long those wait that came while others are still being compared.
COMPARING_S = 1.0

_Limit = tuple[RateLimitItem, tuple[str, ...]]


class Attempts:
    """What was tried since the start."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._being_compared: Counter[_Limit] = Counter()

    def refuse_a_flood(self, address: str) -> None:
        """Count one request from an address.

        Raises:
            TooManyTriesError: there are more than any class makes.
        """
        if not self._window.hit(ASKED_OF_ADDRESS, address):
            raise TooManyTriesError(60.0)

    def may_note(self, actor_id: str) -> bool:
        """Whether one more refusal of somebody is worth a line of the log."""
        return self._window.hit(NOTED_OF_ACTOR, actor_id)

    @contextlib.contextmanager
    def one_try(self, kind: Kind, whose: str, address: str) -> Iterator[None]:
        """Hold the place of a wrong one for as long as a secret is compared.

        Comparing takes a while, and whoever guesses sends many at once: each of them would come
        before the first one is known to be wrong.

        Args:
            kind: of the secret.
            whose: it is; empty for one that is nobody's own.
            address: where the request comes from.

        Raises:
            TooManyTriesError: there were too many wrong ones, or there would be.
        """
        counted = _counted(kind, whose, address)
        for each in counted:
            item, key = each
            window = self._window.get_window_stats(item, *key)
            if window.remaining <= self._being_compared[each]:
                over_s = window.reset_time - time.time()
                raise TooManyTriesError(over_s if window.remaining <= 0 else COMPARING_S)
        self._being_compared.update(counted)
        try:
            yield
        finally:
            self._being_compared.subtract(counted)
            self._being_compared = +self._being_compared

    def wrong(self, kind: Kind, whose: str, address: str) -> None:
        """Count a wrong one."""
        for item, key in _counted(kind, whose, address):
            self._window.hit(item, *key)

    def forgive(self, whose: str) -> None:
        """Count PINs of somebody from nothing again: there will be a new one."""
        self._window.clear(WRONG_PINS, whose)


def _counted(kind: Kind, whose: str, address: str) -> tuple[_Limit, ...]:
    from_there: tuple[_Limit, ...] = ((WRONG_OF_ADDRESS, (address,)),)
    if not whose:
        return from_there
    of_all = WRONG_PINS if kind in ("PIN", "second factor") else WRONG_PASSWORDS
    return (*from_there, (WRONG_OF_ONE, (kind, whose, address)), (of_all, (whose,)))
