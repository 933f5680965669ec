"""The guard in front of everything: pure ASGI, for HTTP and websockets alike, deny by default."""

import asyncio
import json
from collections import Counter
from collections.abc import MutableMapping, Sequence
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rig.hub.actor import SCOPE_KEY, actor_in
from rig.hub.doors.logins import Login
from rig.hub.doors.who_asks import LOGIN_KEY, WhoAsks
from rig.hub.http.access_rules import (
    Denial,
    RequestHead,
    Rule,
    body_limit_bytes,
    closed_to,
    denial,
    too_large,
)
from rig.lan.site import Site

BODY_PATIENCE_S = 30.0
# A browser has six requests under way; somebody may have a phone and a tablet open. Reading old
# recordings takes a while: whoever asks for much of it at once would hold up everybody else.
MOST_AT_ONCE = 24
FROM_MEMORY = ("/assets/", "/_dash-component-suites/")
TOO_MUCH_AT_ONCE = Denial(429, "you ask for too much at once; wait for the answers, then ask again")
LOGGED_OUT = 4401

HEADERS = (
    ("x-content-type-options", "nosniff"),
    # `no-referrer` would make browsers send `Origin: null` from forms of our own pages.
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)


def content_security_policy(origin: str) -> str:
    """Policy of pages that bring none; the web process brings its own for its inline scripts."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self' {origin.replace('http', 'ws', 1)}; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class Guard:
    """Lets through what `rig.hub.http.access_rules` allows, limits bodies, and seals every answer.

    Args:
        app: what stands behind it.
        site: names the rig answers to.
        who_asks: finds the actor of each request.
        rules: what is open, and to whom.
    """

    def __init__(self, app: ASGIApp, site: Site, who_asks: WhoAsks, rules: Sequence[Rule]) -> None:
        self._app = app
        self._site = site
        self._who_asks = who_asks
        self._rules = rules
        self._at_once: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        ask = _ask(scope)
        asker = self._who_asks.of(ask.headers)
        refused = denial(ask, self._site) or closed_to(ask, asker.actor.role, self._rules)
        scope = {**scope, SCOPE_KEY: asker.actor, LOGIN_KEY: asker.login}
        if scope["type"] == "websocket":
            if refused is None:
                await _while_logged_in(self._app, asker.login)(scope, receive, send)
            else:
                await _refuse_socket(refused, receive, send)
            return
        sealed = _sealed(send, f"{self._site.scheme}://{ask.header('host') or ''}")
        if refused is not None:
            if refused.status == 401 and _opens_a_page(ask):
                await _lead_to_login(sealed, ask)
            else:
                await _refuse(sealed, refused, head=ask.method == "HEAD")
            return
        if asker.login is None or ask.path.startswith(FROM_MEMORY):
            await self._let_through(scope, receive, sealed, ask)
            return
        whose = asker.actor.id
        if self._at_once[whose] >= MOST_AT_ONCE:
            await _refuse(sealed, TOO_MUCH_AT_ONCE, head=ask.method == "HEAD")
            return
        self._at_once[whose] += 1
        try:
            await self._let_through(scope, receive, sealed, ask)
        finally:
            self._at_once[whose] -= 1
            if not self._at_once[whose]:
                del self._at_once[whose]

    async def _let_through(
        self, scope: Scope, receive: Receive, sealed: Send, ask: RequestHead
    ) -> None:
        """Pass a request on once its body is whole."""
        if ask.method == "POST":
            body = await _whole_body(receive, body_limit_bytes(ask.path, actor_in(scope).role))
            if isinstance(body, Denial):
                await _refuse(sealed, body, head=False)
                return
            receive = _replay(body, receive)
        await self._app(scope, receive, sealed)


def _while_logged_in(app: ASGIApp, login: Login | None) -> ASGIApp:
    """The same for sockets, which are closed as soon as their login is over.

    Whoever only listens would otherwise hear everything until the socket breaks.
    """
    if login is None:
        return app

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        ending = asyncio.create_task(login.ended.wait(), name="until the login ends")
        coming: asyncio.Task[Message] | None = None

        async def next_or_end() -> Message:
            nonlocal coming
            if not login.ended.is_set():
                coming = coming or asyncio.ensure_future(receive())
                await asyncio.wait((coming, ending), return_when=asyncio.FIRST_COMPLETED)
                if coming.done() and not login.ended.is_set():
                    message, coming = coming.result(), None
                    return message
            await send({"type": "websocket.close", "code": LOGGED_OUT, "reason": "log in again"})
            return {"type": "websocket.disconnect", "code": LOGGED_OUT}

        async def unless_ended(message: Message) -> None:
            if not login.ended.is_set():
                await send(message)

        try:
            await app(scope, next_or_end, unless_ended)
        finally:
            ending.cancel()
            if coming is not None:
                coming.cancel()

    return limited


async def _refuse_socket(refused: Denial, receive: Receive, send: Send) -> None:
    """Close a socket before anything is said on it."""
    await receive()
    code = 4403
    if refused.status == 401:
        # A page learns the code, and leads to the login, only where the socket was open.
        await send({"type": "websocket.accept"})
        code = LOGGED_OUT
    await send({"type": "websocket.close", "code": code, "reason": refused.sentence})


def _opens_a_page(ask: RequestHead) -> bool:
    is_page = ask.path.partition("/")[2].partition("/")[0] not in ("api", "live", "assets")
    return is_page and ask.method == "GET" and "text/html" in (ask.header("accept") or "")


async def _lead_to_login(send: Send, ask: RequestHead) -> None:
    place = b"/login" if ask.path == "/" else b"/login?next=" + quote(ask.path, safe="/").encode()
    headers = [(b"location", place), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _ask(scope: Scope) -> RequestHead:
    path = str(scope["path"])
    raw = scope.get("raw_path")
    return RequestHead(
        kind=scope["type"],
        method=str(scope.get("method", "")),
        path=path,
        raw_path=bytes(raw).decode("latin-1") if raw is not None else path,
        headers=[
            (key.decode("latin-1").lower(), value.decode("latin-1"))
            for key, value in scope["headers"]
        ],
    )


async def _whole_body(receive: Receive, limit_bytes: int) -> bytes | Denial:
    """Read a body before anyone parses it; chunked ones are counted as they come."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_PATIENCE_S):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return Denial(400, "the request ended before its body did")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limit_bytes:
                    return too_large(limit_bytes)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        return Denial(408, "the request was not finished in time; send it again")


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _sealed(send: Send, origin: str) -> Send:
    async def seal(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [pair for pair in message.get("headers", []) if pair[0].lower() != b"server"]
            present = {key.lower() for key, _ in headers}
            wanted = [*HEADERS, ("cache-control", "no-store")]
            wanted.append(("content-security-policy", content_security_policy(origin)))
            headers.extend(
                (key.encode(), value.encode("latin-1"))
                for key, value in wanted
                if key.encode() not in present
            )
            message = {**message, "headers": headers}
        await send(message)

    return seal


async def _refuse(send: Send, refused: Denial, *, head: bool) -> None:
    body = json.dumps({"error": refused.sentence}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        # What is left of a refused body would be read as the next request.
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})
