"""Who asks: by the signed line of the web process, by the cookie of a login, else nobody.

A rig that serves its own machine only has no logins: whoever sits there is the instructor.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from rig.hub.actor import HEADER, verified_actor
from rig.hub.doors.logins import Login, Logins
from rig.lan.site import Site
from rig.school.actor import LOCAL, NOBODY, Actor

LOGIN_KEY = "steadyhold.login"
"""Where the guard leaves the login, for whoever ends it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and the login by which that is known, if it is one."""

    actor: Actor
    login: Login | None


class WhoAsks:
    """Finds the actor of a request.

    Args:
        secret: of this start, which signs what the web process asks for somebody.
        site: how browsers reach the rig.
        logins: None where nobody logs in.
    """

    def __init__(self, secret: str, site: Site, logins: Logins | None) -> None:
        self._secret = secret
        self._logins = logins
        self._cookie = cookie_name(site)

    def of(self, headers: Sequence[tuple[str, str]]) -> Asker:
        """Whoever sends these headers; a line that the hub did not sign says nothing."""
        line = next((value for name, value in headers if name == HEADER.lower()), "")
        signed = verified_actor(line, self._secret, time.time())
        if signed is not None:
            return Asker(signed, None)
        if self._logins is None:
            return Asker(LOCAL, None)
        tokens = _cookies(headers, self._cookie)
        # Two of one name: somebody put one beside ours.
        login = self._logins.of(tokens[0]) if len(tokens) == 1 else None
        return Asker(NOBODY, None) if login is None else Asker(login.actor, login)


def cookie_name(site: Site) -> str:
    """Name of the cookie; browsers keep one jar for all ports of a host."""
    return f"{'__Host-' if site.is_https else ''}steadyhold-{site.port}"


def cookie(site: Site, token: str) -> str:
    """The header that keeps a token in the browser; an empty one takes it away."""
    parts = [f"{cookie_name(site)}={token}", "Path=/", "HttpOnly", "SameSite=Strict"]
    if site.is_https:
        parts.append("Secure")
    if not token:
        parts.append("Max-Age=0")
    return "; ".join(parts)


def _cookies(headers: Sequence[tuple[str, str]], name: str) -> list[str]:
    sent = (part for key, value in headers if key == "cookie" for part in value.split(";"))
    pairs = (part.strip().partition("=") for part in sent)
    return [value for key, _, value in pairs if key == name]
