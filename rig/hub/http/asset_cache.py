"""Scripts and styles the web process has served once, kept compressed in memory.

Compressing plotly.min.js takes 160 ms of a core (measured); forty tablets that open a page at
once must not cost that forty times, and never on the loop that carries the live stream.
"""

import asyncio
import gzip
import hashlib
import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

SHELVED = re.compile(r"/_dash-component-suites/|/assets/")
# Dash writes version and modification time into the name, or `?m=` behind an asset; the browser's
# modules stand under the digest of them all.
FINGERPRINTED = re.compile(r"\.v[0-9A-Za-z_-]+m[0-9.]+\.|^/assets/[0-9a-f]{16}/")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
WORTH_PACKING_BYTES = 1024
INLINE_BYTES = 16 * 1024
LIMIT_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _CachedAsset:
    packed: bytes
    kind: str
    etag: str
    cache_control: str


class AssetCache:
    """Answers by path and query; emptied whenever the web process was started again."""

    def __init__(self) -> None:
        self._assets: dict[str, _CachedAsset] = {}
        self._binding: dict[tuple[int, str], asyncio.Task[_CachedAsset]] = {}
        self._start = 0
        self._size_bytes = 0

    def takes(self, request: Request) -> bool:
        """Whether the answer to this request may be kept."""
        path = request.url.path
        if request.method != "GET" or SHELVED.match(path) is None:
            return False
        return path.startswith("/_dash") or _is_fingerprinted(request)

    def answer(self, request: Request, start: int) -> Response | None:
        """The kept answer; None where there is none of this start of the web process."""
        cached = self._assets.get(_key(request)) if start == self._start else None
        if cached is None or request.method != "GET":
            return None
        return _response(cached, request)

    async def put(self, request: Request, body: bytes, kind: str, start: int) -> Response:
        """Keep an answer and give it; whoever asks for the same meanwhile waits for the first."""
        if start > self._start:
            self._assets.clear()
            self._start, self._size_bytes = start, 0
        work = (start, _key(request))
        if work not in self._binding:
            self._binding[work] = asyncio.create_task(self._bind(request, body, kind, start))
        # One screen that leaves must not take the answer from the others.
        return _response(await asyncio.shield(self._binding[work]), request)

    async def _bind(self, request: Request, body: bytes, kind: str, start: int) -> _CachedAsset:
        key = _key(request)
        try:
            cached = _CachedAsset(
                packed=await asyncio.to_thread(gzip.compress, body, 9, mtime=0),
                kind=kind,
                etag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
                cache_control=FOR_EVER if _is_fingerprinted(request) else ASK_AGAIN,
            )
        finally:
            del self._binding[start, key]
        is_new = start == self._start and key not in self._assets
        if is_new and self._size_bytes + len(cached.packed) <= LIMIT_BYTES:
            self._size_bytes += len(cached.packed)
            self._assets[key] = cached
        return cached


async def packed(body: bytes, accepted: str) -> tuple[bytes, str]:
    """Body as the client takes it, and the name of its encoding, empty where left as it is."""
    if len(body) < WORTH_PACKING_BYTES or not _takes_gzip(accepted):
        return body, ""
    if len(body) <= INLINE_BYTES:
        return gzip.compress(body, 5, mtime=0), "gzip"
    # zlib lets go of the interpreter lock: the live stream goes on meanwhile.
    return await asyncio.to_thread(gzip.compress, body, 5, mtime=0), "gzip"


def _response(cached: _CachedAsset, request: Request) -> Response:
    headers = {
        "etag": cached.etag,
        "cache-control": cached.cache_control,
        "vary": "accept-encoding",
    }
    if request.headers.get("if-none-match") == cached.etag:
        return Response(status_code=304, headers=headers)
    headers["content-type"] = cached.kind
    if not _takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(gzip.decompress(cached.packed), headers=headers)
    return Response(cached.packed, headers=headers | {"content-encoding": "gzip"})


def _takes_gzip(accepted: str) -> bool:
    return any(
        name.partition(";")[0].strip().lower() == "gzip" and name.partition(";")[2].strip() != "q=0"
        for name in accepted.split(",")
    )


def _is_fingerprinted(request: Request) -> bool:
    return "m" in request.query_params or FINGERPRINTED.search(request.url.path) is not None


def _key(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}"
