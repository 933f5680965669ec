"""A real rig for a browser: the command line starts it, its own record holds what it makes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from tests.patience import BACKSTOP_S, wait_until

OpenPage = Callable[..., Page]

ONE_PAD = """
protocol = "tp-hold-10"

[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=expert&seed=1"
"""
OWN_SESSION = "sessionStorage.getItem('steadyhold-session')"
"""Which set this tab has begun, once the rig has answered."""

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Rig:
    """One `steadyhold` server of our own.

    Args:
        data: folder of its record.
        words: command and options.
        program: module that takes them, with words of its own before.
    """

    def __init__(
        self, data: Path, *words: str, program: tuple[str, ...] = ("rig.cli.main",)
    ) -> None:
        self.url = ""
        self._data = data
        self._words = words
        self._program = program
        self._port = "0"
        self._process: subprocess.Popen[bytes] | None = None
        self._said = data.with_name(f"{data.name}-said.txt")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.stop(signal.SIGTERM)
        if error is not None:
            error.add_note(f"the rig said:\n{self._said.read_text()[-4000:]}")

    def start(self) -> None:
        """Start the server and wait until a page comes; again on the same port."""
        self._said.parent.mkdir(parents=True, exist_ok=True)
        with self._said.open("w") as said:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    *("-u", "-m", *self._program),
                    *self._words,
                    *("--port", self._port, "--no-browser"),
                ],
                env={**os.environ, "STEADYHOLD_DATA": str(self._data)},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self.url = wait_until(self._address)
        self._port = self.url.rpartition(":")[2]
        with urlopen(self.url) as page:
            assert page.status == 200

    def free(self) -> None:
        """End every set that is under way."""
        with urlopen(f"{self.url}/api/stations") as answer:
            stations = json.load(answer)["stations"]
        for station in stations:
            ask = Request(
                f"{self.url}/api/stations/{station['id']}/stop",
                data=b"{}",
                headers={"Content-Type": "application/json", "Origin": self.url},
            )
            with urlopen(ask) as answer:
                assert answer.status == 200

    def stop(self, how: signal.Signals) -> None:
        """End the server by a signal and wait for its end."""
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait()
        self._process = None

    def _address(self) -> str:
        """Where its first page is; empty before it says so."""
        assert self._process is not None
        is_over, said = self._process.poll() is not None, self._said.read_text()
        found = ADDRESS.search(said)
        assert found or not is_over, f"the rig did not start: {said}"
        return found.group() if found else ""


def configured(folder: Path, stations: str) -> Rig:
    """A rig of the stations of a file, its record in the same folder."""
    config = folder / "steadyhold.toml"
    config.write_text(stations, encoding="utf-8")
    return Rig(folder / "data", "run", "--config", str(config))


def answered(page: Page, question: str) -> Any:
    """What a page answers once it is something; our own rules forbid it to ask itself.

    What the page shows is told where it does not come.
    """
    until_s = time.monotonic() + BACKSTOP_S
    while not (answer := page.evaluate(question)):
        shown = page.locator("body")
        assert time.monotonic() < until_s, f"{question}: {page.url} shows {shown.inner_text()}"
        page.wait_for_timeout(50)
    return answer


def begin_set(page: Page, url: str, name: str = "Ana", station: str = "pad-1") -> None:
    """Fill the form and press Start."""
    page.goto(f"{url}/practice?station={station}")
    page.get_by_role("textbox", name="Your name").fill(name)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()
