"""A class of forty: as many boards, each a process of its own on a pseudo-terminal, and one rig.

    python -m benchmarks.forty [--stations 40] [--rate-hz 80] [--seconds 60] [--keep]

Boards and rig are the programs people start (`firmware_bridge.simboard`, `steadyhold run`). Every
station records a set; a wall and one practice screen listen. Afterwards the record is read back:
a sample is lost where the ticks of a board leave one out. CPU in % of one core. Delay: from the
write of a sample by its board to the message that brings it, newest sample of each message.
"""

import argparse
import asyncio
import contextlib
import os
import platform
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import psutil
import websockets
from numpy.typing import NDArray

from rig.store.folder import STORE_NAME
from rig.store.read import load_session

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "forty.md"
HEAD = struct.Struct("<BBHI")
STAMP = np.dtype([("n", "<u8"), ("written_s", "<f8")])
PATIENCE_S = 120.0
SETTLE_S = 8.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run showed.

    Attributes:
        samples, lost, missing: recorded; lost as the rig counts; missing by the ticks.
        hub_pct, web_pct, boards_pct: CPU, in % of one core.
        hub_mib: resident memory at the end.
        grown_mib: by how much the hub grew while it was measured.
        walls_per_s: messages to the wall.
        p50_ms, p95_ms, p99_ms: delay of the newest sample of each message to the practice screen.
        load: of the machine, one minute.
    """

    stations: int
    rate_hz: int
    seconds: float
    samples: int
    lost: int
    missing: int
    hub_pct: float
    web_pct: float
    boards_pct: float
    hub_mib: float
    grown_mib: float
    walls_per_s: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    load: float


@contextlib.contextmanager
def program(*words: str, nice: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A Python program of ours, ended with the context."""
    process = subprocess.Popen(
        [*(["nice", "-n", str(nice)] if nice else []), sys.executable, "-u", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as plug:
        return int(plug.getsockname()[1])


def boards(
    stack: contextlib.ExitStack, stations: int, rate_hz: int, stamps: Path
) -> list[tuple[int, str]]:
    """Process and path of every board; the first keeps the times of its writes."""
    started = []
    for seed in range(1, stations + 1):
        uri = f"sim:?learner=expert&seed={seed}&rate_hz={rate_hz}&hold_s=20&rest_s=10"
        words = ["--uri", uri, "--wait", *(["--stamp", str(stamps)] if seed == 1 else [])]
        started.append(
            stack.enter_context(program("-m", "firmware_bridge.simboard", *words, nice=10))
        )
    return [(each.pid, each.stdout.readline().strip()) for each in started if each.stdout]


def cpu_s(processes: list[psutil.Process]) -> float:
    """Seconds of a core they have used."""
    return sum(sum(each.cpu_times()[:2]) for each in processes)


async def listen(url: str, station: str, heard: list[tuple[float, int]]) -> None:
    """A screen: notes when each binary message came, and how many samples there were by then."""
    address = f"{url.replace('http', 'ws', 1)}/live?station={station}"
    async with websockets.connect(address, origin=websockets.Origin(url), proxy=None) as live:
        async for message in live:
            if isinstance(message, bytes):
                _, _, count, seq = HEAD.unpack_from(message)
                if count:
                    heard.append((time.monotonic(), seq))


def delays_ms(heard: list[tuple[float, int]], stamps: Path) -> NDArray[np.float64]:
    """Delay of the newest sample of each message."""
    written = np.fromfile(stamps, STAMP)
    written_s = np.full(int(written["n"].max()) + 1, np.nan)
    written_s[written["n"].astype(int)] = written["written_s"]
    came_s, seq = np.array(heard).T
    return 1e3 * (came_s - written_s[seq.astype(int) - 1])


async def measure(stations: int, rate_hz: int, seconds: float) -> Figures:
    """Run a class for a while."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        pads = boards(stack, stations, rate_hz, folder / "stamps")
        config = folder / "steadyhold.toml"
        config.write_text(
            "\n".join(
                f'[[station]]\nid = "pad-{number}"\nsource = "serial:{path}?device=board"'
                for number, (_, path) in enumerate(pads, 1)
            )
        )
        data, port = folder / "data", free_port()
        os.environ["STEADYHOLD_DATA"] = str(data)
        rig = stack.enter_context(
            program("-m", "rig.cli.main", "run", "--config", str(config), "--port", str(port))
        )
        url = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http:
            sessions = await begin_sets(http, url, stations)
            walls: list[tuple[float, int]] = []
            heard: list[tuple[float, int]] = []
            screens = [
                asyncio.create_task(listen(url, which, into))
                for which, into in (("all", walls), ("pad-1", heard))
            ]
            await asyncio.sleep(SETTLE_S)
            hub = psutil.Process(rig.pid)
            web = hub.children(recursive=True)
            players = [psutil.Process(pid) for pid, _ in pads]
            groups = ([hub], web, players)
            before, began_s = [cpu_s(each) for each in groups], time.monotonic()
            at_first = hub.memory_info().rss
            walls.clear()
            heard.clear()
            await asyncio.sleep(seconds)
            took_s = time.monotonic() - began_s
            used = [100 * (cpu_s(g) - b) / took_s for g, b in zip(groups, before, strict=True)]
            at_last, load = hub.memory_info().rss, os.getloadavg()[0]
            drawn, told = len(walls) / took_s, delays_ms(heard, folder / "stamps")
            for number in range(1, stations + 1):
                await http.post(
                    f"/api/stations/pad-{number}/stop", headers={"origin": url}, json={}
                )
            await asyncio.sleep(2.0)
            for screen in screens:
                screen.cancel()
            await asyncio.gather(*screens, return_exceptions=True)
        samples, lost, missing = recorded(data / STORE_NAME, sessions, rate_hz)
    return Figures(
        stations, rate_hz, took_s, samples, lost, missing, *used, at_last / 2**20,
        (at_last - at_first) / 2**20, drawn, *np.percentile(told, (50, 95, 99)), load,
    )  # fmt: skip


async def begin_sets(http: httpx.AsyncClient, url: str, stations: int) -> list[str]:
    """Wait for every sensor, then begin a set everywhere; the sessions."""
    until_s = time.monotonic() + PATIENCE_S
    while True:
        with contextlib.suppress(httpx.TransportError, KeyError):
            told = (await http.get("/api/stations")).json()["stations"]
            if sum(each["link"]["state"] == "streaming" for each in told) == stations:
                break
        if time.monotonic() > until_s:
            raise SystemExit("the sensors did not come")
        await asyncio.sleep(0.5)
    sessions = []
    for number in range(1, stations + 1):
        path = f"/api/stations/pad-{number}/start"
        answer = await http.post(path, headers={"origin": url}, json={})
        sessions.append(answer.json()["session"])
    return sessions


def recorded(store: Path, sessions: list[str], rate_hz: int) -> tuple[int, int, int]:
    """Samples kept, lost as the rig counted, and missing by the ticks of the boards."""
    samples = lost = missing = 0
    for session in sessions:
        blocks = [block.raw for block in load_session(store, session).blocks]
        ticks = np.concatenate([block.tick for block in blocks])
        samples += len(ticks)
        # The first block tells what came before the record began.
        lost += sum(block.lost for block in blocks[1:])
        missing += round((ticks[-1] - ticks[0]) * rate_hz / 1e6) + 1 - len(ticks)
    return samples, lost, missing


def page_of(results: list[Figures]) -> str:
    """The results as a page."""
    lines = [
        "# A class of forty on one computer",
        "",
        "Each board is a process of its own on a pseudo-terminal; one `steadyhold run` reads all,"
        " records a set at each station and serves a wall and a practice screen. The boards yield"
        " to the rig (nice 10): in a class they are no load of this machine. Boards, rig and"
        f" what measures share one machine: {platform.system()}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}. 100 % is one core. `load` is the one-minute average at the"
        " end, all of this included. Made by `python -m benchmarks.forty --keep`.",
        "",
        "| stations | Hz | s | samples recorded | lost | hub % | web % | all boards % | hub MiB |"
        " grown MiB | walls/s | delay p50 ms | p95 ms | p99 ms | load |",
        "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {r.stations} | {r.rate_hz} | {r.seconds:.0f} | {r.samples} | {max(r.lost, r.missing)} |"
        f" {r.hub_pct:.0f} | {r.web_pct:.1f} | {r.boards_pct:.0f} | {r.hub_mib:.0f} |"
        f" {r.grown_mib:.1f} | {r.walls_per_s:.1f} | {r.p50_ms:.0f} | {r.p95_ms:.0f} |"
        f" {r.p99_ms:.0f} | {r.load:.1f} |"
        for r in results
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and keep the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, nargs="+", default=[4, 40])
    parser.add_argument("--rate-hz", type=int, default=80)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--keep", action="store_true", help=f"write {RESULT.name}")
    asked = parser.parse_args()
    results = [
        asyncio.run(measure(stations, asked.rate_hz, asked.seconds)) for stations in asked.stations
    ]
    text = page_of(results)
    print(text)
    if asked.keep:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
