"""Who asks: by the signed line of the web process, else whoever sits at this machine."""

import time
from collections.abc import Sequence

from rig.hub.actor import HEADER, verified_actor
from rig.school.actor import LOCAL, Actor


class WhoAsks:
    """Finds the actor of a request.

    Args:
        secret: of this start, which signs what the web process asks for somebody.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def of(self, headers: Sequence[tuple[str, str]]) -> Actor:
        """Whoever sends these headers; a line that the hub did not sign says nothing."""
        line = next((value for name, value in headers if name == HEADER.lower()), "")
        return verified_actor(line, self._secret, time.time()) or LOCAL
