"""A board that was left at ten samples a second works, and the page says what to do."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.served import OpenPage, Rig, begin_set, configured

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals"),
]


@pytest.fixture
def slow_rig(tmp_path: Path) -> Iterator[Rig]:
    words = [sys.executable, "-u", "-m", "firmware_bridge.simboard", "--uri", "sim:?rate_hz=10.6"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as board:
        assert board.stdout is not None
        path = board.stdout.readline().strip()
        with configured(
            tmp_path, f'[[station]]\nid = "pad-1"\nsource = "serial:{path}?device=board"\n'
        ) as rig:
            yield rig
        board.terminate()


def test_the_form_the_press_and_the_session_say_that_the_converter_is_too_slow_and_the_way_out(
    slow_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(slow_rig.url)
    expect(page.locator("#pad-state")).to_contain_text("10.6 times a second")
    expect(page.locator("#pad-state")).to_contain_text("RATE pin")
    begin_set(page, slow_rig.url, "Zoë")
    expect(page.locator(".press-note")).to_contain_text("RATE pin")
    page.get_by_role("button", name="End this set").click()
    page.goto(f"{slow_rig.url}/sessions")
    page.locator("tbody a").first.click()
    expect(page.locator(".session")).to_contain_text("RATE pin")
