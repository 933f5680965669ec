"""From the write of a sensor to the drawn frame, in a real browser, and what disturbs it.

    python -m benchmarks.latency [--seconds 20] [--rates 80 1000] [--keep]

A separate process writes the board's bytes to a pseudo-terminal and stamps every sample; the rig
reads it as `serial:`; Chromium shows the practice page. The clock of a sample starts at its write
and stops in the task after the frame that first shows it. In the same run a stock Dash page
(`dcc.Interval` 100 ms, `extendData`) shows the same samples. Then four Dash callbacks burn a second
each at once, and the web process is killed with -9 in mid-hold.
"""

import argparse
import contextlib
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from rig.store.read import load_session
from tests.browser.chromium import FLAGS

HERE = Path(__file__).parent
PARTS = HERE / "latency_parts"
STATIONS = 4
HOLD_S = 45.0
STAMP = np.dtype([("n", "<u8"), ("written_s", "<f8")])
TRACE_HEADER_BYTES = 24
CHROMIUM = os.environ.get("STEADYHOLD_CHROMIUM", "/usr/bin/chromium")

# Collects pairs of sample time and drawn time; the callback runs after the frame is painted.
COLLECT = """async () => {
  const entry = document.querySelector("script[type=module]").src;
  const { counters, onDrawn } = await import(new URL("shared/drawn.js", entry).href);
  window.pairs = []; window.counters = counters;
  onDrawn((epochs) => {
    const now = performance.timeOrigin + performance.now();
    for (const epoch of epochs) window.pairs.push(epoch, now);
  });
}"""
CLOCK = """async (url) => {
  const socket = new WebSocket(url); let best = [1e9, 0];
  await new Promise((ok) => { socket.onopen = ok; });
  for (let k = 0; k < 15; k += 1) {
    const a = performance.timeOrigin + performance.now();
    socket.send('{"type":"ping"}');
    const pong = await new Promise((ok) => { socket.onmessage = ({data}) => {
      if (typeof data === "string" && JSON.parse(data).type === "pong") ok(JSON.parse(data)); }; });
    const b = performance.timeOrigin + performance.now();
    if (b - a < best[0]) best = [b - a, pong.epoch_ms - (a + b) / 2];
    await new Promise((ok) => setTimeout(ok, 60));
  }
  socket.close();
  return best[1];
}"""


@dataclass
class Listener:
    """One more screen: keeps when messages came.

    Attributes:
        came_s: monotonic seconds of each message with samples.
    """

    url: str
    station: str
    came_s: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Listen in the background, until the rig is gone."""
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        address = f"{self.url.replace('http', 'ws', 1)}/live?station={self.station}"
        with (
            contextlib.suppress(ConnectionClosed),
            connect(address, origin=self.url, proxy=None) as live,
        ):
            for message in live:
                if isinstance(message, bytes) and len(message) > TRACE_HEADER_BYTES:
                    self.came_s.append(time.monotonic())

    def largest_gap_ms(self, from_s: float, to_s: float) -> float:
        """Longest time without a message in a stretch of monotonic seconds."""
        came_s = np.array([at for at in self.came_s if from_s <= at <= to_s])
        return float(np.diff(came_s).max() * 1e3)


@dataclass(frozen=True)
class Rig:
    """What is under test, with the processes that make it up."""

    url: str
    process: psutil.Process
    stamps: Path
    store: Path
    listeners: list[Listener]

    def web(self) -> psutil.Process:
        """The newest web process."""
        return self.process.children()[-1]

    def live(self) -> dict[str, Any]:
        """The newest state of the first station."""
        return httpx.get(f"{self.url}/api/live?station=pad-1", trust_env=False).json()

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Ask the rig for something."""
        headers = {"origin": self.url}
        return httpx.post(
            f"{self.url}{path}", json=body, headers=headers, timeout=60, trust_env=False
        )


@contextlib.contextmanager
def running_rig(rate_hz: int, folder: Path) -> Iterator[Rig]:
    """Four boards on pseudo-terminals and a rig that reads them."""
    with contextlib.ExitStack() as stack:
        stations = []
        for number in range(1, STATIONS + 1):
            uri = (
                f"sim:?learner=expert&seed={number}&rate_hz={rate_hz}&rest_s=10"
                f"&hold_s={HOLD_S:g}&hold_min_s={HOLD_S:g}&hold_max_s=60"
            )
            words = ["--uri", uri, "--wait", "--stamp", str(folder / f"stamps-{number}")]
            board = started(stack, "-m", "firmware_bridge.simboard", *words)
            stations.append((number, board.stdout.readline().strip()))
        config = folder / "steadyhold.toml"
        config.write_text(
            "\n".join(
                f'[[station]]\nid = "pad-{number}"\nsource = "serial:{path}?device=board"'
                for number, path in stations
            )
        )
        hub = started(stack, str(PARTS / "rig_under_test.py"), str(config), str(folder / "data"))
        url = hub.stdout.readline().strip()
        listeners = [Listener(url, f"pad-{number}") for number, _ in stations]
        for listener in listeners:
            listener.start()
        yield Rig(
            url,
            psutil.Process(hub.pid),
            folder / "stamps-1",
            folder / "data" / "steadyhold.db",
            listeners,
        )


def started(stack: contextlib.ExitStack, *words: str) -> subprocess.Popen[str]:
    """A Python program of ours that is ended with the stack."""
    paths = os.pathsep.join((str(HERE.parent), str(PARTS)))
    process = subprocess.Popen(
        [sys.executable, "-u", *words],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        process.terminate()
        process.wait(20)

    stack.callback(end)
    return process


def begin_hold(page: Page, rig: Rig) -> None:
    """Start a set as a person does, and wait until the plateau is held."""
    page.goto(f"{rig.url}/practice?station=pad-1")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()
    await_hold(rig)


def await_hold(rig: Rig) -> None:
    """Wait for the beginning of the next plateau, of a new set where none is under way."""
    until_s = time.monotonic() + 3 * HOLD_S
    while True:
        now = rig.live()
        if now["live"]["phase"] == "holding" and now["live"]["held_s"] < 5.0:
            return
        if now["station"]["session"] is None:
            rig.post("/api/stations/pad-1/start", {})
        if time.monotonic() > until_s:
            raise SystemExit(f"no hold came: {now['live']}")
        time.sleep(0.1)


def cpu_s(process: psutil.Process) -> float:
    """Seconds of a core a process has used."""
    times = process.cpu_times()
    return float(times.user + times.system)


def measured(
    page: Page, rig: Rig, rate_hz: int, for_s: float, page_off_ms: float
) -> dict[str, Any]:
    """Latency of every sample drawn in a stretch of time, and what it cost."""
    offsets_ms = []
    draws = page.evaluate("window.counters ? counters.draws : window.draws")
    page.evaluate("window.pairs.length = 0")
    hub, web = rig.process, rig.web()
    before, began_s = (cpu_s(hub), cpu_s(web)), time.monotonic()
    while time.monotonic() < began_s + for_s:
        time.sleep(1.0)
        now = rig.live()
        offsets_ms.append(now["epoch_ms"] - now["t_s"] * 1e3)
    took_s = time.monotonic() - began_s
    after = (cpu_s(hub), cpu_s(web))
    draws = page.evaluate("window.counters ? counters.draws : window.draws") - draws
    pairs = np.array(page.evaluate("window.pairs")).reshape(-1, 2)
    latency_ms, model_ms = latencies(pairs, rig.stamps, rate_hz, float(np.median(offsets_ms)))
    latency_ms += page_off_ms
    p50, p95, p99 = np.percentile(latency_ms, (50, 95, 99))
    return {
        "p50": p50, "p95": p95, "p99": p99, "frames_per_s": draws / took_s,
        "points": len(latency_ms), "model_ms": model_ms,
        "hub_pct": 100 * (after[0] - before[0]) / took_s,
        "web_pct": 100 * (after[1] - before[1]) / took_s,
    }  # fmt: skip


def latencies(
    pairs: NDArray[np.float64], stamps: Path, rate_hz: int, epoch_minus_t_ms: float
) -> tuple[NDArray[np.float64], float]:
    """Milliseconds from the write of each drawn sample to its frame.

    A drawn sample is known by its session time, which is its number divided by the rate. Also
    how far the rig's clock model lies behind the writes (median).
    """
    written = np.fromfile(stamps, STAMP)
    wall_minus_host_s = time.time() - time.monotonic()
    written_ms = np.full(int(written["n"].max()) + 1, np.nan)
    written_ms[written["n"].astype(int)] = (written["written_s"] + wall_minus_host_s) * 1e3
    numbers = np.rint((pairs[:, 0] - epoch_minus_t_ms) / 1e3 * rate_hz).astype(int)
    known = (numbers >= 0) & (numbers < len(written_ms))
    # A sample that the stamps leave out was written, but nobody knows when.
    known[known] = np.isfinite(written_ms[numbers[known]])
    if not known.any():
        raise SystemExit(unmatched(numbers, written["n"]))
    model_ms = float(np.median(pairs[known, 0] - written_ms[numbers[known]]))
    return pairs[known, 1] - written_ms[numbers[known]], model_ms


def unmatched(drawn: NDArray[np.int64], written: NDArray[np.uint64]) -> str:
    """What to say where no frame can be laid to a write."""
    if not len(drawn):
        return "nothing measured: the page drew no sample meanwhile (its load, or a lost link)"
    return (
        f"nothing measured: samples {drawn.min()} to {drawn.max()} were drawn, and the board"
        f" stamped {written.min()} to {written.max()}: it was started anew, or its clock was"
    )


def burning(rig: Rig) -> dict[str, float]:
    """Largest gap in the live stream, idle and with four callbacks of a second each at once."""
    listener = rig.listeners[0]
    idle_from_s = time.monotonic()
    time.sleep(5.0)
    idle = listener.largest_gap_ms(idle_from_s, time.monotonic())
    body = {
        "output": "burnt.children",
        "outputs": {"id": "burnt", "property": "children"},
        "inputs": [{"id": "burn", "property": "n_clicks", "value": "1"}],
        "changedPropIds": ["burn.n_clicks"],
    }
    answers: list[int] = []
    burners = [
        threading.Thread(
            target=lambda: answers.append(rig.post("/_dash-update-component", body).status_code)
        )
        for _ in range(4)
    ]
    began_s = time.monotonic()
    for burner in burners:
        burner.start()
    for burner in burners:
        burner.join()
    ended_s = time.monotonic()
    if answers != [200] * 4:
        raise SystemExit(f"the burning callbacks answered {answers}")
    return {
        "idle_ms": idle,
        "burning_ms": listener.largest_gap_ms(began_s, ended_s),
        "took_s": ended_s - began_s,
    }


def killed(rig: Rig) -> dict[str, float]:
    """What kill -9 of the web process in mid-hold costs."""
    await_hold(rig)
    listener, web = rig.listeners[0], rig.web()
    held_s = rig.live()["live"]["held_s"]
    began_s = time.monotonic()
    os.kill(web.pid, signal.SIGKILL)
    headers = {"accept": "text/html"}
    with httpx.Client(base_url=rig.url, headers=headers, trust_env=False, timeout=30) as client:
        while client.get("/").status_code == 200 and rig.web().pid == web.pid:
            time.sleep(0.02)
        while client.get("/").status_code != 200:
            time.sleep(0.02)
    back_s = time.monotonic() - began_s
    time.sleep(2.0)
    now = rig.live()
    live, session = now["live"], now["station"]["session"]
    gap_ms = listener.largest_gap_ms(began_s, time.monotonic())
    rig.post("/api/stations/pad-1/stop", {})
    time.sleep(1.0)
    ticks = np.concatenate([block.raw.tick for block in load_session(rig.store, session).blocks])
    return {
        "back_s": back_s,
        "gap_ms": gap_ms,
        "missed": float(round((ticks[-1] - ticks[0]) / np.median(np.diff(ticks))) + 1 - len(ticks)),
        "still_holding": float(live["phase"] == "holding"),
        "held_on_s": live["held_s"] - held_s,
    }


def one_rate(rate_hz: int, for_s: float) -> dict[str, Any]:
    """Everything at one sampling rate."""
    found: dict[str, Any] = {"rate_hz": rate_hz}
    with (
        tempfile.TemporaryDirectory() as name,
        running_rig(rate_hz, Path(name)) as rig,
        sync_playwright() as tool,
        contextlib.ExitStack() as stack,
    ):
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        stack.callback(browser.close)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        begin_hold(page, rig)
        off_ms = page.evaluate(CLOCK, f"{rig.url.replace('http', 'ws', 1)}/live?station=all")
        page.evaluate(COLLECT)
        time.sleep(3.0)
        found["ours"] = measured(page, rig, rate_hz, for_s, off_ms)
        stock_port = free_port()
        started(stack, str(PARTS / "interval_page.py"), str(stock_port), rig.url)
        stock = browser.new_page(viewport={"width": 1280, "height": 800})
        stock_url = f"http://127.0.0.1:{stock_port}"
        await_page(stock_url)
        page.close()
        stock.goto(stock_url)
        stock.wait_for_function("window.draws > 20", timeout=30_000)
        time.sleep(3.0)
        found["interval"] = measured(stock, rig, rate_hz, for_s, off_ms)
        stock.close()
        found["burning"] = burning(rig)
        found["killed"] = killed(rig)
        found["load"] = os.getloadavg()[0]
    return found


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as plug:
        return int(plug.getsockname()[1])


def await_page(url: str) -> None:
    """Wait until something answers there."""
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(url, trust_env=False)
            return
        time.sleep(0.1)
    raise SystemExit(f"{url} did not come")


def page_of(results: list[dict[str, Any]], for_s: float) -> str:
    """The results as a page."""
    lines = [
        "# From the write of a sensor to the drawn frame",
        "",
        f"Chromium headless without GPU, rig, four boards on pseudo-terminals ({STATIONS} stations"
        f" live) and all that measures on one machine: {platform.system()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}; {for_s:g} s a row. Latency in ms for each sample"
        " drawn, from its write to the terminal to the task after the frame that first shows it."
        " 100 % is one core. `load` is the one-minute average of the machine at the end; this"
        " measurement alone makes about 2, above that others computed too and only the ratios"
        " count. Made by `python -m benchmarks.latency --keep`.",
        "",
        "| Hz | page | p50 ms | p95 ms | p99 ms | frames/s | hub % | web % | load |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in results:
        for name, title in (("ours", "practice page"), ("interval", "`dcc.Interval` 100 ms")):
            row = one[name]
            lines.append(
                f"| {one['rate_hz']} | {title} | {row['p50']:.1f} | {row['p95']:.1f} |"
                f" {row['p99']:.1f} | {row['frames_per_s']:.1f} | {row['hub_pct']:.1f} |"
                f" {row['web_pct']:.1f} | {one['load']:.1f} |"
            )
        ratio = one["interval"]["p50"] / one["ours"]["p50"]
        lines.append(f"| {one['rate_hz']} | ratio | {ratio:.1f} | "
                     f"{one['interval']['p95'] / one['ours']['p95']:.1f} | "
                     f"{one['interval']['p99'] / one['ours']['p99']:.1f} | | | | |")  # fmt: skip
    lines += [
        "",
        "Largest gap in the live stream of one station, and what kill -9 of the web process costs.",
        "",
        "| Hz | idle ms | four 1-s callbacks at once ms | web killed ms | missing samples |"
        " still holding | page back s |",
        "|---:|---:|---:|---:|---:|---|---:|",
    ]
    for one in results:
        burn, kill = one["burning"], one["killed"]
        lines.append(
            f"| {one['rate_hz']} | {burn['idle_ms']:.0f} | {burn['burning_ms']:.0f} |"
            f" {kill['gap_ms']:.0f} | {kill['missed']:.0f} |"
            f" {'yes' if kill['still_holding'] else 'no'} | {kill['back_s']:.1f} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and keep the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--rates", type=int, nargs="+", default=[80, 1000])
    parser.add_argument("--keep", action="store_true", help="write benchmarks/results/latency.md")
    asked = parser.parse_args()
    results = [one_rate(rate_hz, asked.seconds) for rate_hz in asked.rates]
    text = page_of(results, asked.seconds)
    print(text)
    print(json.dumps(results, indent=1))
    if asked.keep:
        (HERE / "results" / "latency.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
