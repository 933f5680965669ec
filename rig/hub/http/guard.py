"""The guard in front of everything: pure ASGI, for HTTP and websockets alike, deny by default."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rig.hub.actor import SCOPE_KEY
from rig.hub.doors.who_asks import WhoAsks
from rig.hub.http.access_rules import BODY_LIMIT_BYTES, Denial, RequestHead, closed_to, denial
from rig.lan.site import Site

BODY_PATIENCE_S = 30.0

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
    """

    def __init__(self, app: ASGIApp, site: Site, who_asks: WhoAsks) -> None:
        self._app = app
        self._site = site
        self._who_asks = who_asks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        ask = _ask(scope)
        actor = self._who_asks.of(ask.headers)
        refused = denial(ask, self._site) or closed_to(ask, actor.role)
        scope = {**scope, SCOPE_KEY: actor}
        if scope["type"] == "websocket":
            if refused is None:
                await self._app(scope, receive, send)
            else:
                await receive()
                await send({"type": "websocket.close", "code": 4403, "reason": refused.sentence})
            return
        sealed = _sealed(send, f"{self._site.scheme}://{ask.header('host') or ''}")
        if refused is not None:
            await _refuse(sealed, refused, head=ask.method == "HEAD")
            return
        if ask.method == "POST":
            body = await _whole_body(receive)
            if isinstance(body, Denial):
                await _refuse(sealed, body, head=False)
                return
            receive = _replay(body, receive)
        await self._app(scope, receive, sealed)


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


async def _whole_body(receive: Receive) -> bytes | Denial:
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
                if size > BODY_LIMIT_BYTES:
                    return Denial(413, f"this is larger than {BODY_LIMIT_BYTES // 1024 // 1024} MB")
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
