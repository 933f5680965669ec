"""A whole rig on a free port: real server, real sockets, simulated pads, a small web process."""

import asyncio
import contextlib
import json
import ssl
import struct
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import websockets

from rig.hub.actor import HEADER, signed_actor
from rig.hub.hub import Hub
from rig.hub.process.listen_socket import FrontDoor, listen
from rig.hub.process.web_process import WebProcess
from rig.hub.service import Service
from rig.hub.station.learners import DemoLearner
from rig.hub.station.requests import StationPlan
from rig.lan.tls_files import trusting_only
from rig.protocols.library import built_in
from rig.school.actor import LOCAL
from rig.store.people.names import add_learner
from rig.store.recorder import Recorder
from tests.patience import BACKSTOP_S
from tests.schemas.checked import check_answer

TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Whom a client trusts whose rig speaks in the clear; the world's authorities take long to read."""
TRACE = struct.Struct("<BBHIdd")
WALL = struct.Struct("<BBHId")


def short_protocol(**changes: Any):
    """One press of two seconds at 25 N."""
    usual = built_in()["tp-hold"]
    target = replace(usual.target, hold_s=2.0, hold_min_s=2.0, hold_max_s=4.0)
    wanted = {"id": "short", "repetitions": 1, "rest_s": 1.0, "target": target} | changes
    return replace(usual, **wanted)


def pad(station_id: str = "pad-1", source: str = "sim:?learner=good&seed=1", name: str = "Pad 1"):
    return StationPlan(station_id, name, source, None, None)


@dataclass
class Rig:
    """A running service and the ways to reach it."""

    service: Service
    store: Path
    http: httpx.AsyncClient

    @property
    def hub(self) -> Hub:
        return self.service.hub

    @property
    def web(self) -> WebProcess:
        return self.service.web

    def live(self, station: str = "pad-1", **options: Any):
        address = f"{self.service.url.replace('http', 'ws', 1)}/live?station={station}"
        # A client that stops reading must not hold up its own farewell.
        usual: dict[str, Any] = {"origin": self.service.url, "proxy": None, "max_queue": None}
        usual["additional_headers"] = instructors_line(self.service)
        usual |= {"open_timeout": None, "ping_interval": None, "close_timeout": 1}
        options = usual | options
        return websockets.connect(address, **options)

    async def post(self, path: str, body: Any = None) -> httpx.Response:
        return await self.http.post(path, json=body or {}, headers={"origin": self.service.url})


def instructors_line(service: Service) -> dict[str, str]:
    """Who asks in most tests, on a rig where one has to say so."""
    if not service.site.is_lan:
        return {}
    return {HEADER: signed_actor(LOCAL, service.web.secret, time.time())}


RunRig = Callable[..., AbstractAsyncContextManager[Rig]]


@pytest.fixture
def run_rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunRig:
    """Start a rig with the given stations; it is gone when the context is left."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))

    @contextlib.asynccontextmanager
    async def run(
        *plans: StationPlan,
        protocols: Any = None,
        ports: str = "",
        front: FrontDoor | None = None,
    ) -> AsyncIterator[Rig]:
        store = tmp_path / "data" / "steadyhold.db"
        known = dict(built_in()) | {"short": short_protocol()} | (protocols or {})
        with front or listen(0) as plug, Recorder(store) as recorder:
            web = WebProcess("", tmp_path, ["fake_web"])
            web.start()
            await _up(web)
            stations = plans or (pad(),)
            hub = Hub(stations, known, "short", store, recorder, "steadyhold test", ports=ports)
            service = Service(hub, web, plug)
            running = asyncio.create_task(service.run_until_stopped(), name="the rig")
            try:
                assert await web.wait_until_answering(BACKSTOP_S)
                async with httpx.AsyncClient(
                    base_url=service.url,
                    trust_env=False,
                    timeout=None,
                    verify=TRUSTS_NOBODY
                    if plug.tls is None
                    else trusting_only(plug.tls.certificate),
                    event_hooks={"response": [fits_its_schema]},
                    headers=instructors_line(service),
                ) as client:
                    yield Rig(service, store, client)
            finally:
                service.should_exit = True
                await running
                web.stop()

    return run


async def fits_its_schema(answer: httpx.Response) -> None:
    """Hold every answer of the API against docs/schemas/openapi.json."""
    request, kind = answer.request, answer.headers.get("content-type", "").partition(";")[0]
    asked = None
    if request.method == "POST":
        with contextlib.suppress(ValueError, RecursionError):
            asked = json.loads(request.content)
    body = await answer.aread()
    check_answer(request.method, str(request.url), asked, answer.status_code, kind, body)


async def _up(web: WebProcess) -> None:
    """Sensors begin once the pages are there, however long a program takes to start."""
    while True:
        with contextlib.suppress(OSError):
            await web.address.knock()
            return
        await asyncio.sleep(0.02)


@pytest.fixture
async def rig(run_rig: RunRig) -> AsyncIterator[Rig]:
    async with run_rig() as running:
        yield running


@pytest.fixture
def sockets(tmp_path: Path) -> Path:
    """Folder whose entries are the sockets of a room, and the pattern that names them."""
    folder = tmp_path / "sockets"
    folder.mkdir()
    return folder


def demo_pad(store: Path, name: str = "Ana", **changes: Any) -> StationPlan:
    return replace(pad(**changes), learner=DemoLearner(add_learner(store, name), name))


@dataclass
class Trace:
    """One binary frame of a station, taken apart."""

    n: int
    count: int
    t_s: np.ndarray
    force_n: np.ndarray
    epoch_ms: float


def read_trace(frame: bytes) -> Trace:
    kind, version, n, count, t0_s, epoch_ms = TRACE.unpack_from(frame)
    assert (kind, version) == (1, 1)
    dt_s, force_n = np.frombuffer(frame, "<f4", offset=TRACE.size).reshape(2, n)
    return Trace(n, count, t0_s + dt_s.astype(float), force_n, epoch_ms)
