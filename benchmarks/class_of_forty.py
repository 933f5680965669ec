"""Fault F48: forty stations at 100 Hz, one wall and 45 screens, eight of them that never read more.

    python -m benchmarks.class_of_forty [--minutes 10] [--stations 40] [--rate-hz 100] [--keep]

The rig is the program people start (`steadyhold run`), with simulated learners. Every station
records a set. Three screens are pages in Chromium (the wall and two practice pages), the others
clients of the live socket in this process; eight more connect and never read. Afterwards the record
is read back. CPU in % of one core; Chromium without a graphics card draws on the same cores.
"""

import argparse
import asyncio
import base64
import contextlib
import os
import platform
import shutil
import socket
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
import numpy as np
import psutil
import websockets
from playwright.async_api import Page, async_playwright

from benchmarks.forty import begin_sets, cpu_s, free_port, program
from rig.hub.live.frames import TRACE_HEADER
from rig.store.folder import STORE_NAME
from rig.store.read import load_session
from tests.browser.chromium import FLAGS
from tests.browser.conftest import QUICK
from tests.browser.probes import of_module

RESULT = Path(__file__).parent / "results" / "class_of_forty.md"
SCREENS = 45
SHOWN = ("/board", "/practice?station=pad-1&watch=1", "/practice?station=pad-2&watch=1")
BLOCKED = 8
SETTLE_S = 10.0
STATION = """
[[station]]
id = "pad-{n}"
source = "sim:?learner=expert&seed={n}&rate_hz={rate_hz}&hold_s=6&rest_s=14"
"""
# Sets that outlast the measurement.
LONG = QUICK.format(id="long", name="Long", feedback="concurrent").replace(
    "repetitions = 2", "repetitions = 40"
)
# How old what is drawn was at its first drawing. Between two presses the page shows the result in
# the place of the gauge: what was measured meanwhile is drawn later, as history, and not counted.
KEEPS_AGES = of_module(
    "shared/drawn.js",
    """({ onDrawn, counters }) => {
      const now_ms = () => performance.timeOrigin + performance.now();
      window.ages_ms = [];
      let isShown = false;
      let shown_ms = 0;
      const gauge = document.querySelector(".press-plot");
      if (gauge)
        new ResizeObserver(([{ contentRect }]) => {
          const isNow = contentRect.width > 0 && contentRect.height > 0;
          if (isNow && !isShown) shown_ms = now_ms();
          isShown = isNow;
        }).observe(gauge);
      onDrawn((epochs) => {
        const drawn_ms = now_ms();
        for (const epoch_ms of epochs)
          if (epoch_ms >= shown_ms) window.ages_ms.push(drawn_ms - epoch_ms);
      });
      window.draws = () => counters.draws;
    }""",
)


@dataclass
class Screen:
    """What a client of the live socket saw.

    Attributes:
        ages_ms: of the newest sample of each message, when it came.
        samples: heard; told: by the count of the hub.
    """

    ages_ms: list[float]
    samples: int = 0
    told: int = 0


async def listen(url: str, station: str, screen: Screen) -> None:
    """Hear one station until cancelled; counts what the hub says it sent."""
    address = f"{url.replace('http', 'ws', 1)}/live?station={station}"
    first: int | None = None
    async with websockets.connect(address, origin=websockets.Origin(url), proxy=None) as live:
        async for message in live:
            if not isinstance(message, bytes) or station == "all":
                continue
            _, _, n, seq, _, epoch_ms = TRACE_HEADER.unpack_from(message)
            if not n:
                continue
            dt_s = np.frombuffer(message, "<f4", n, TRACE_HEADER.size)
            first = seq if first is None else first
            screen.samples += n if seq != first else 0
            screen.told = seq - first
            screen.ages_ms.append(time.time() * 1e3 - epoch_ms - 1e3 * float(dt_s[-1]))


def never_reads(port: int, station: str) -> socket.socket:
    """A screen that asks for the stream and leaves all of it in the line."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall(
        f"GET /live?station={station} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Origin: http://127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    return line


@dataclass(frozen=True)
class Figures:
    """One run, in the order of the table."""

    stations: int
    rate_hz: int
    minutes: float
    samples: int
    lost: int
    not_heard: int
    hub_pct: float
    web_pct: float
    chromium_pct: float
    hub_mib: float
    grown_mib: float
    screen_p50_ms: float
    screen_p99_ms: float
    drawn_p50_ms: float
    drawn_p99_ms: float
    wall_per_s: float
    dropped: int
    load: float


async def opened(browser, url: str, path: str) -> Page:
    """A page, and what it keeps of its drawing."""
    page = await browser.new_page()
    await page.goto(url + path)
    if "practice" in path:
        await page.wait_for_selector(".press-plot canvas")
    else:
        await page.wait_for_selector(".wall canvas")
    await page.evaluate(KEEPS_AGES)
    return page


async def measure(stations: int, rate_hz: int, minutes: float) -> Figures:
    """Run a class for a while."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        config = Path(name) / "steadyhold.toml"
        (Path(name) / "protocols").mkdir()
        (Path(name) / "protocols" / "long.toml").write_text(LONG)
        config.write_text(
            'protocols = "protocols"\nprotocol = "long"\n'
            + "".join(STATION.format(n=n, rate_hz=rate_hz) for n in range(1, stations + 1))
        )
        data, port = Path(name) / "data", free_port()
        os.environ["STEADYHOLD_DATA"] = str(data)
        words = ("run", "--config", str(config), "--no-browser", "--port", str(port))
        rig = stack.enter_context(program("-m", "rig.cli.main", *words))
        url, hub = f"http://127.0.0.1:{port}", psutil.Process(rig.pid)
        async with (
            httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http,
            async_playwright() as playwright,
        ):
            sessions = await begin_sets(http, url, stations)
            screens = [Screen([]) for _ in range(SCREENS - len(SHOWN))]
            hearing = [
                asyncio.create_task(listen(url, f"pad-{1 + place % stations}", screen))
                for place, screen in enumerate(screens)
            ]
            blocked = [never_reads(port, f"pad-{place + 1}") for place in range(BLOCKED)]
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=FLAGS
            )
            pages = [await opened(browser, url, path) for path in SHOWN]
            await asyncio.sleep(SETTLE_S)
            web = hub.children(recursive=True)
            chromium = [
                each for each in psutil.Process().children(recursive=True) if "chrom" in each.name()
            ]
            groups = ([hub], web, chromium)
            for page in pages:
                await page.evaluate("() => { window.ages_ms = []; }")
            for screen in screens:
                screen.ages_ms.clear()
            at_first = hub.memory_info().rss
            drawn = await pages[0].evaluate("window.draws()")
            before, began_s = [cpu_s(each) for each in groups], time.monotonic()
            await asyncio.sleep(60 * minutes)
            took_s = time.monotonic() - began_s
            used = [100 * (cpu_s(g) - b) / took_s for g, b in zip(groups, before, strict=True)]
            wall_per_s = (await pages[0].evaluate("window.draws()") - drawn) / took_s
            ages = [await page.evaluate("window.ages_ms") for page in pages[1:]]
            load, at_last = os.getloadavg()[0], hub.memory_info().rss
            dropped = (await http.get("/healthz")).json()["dropped"]
            await http.post("/api/stop", headers={"origin": url}, json={})
            await asyncio.sleep(2.0)
            for task in hearing:
                task.cancel()
            await asyncio.gather(*hearing, return_exceptions=True)
            for line in blocked:
                line.close()
            await browser.close()
        samples, lost = recorded(data / STORE_NAME, sessions)
    heard = np.concatenate([screen.ages_ms for screen in screens])
    return Figures(
        stations, rate_hz, took_s / 60, samples, lost,
        sum(screen.told - screen.samples for screen in screens), *used,
        at_last / 2**20, (at_last - at_first) / 2**20, *np.percentile(heard, (50, 99)),
        *np.percentile(np.concatenate(ages), (50, 99)), wall_per_s, dropped, load,
    )  # fmt: skip


def recorded(store: Path, sessions: list[str]) -> tuple[int, int]:
    """Samples kept, and those that are missing: as the rig counted, or a hole in their times."""
    samples = lost = 0
    for session in sessions:
        blocks = [block.raw for block in load_session(store, session).blocks]
        t_s = np.concatenate([block.t_s for block in blocks])
        period_s = float(np.median(np.diff(t_s)))
        holes = np.round(np.diff(t_s) / period_s).astype(int) - 1
        samples += len(t_s)
        lost += max(sum(block.lost for block in blocks[1:]), int(holes.clip(0).sum()))
    return samples, lost


def page_of(result: Figures) -> str:
    """The result as a page."""
    rows = "\n".join(
        f"| {name} | {value:,.1f} |" if isinstance(value, float) else f"| {name} | {value:,} |"
        for name, value in asdict(result).items()
    )
    return (
        "# Forty stations, a wall and 45 screens\n\n"
        f"{platform.system()}, {os.cpu_count()} cores, Python {platform.python_version()}. Rig,"
        " browsers and what measures share one machine; 100 % is one core, `load` the one-minute"
        " average of the machine at the end, with whatever else it did. `screen`: age of the newest"
        " sample of a message when a client of the socket has it. `drawn`: age of every sample that"
        " was measured while the gauge is shown, when a practice page in Chromium has drawn it."
        " `not_heard`: samples the hub sent by its count and a client did not get. Made by"
        " `python -m benchmarks.class_of_forty --keep`.\n\n"
        f"| figure | value |\n|---|---:|\n{rows}\n"
    )


def main() -> None:
    """Measure, print, and keep the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--stations", type=int, default=40)
    parser.add_argument("--rate-hz", type=int, default=100)
    parser.add_argument("--keep", action="store_true", help=f"write {RESULT.name}")
    asked = parser.parse_args()
    text = page_of(asyncio.run(measure(asked.stations, asked.rate_hz, asked.minutes)))
    print(text)
    if asked.keep:
        RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
