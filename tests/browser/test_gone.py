"""A page whose rig has died says so, wherever one is, and comes back by itself."""

import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.probes import of_counters
from tests.browser.served import OpenPage, Rig, answered

pytestmark = pytest.mark.browser


def test_f44_every_page_says_that_the_rig_is_gone_and_comes_back_without_a_tap(
    own_folder: Path, open_page: OpenPage
) -> None:
    with Rig(own_folder, "demo", "--stations", "1") as rig:
        page = open_page()
        page.goto(f"{rig.url}/protocols")
        page.wait_for_selector(".protocol")
        expect(page.locator(".gone")).to_be_hidden()
        others = {path: open_page() for path in ("/board", "/station/pad-1", "/practice")}
        for path, other in others.items():
            other.goto(rig.url + path)
            other.wait_for_selector("canvas", state="attached")
        rig.stop(signal.SIGKILL)
        for other in others.values():
            expect(other.locator(".gone")).to_contain_text("Steadyhold is not running")
        expect(page.locator(".gone")).to_contain_text("Steadyhold is not running")
        page.get_by_role("link", name="Sessions").click()
        expect(page.locator(".gone")).to_contain_text("Start it again on the computer")
        rig.start()
        expect(page.locator(".gone")).to_be_hidden()
        expect(page.get_by_role("heading", level=1)).to_have_text("Sessions")
        for other in others.values():
            expect(other.locator(".gone")).to_be_hidden()
            answered(other, of_counters("counters.state === 'live'"))
