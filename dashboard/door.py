"""The door of the web process: signed requests only, and the headers every answer carries.

The hub is the front door; it signs who is asking with a secret made at each start. Whoever
reaches this process around the hub has no such header and is refused before Dash sees a byte.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dashboard.entry import is_entry
from rig.hub.actor import ANSWER_HEADER, HEADER, SCOPE_KEY, signed_answer, verified_actor
from rig.school.actor import LOCAL

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

_ACTOR_KEY = "HTTP_" + HEADER.upper().replace("-", "_")
_REFUSAL = (
    b"This page is served through the Steadyhold hub only. Open the address the hub printed.\n"
)


def signed_only(app: Wsgi, secret: str) -> Wsgi:
    """The same WSGI app, answering 403 to every request the hub did not sign, signed itself."""

    def guarded(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = environ.get(_ACTOR_KEY, "")
        actor = verified_actor(asked, secret, time.time())
        is_let_in = actor is not None and (
            actor.role != "anonymous" or is_entry(environ.get("PATH_INFO", ""))
        )
        if is_let_in:
            environ[SCOPE_KEY] = actor

            def signed(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
                mine = [*headers, (ANSWER_HEADER, signed_answer(asked, secret))]
                return start_response(status, mine, *more)

            return app(environ, signed)
        start_response(
            "403 Forbidden",
            [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(_REFUSAL)))],
        )
        return [_REFUSAL]

    return guarded


def anybody_local(app: Wsgi) -> Wsgi:
    """The same WSGI app for whoever works on the pages: every request is the instructor's."""

    def guarded(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        environ[SCOPE_KEY] = LOCAL
        return app(environ, start_response)

    return guarded


def security_headers(script_hashes: Sequence[str]) -> dict[str, str]:
    """Headers of every answer: nothing from outside, no framing, no guessing of types.

    Styles stay open to `unsafe-inline` because Mantine sets them at run time; plotly.js needs
    `data:` and `blob:` pictures for its "save as picture" button.
    """
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", *script_hashes)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
