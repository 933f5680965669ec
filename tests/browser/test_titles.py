"""What people call a class, an exam, a station, a protocol or a device is text on every page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from dashboard.app import PAGES
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from tests.browser.served import OpenPage, Rig, configured
from tests.store import build

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = "<img src=x onerror=alert(1)>"
SHOWN = ("classes", "session", "sessions", "marks", "exams", "exam", "practice", "devices")
"""Pages that tell it as text; the board draws it."""
ALIVE = "img[src=x], [onerror], iframe, a[href^='javascript']"
STATION = f"""
protocol = "tp-hold"

[[station]]
id = "pad-1"
name = "{HOSTILE}"
source = "sim:?learner=expert&seed=1"
"""


@pytest.fixture
def school(own_folder: Path) -> Iterator[Rig]:
    """A class, a learner, a station, a device and a protocol, all called the same."""
    store = own_folder / "data" / "steadyhold.db"
    store.parent.mkdir(parents=True)
    class_id = create_class(store, HOSTILE, HOSTILE)
    learner_id = add_to_class(store, class_id, HOSTILE)
    head = build.header("s1", learner_id=learner_id)
    head = replace(
        head,
        traits=replace(head.traits, title=HOSTILE),
        protocol=replace(head.protocol, name=HOSTILE, purpose=HOSTILE),
    )
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing())
    with configured(own_folder, STATION) as running:
        yield running


def asked(rig: Rig, path: str, **body: Any) -> Any:
    headers = {"Content-Type": "application/json", "Origin": rig.url}
    with urlopen(Request(rig.url + path, json.dumps(body).encode(), headers)) as answer:
        return json.load(answer)


def test_no_title_of_anything_is_markup_on_any_page(school: Rig, open_page: OpenPage) -> None:
    with urlopen(f"{school.url}/api/classes") as answer:
        [taught] = json.load(answer)["classes"]
    exam = asked(school, "/api/exams", class_id=taught["id"], protocol="tp-hold", title=HOSTILE)
    asked(school, f"/api/exams/{exam['about']['id']}/seat-all")
    asked(school, "/api/message", text=HOSTILE)
    there = {
        "<station_id>": "pad-1", "<session_id>": "s1", "<protocol>": "tp-hold",
        "<exam>": exam["about"]["id"],
    }  # fmt: skip
    page = open_page()
    for each in PAGES:
        path = each.paths[-1]
        for part, own in there.items():
            path = path.replace(part, own)
        page.goto(school.url + path)
        page.wait_for_selector("h1", state="attached")
        if each.name in SHOWN:
            page.get_by_text(HOSTILE).first.wait_for(state="attached")
        page.wait_for_timeout(400)
        assert page.locator(ALIVE).count() == 0, path
    assert set(SHOWN) <= {each.name for each in PAGES}
