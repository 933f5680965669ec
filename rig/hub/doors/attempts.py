"""Wrong passwords, PINs and codes counted, by whom they were for and from where they came."""

import time
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from rig.hub.doors.errors import TooManyTriesError

Kind = Literal["password", "PIN", "code", "name"]

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

_Counted = tuple[tuple[RateLimitItem, tuple[str, ...]], ...]


class Attempts:
    """What was tried since the start."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

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

    def refuse_a_guesser(self, kind: Kind, whose: str, address: str) -> None:
        """Look before a secret is compared.

        Args:
            kind: of the secret.
            whose: it is; empty for one that is nobody's own.
            address: where the request comes from.

        Raises:
            TooManyTriesError: there were too many wrong ones.
        """
        for item, key in _counted(kind, whose, address):
            if not self._window.test(item, *key):
                left_s = self._window.get_window_stats(item, *key).reset_time - time.time()
                raise TooManyTriesError(left_s)

    def wrong(self, kind: Kind, whose: str, address: str) -> None:
        """Count a wrong one."""
        for item, key in _counted(kind, whose, address):
            self._window.hit(item, *key)

    def forgive(self, whose: str) -> None:
        """Count PINs of somebody from nothing again: there will be a new one."""
        self._window.clear(WRONG_PINS, whose)


def _counted(kind: Kind, whose: str, address: str) -> _Counted:
    from_there: _Counted = ((WRONG_OF_ADDRESS, (address,)),)
    if not whose:
        return from_there
    of_all = WRONG_PINS if kind == "PIN" else WRONG_PASSWORDS
    return (*from_there, (WRONG_OF_ONE, (kind, whose, address)), (of_all, (whose,)))
