"""A rig in another process, for tests that stop it, move its clocks and read what it recorded."""

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np
import psutil
import websockets

from rig.store.read import SessionRecord, load_session
from tests.bridge.pty_board import PtyBoard
from tests.hub.conftest import TRACE

LOAD_RAW = 217_500


@dataclass
class RigApart:
    """The process, what it logged, and what its live socket said.

    Attributes:
        logged: its log lines.
        frames: (monotonic seconds, samples, time of the first) of each binary message; the time is
            in milliseconds since 1970, by the device's clock model.
        texts: (monotonic seconds, message) of each text message.
    """

    url: str
    store: Path
    process: psutil.Process
    http: httpx.AsyncClient
    logged: list[str] = field(default_factory=list)
    frames: list[tuple[float, int, float]] = field(default_factory=list)
    texts: list[tuple[float, dict]] = field(default_factory=list)

    async def start(self) -> str:
        """Begin a set; its session."""
        return (await self.post("/api/stations/pad-1/start"))["session"]

    async def post(self, path: str) -> dict:
        answer = await self.http.post(
            self.url + path, json={}, headers={"origin": self.url}, timeout=None
        )
        assert answer.is_success, answer.text
        return answer.json()

    async def live(self) -> dict:
        answer = await self.http.get(f"{self.url}/api/live?station=pad-1", timeout=None)
        return answer.json()

    async def in_mid_hold(self, board: PtyBoard, *, held_s: float) -> None:
        """Let somebody press once the rig is ready, and wait until it has counted so long.

        By what the rig has heard: the board of a machine that stood still is behind.
        """
        await self.until_phase("ready")
        board.load_raw = LOAD_RAW
        await until(lambda live: live["live"]["held_s"] > held_s, self.live)

    async def until_phase(self, *phases: str) -> dict:
        return await until(lambda live: live["live"]["phase"] in phases, self.live)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> float:
        """Run again; host monotonic seconds of it."""
        self.process.send_signal(signal.SIGCONT)
        return time.monotonic()

    def suspend(self, *, monotonic_counts: bool) -> None:
        self.process.send_signal(signal.SIGUSR1 if monotonic_counts else signal.SIGUSR2)

    def cpu_s(self) -> float:
        times = self.process.cpu_times()
        return times.user + times.system

    def link_states(self, since_s: float = 0.0) -> list[str]:
        return [m["state"] for at, m in self.texts if m["type"] == "link" and at >= since_s]

    async def told(self, kind: str, what, since_s: float) -> float:
        """Seconds until a screen was told something of a kind, since some monotonic second."""

        async def heard():
            return [at for at, m in self.texts if at >= since_s and m["type"] == kind and what(m)]

        return (await until(bool, heard))[0] - since_s

    async def fresh_s(self) -> float:
        """Seconds from now until a screen is sent a sample that is measured from now on."""
        now_s, now_ms = time.monotonic(), time.time() * 1e3

        async def fresh():
            return [at for at, n, ms in self.frames if n and at >= now_s and ms >= now_ms]

        return (await until(bool, fresh))[0] - now_s

    def recorded(self, session: str) -> SessionRecord:
        return load_session(self.store, session)


async def until(enough, ask):
    """What is answered, once it is enough."""
    seen = None
    try:
        while not enough(seen := await ask()):  # noqa: ASYNC110 - another process has no event
            await asyncio.sleep(0.02)
    except asyncio.CancelledError:
        sys.stderr.write(f"it did not come; last seen: {seen}\n")
        raise
    return seen


@contextlib.asynccontextmanager
async def rig_apart(folder: Path, *sources: str) -> AsyncIterator[RigApart]:
    """Run a rig with these sources until the context is left."""
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-u", "-m", "tests.faults.rig_program", str(folder), *sources,
        stdout=asyncio.subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    url = (await process.stdout.readline()).decode().strip()
    async with httpx.AsyncClient(trust_env=False) as client:
        rig = RigApart(url, folder / "data" / "steadyhold.db", psutil.Process(process.pid), client)
        hearing = asyncio.create_task(_hear(rig))
        logging = asyncio.create_task(_read_log(rig, process.stdout))
        try:
            yield rig
        finally:
            hearing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await hearing
            if process.returncode is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
            await process.wait()
            await logging


async def _hear(rig: RigApart) -> None:
    address = f"{rig.url.replace('http', 'ws', 1)}/live?station=pad-1"
    # The peer stands still on purpose: that is no reason to hang up.
    async with websockets.connect(
        address,
        origin=rig.url,
        proxy=None,
        ping_interval=None,
        open_timeout=None,
        close_timeout=1,
        max_queue=None,
    ) as live:
        async for message in live:
            if isinstance(message, bytes):
                _, _, count, _, _, epoch_ms = TRACE.unpack_from(message)
                rig.frames.append((time.monotonic(), count, epoch_ms))
            else:
                rig.texts.append((time.monotonic(), json.loads(message)))


async def _read_log(rig: RigApart, stdout: asyncio.StreamReader) -> None:
    async for line in stdout:
        rig.logged.append(line.decode().strip())


def ticks_of(record: SessionRecord) -> np.ndarray:
    """(n,) device ticks, across all blocks."""
    return np.concatenate([block.raw.tick for block in record.blocks])


def flags_of(record: SessionRecord) -> np.ndarray:
    """(n,) quality flags, across all blocks."""
    return np.concatenate([block.raw.flags for block in record.blocks])
