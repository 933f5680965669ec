"""Everything that is not the hub's own goes on to the web process, under the hub's signature.

Only headers named here pass. What a browser claims about who or where it is never arrives; who
asks is written by the hub and signed.
"""

import time
from collections.abc import AsyncIterator, Iterable

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from rig.hub.actor import ANSWER_HEADER, HEADER, actor_in, is_answer, signed_actor
from rig.hub.http.asset_cache import AssetCache, packed
from rig.hub.process.web_process import WebProcess

PASSED_ON = frozenset(
    {
        "accept",
        "accept-language",
        "content-type",
        "cookie",
        "host",
        "if-modified-since",
        "if-none-match",
        "user-agent",
        "x-csrftoken",
    }
)
# RFC 9110 7.6.1, and what the hub sets itself.
KEPT_BACK = frozenset(
    {
        "connection",
        "content-length",
        "date",
        "keep-alive",
        "proxy-authenticate",
        "proxy-connection",
        "server",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        ANSWER_HEADER.lower(),
    }
)
# Callbacks may compute reports; a person has left long before this.
ANSWER_PATIENCE_S = 120.0
# A page that is already open survives a restart of the web process: its requests wait that long.
START_PATIENCE_S = 8.0
WHOLE_BODY_BYTES = 8 * 1024 * 1024
TEXT_TYPES = ("text/", "application/json", "application/javascript", "image/svg+xml")

STARTING_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Steadyhold is starting</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="1">
<style>body{font:1.25rem/1.5 system-ui,sans-serif;margin:20vh auto;max-width:26em;padding:0 1em}
</style></head><body><main role="status"><h1>Steadyhold is starting</h1>
<p>This page reloads by itself. Sensors and recording are not affected.</p></main></body></html>
"""


class Proxy:
    """The way to the web process, as an ASGI app for HTTP.

    Args:
        web: the process behind.
    """

    def __init__(self, web: WebProcess) -> None:
        self._web = web
        self._asset_cache = AssetCache()
        # trust_env: a school's proxy settings are not for loopback.
        self._client = httpx.AsyncClient(
            # A process that is gone refuses at once; a connection that lasts is a busy machine.
            timeout=httpx.Timeout(ANSWER_PATIENCE_S, connect=START_PATIENCE_S),
            transport=web.address.transport(
                httpx.Limits(max_connections=64, max_keepalive_connections=16)
            ),
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request from the asset cache or from the web process."""
        request = Request(scope, receive)
        try:
            body = await request.body()
        except ClientDisconnect:
            return
        answer = await self._answer(request, body)
        await answer(scope, receive, send)

    async def _answer(self, request: Request, body: bytes) -> Response:
        shelved = self._asset_cache.answer(request, self._web.starts)
        if shelved is not None:
            return shelved
        document = "text/html" in request.headers.get("accept", "") and request.method != "POST"
        if not await self._web.wait_until_answering(0.0 if document else START_PATIENCE_S):
            return _starting(document)
        asked = self._passed_on(request, body)
        try:
            passed = await self._client.send(asked, stream=True)
        except httpx.TransportError:
            return _starting(document)
        told = passed.headers.get(ANSWER_HEADER, "")
        if not is_answer(told, asked.headers[HEADER], self._web.secret):
            # Somebody else listens there; nothing of it reaches a browser.
            await passed.aclose()
            return _starting(document)
        return await self._brought_back(request, passed)

    def _passed_on(self, request: Request, body: bytes) -> httpx.Request:
        path = request.scope.get("raw_path") or request.url.path.encode()
        target = path + (b"?" + request.scope["query_string"] if request.url.query else b"")
        headers = [
            (name, value) for name, value in request.headers.items() if name.lower() in PASSED_ON
        ]
        headers.append(("accept-encoding", "identity"))
        actor = actor_in(request.scope)
        headers.append((HEADER, signed_actor(actor, self._web.secret, time.time())))
        address = httpx.URL(
            scheme="http",
            host="127.0.0.1",
            port=self._web.address.port or None,
            raw_path=bytes(target),
        )
        return self._client.build_request(
            request.method, address, headers=headers, content=body or None
        )

    async def _brought_back(self, request: Request, passed: httpx.Response) -> Response:
        headers = [
            (name, value)
            for name, value in passed.headers.multi_items()
            if name.lower() not in KEPT_BACK
        ]
        kind = passed.headers.get("content-type", "")
        length = passed.headers.get("content-length")
        whole = length is not None and int(length) <= WHOLE_BODY_BYTES
        if request.method == "HEAD" or not (whole and kind.startswith(TEXT_TYPES)):
            if length is not None:
                headers.append(("content-length", length))
            return _with_headers(StreamingResponse(_bytes_of(passed), passed.status_code), headers)
        try:
            body = await passed.aread()
        except httpx.TransportError:
            return _starting(document=False)
        finally:
            await passed.aclose()
        if passed.status_code == 200 and self._asset_cache.takes(request):
            return await self._asset_cache.put(request, body, kind, self._web.starts)
        body, encoding = await packed(body, request.headers.get("accept-encoding", ""))
        if encoding:
            headers.extend((("content-encoding", encoding), ("vary", "accept-encoding")))
        headers.append(("content-length", str(len(body))))
        return _with_headers(Response(body, passed.status_code), headers)


async def _bytes_of(passed: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for part in passed.aiter_raw():
            yield part
    finally:
        await passed.aclose()


def _with_headers(answer: Response, headers: Iterable[tuple[str, str]]) -> Response:
    answer.raw_headers = [
        (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
    ]
    return answer


def _starting(document: bool) -> Response:
    retry = {"retry-after": "1"}
    if document:
        return HTMLResponse(STARTING_PAGE, 503, retry)
    words = {"error": "Steadyhold is starting; load the page again in a moment"}
    return JSONResponse(words, 503, retry)
