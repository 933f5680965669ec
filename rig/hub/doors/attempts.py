"""Wrong passwords, PINs and codes counted, by whom they were for and from where they came."""

import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from rig.hub.doors.errors import TooManyTriesError

# One hand that types: the sixth wrong one of a quarter of an hour waits. It is counted together
# with where it comes from, so that nobody locks out another from a seat of his own.
WRONG_OF_ONE = RateLimitItemPerMinute(5, 15, "one")
# All hands together: a PIN of six digits is then safe for longer than a course lasts.
WRONG_OF_ALL = RateLimitItemPerHour(20, 24, "all")
# A class may come from one address.
WRONG_OF_ADDRESS = RateLimitItemPerMinute(100, 15, "address")
ASKED_OF_ADDRESS = RateLimitItemPerMinute(600, 1, "asked")


class Attempts:
    """What was tried since the start."""

    def __init__(self) -> None:
        self._storage = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._storage)

    def refuse_a_flood(self, address: str) -> None:
        """Count one request from an address.

        Raises:
            TooManyTriesError: there are more than any class makes.
        """
        if not self._window.hit(ASKED_OF_ADDRESS, address):
            raise TooManyTriesError(60.0)

    def refuse_a_guesser(self, who: str, address: str) -> None:
        """Look before a secret is compared.

        Args:
            who: whose secret it is, in words that name the kind too.
            address: where the request comes from.

        Raises:
            TooManyTriesError: there were too many wrong ones.
        """
        for item, key in _counted(who, address):
            if not self._window.test(item, *key):
                left_s = self._window.get_window_stats(item, *key).reset_time - time.time()
                raise TooManyTriesError(left_s)

    def wrong(self, who: str, address: str) -> None:
        """Count a wrong one."""
        for item, key in _counted(who, address):
            self._window.hit(item, *key)

    def forgive(self, who: str) -> None:
        """Count from nothing again: there is a new secret."""
        self._window.clear(WRONG_OF_ALL, who)


def _counted(
    who: str, address: str
) -> tuple[tuple[RateLimitItemPerMinute | RateLimitItemPerHour, tuple[str, ...]], ...]:
    return (
        (WRONG_OF_ONE, (who, address)),
        (WRONG_OF_ALL, (who,)),
        (WRONG_OF_ADDRESS, (address,)),
    )
