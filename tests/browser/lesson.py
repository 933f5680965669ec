"""A lesson as a driven script: who is in the room, what they press, and the rig that is carried."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import APIRequestContext, Browser, Page

from tests.browser.conftest import PATIENCE_MS, QUICK
from tests.lan.started import SETUP, run_lan, started, told_until_ready, url_in

PASSWORD = "correct horse pony staple"
NAMES = (
    "Ana Novák", "Ben Okri", "Chloé Dubois", "Dario Conti", "Eva Lindqvist", "Farid Haddad",
    "Goran Petrović", "Hana Sato", "Ines Duarte", "Jonas Weber", "Kofi Mensah", "Lucía Fernández",
)  # fmt: skip
SKILLS = (
    "expert", "good", "novice", "fading", "trembling", "short", "overlong", "light", "jabbing",
    "expert", "good", "novice",
)  # fmt: skip
STATION = """
[[station]]
id = "pad-{n}"
name = "Pad {n}"
source = "sim:?learner={skill}&seed={n}&rate_hz=40&target_n=20&hold_s=4&rest_s=4"
"""


def moodle_list(students: int) -> bytes:
    """The participants of a course as Moodle writes them."""
    rows = [
        f"{first},{last},M-{n},{first.lower()}@school.example\n"
        for n, (first, last) in enumerate(map(str.split, NAMES[:students]), 1)
    ]
    return "".join(["First name,Last name,ID number,Email address\n", *rows]).encode()


def canvas_export(students: int, title: str) -> bytes:
    """The gradebook of a course as Canvas writes it, with an assignment without marks."""
    rows = [
        f'"{last}, {first}",{100 + n},S-{n},{first.lower()},Tuesday,\n'
        for n, (first, last) in enumerate(map(str.split, NAMES[:students]), 1)
    ]
    head = f"Student,ID,SIS User ID,SIS Login ID,Section,{title} (77)\n"
    return "".join([head, "    Points Possible,,,,,100\n", *rows]).encode()


def pin_of(n: int) -> str:
    return f"48{n:02d}15"


@dataclass
class Lesson:
    """A laptop in a room: the data folder, the running rig, and every browser that came."""

    folder: Path
    browser: Browser
    students: int
    url: str = ""
    told: str = ""
    pages: list[Page] = field(default_factory=list)
    _process: Any = None

    def open_laptop(self) -> None:
        """Start the rig, the second time at the address of the first."""
        port = self.url.rpartition(":")[2] or "0"
        self._process = run_lan(self.folder, "--port", port)
        self.told = told_until_ready(self._process)
        self.url = url_in(self.told)

    def setup_code(self) -> str:
        found = SETUP.search(self.told)
        assert found is not None, self.told
        return found.group(1)

    def cut_power(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()

    def close_laptop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.communicate()

    def screen(self, width: int, height: int) -> Page:
        """The browser of somebody who is not here yet."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        self.pages.append(page)
        return page

    def post(self, asks: APIRequestContext, path: str, **body: object) -> Any:
        """What the rig answers to a phone that has no window."""
        answer = asks.post(f"{self.url}/api/{path}", data=body, headers={"Origin": self.url})
        assert answer.ok, answer.text()
        return answer.json()

    def command(self, *words: str) -> str:
        """What a command says about the data folder."""
        process = started(self.folder, *words)
        said, complained = process.communicate()
        assert process.returncode == 0, complained
        return str(said)

    def sessions(self) -> Any:
        """Every session of the record, as a command lists them."""
        return json.loads(self.command("sessions", "list", "--json"))["sessions"]


@contextmanager
def lesson(folder: Path, browser: Browser, students: int) -> Iterator[Lesson]:
    """A laptop with so many pads, each with a learner of another skill."""
    (folder / "protocols").mkdir()
    quick = QUICK.format(id="quick", name="Quick hold", feedback="concurrent")
    (folder / "protocols" / "quick.toml").write_text(quick, encoding="utf-8")
    stations = "".join(
        STATION.format(n=n, skill=skill) for n, skill in enumerate(SKILLS[:students], 1)
    )
    head = 'protocols = "protocols"\nprotocol = "tp-hold"\n'
    (folder / "steadyhold.toml").write_text(head + stations, encoding="utf-8")
    room = Lesson(folder, browser, students)
    room.open_laptop()
    try:
        yield room
    finally:
        for page in room.pages:
            page.context.close()
        room.close_laptop()
