"""A board nobody calibrated, on every screen of a set: for practice, in the same words."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import QUICK
from tests.browser.probes import CUT_OFF
from tests.browser.served import OpenPage, Rig, begin_set

pytestmark = pytest.mark.browser

LEARNER = "sim:?learner=expert&target_n=20&hold_s=4&rest_s=4"
WORDS = "Not calibrated: the numbers can be far off."

STATIONS = """
protocols = "protocols"
protocol = "quick"

[[station]]
id = "pad-1"
name = "Window"
source = "serial:{path}"
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("uncalibrated")
    (folder / "protocols").mkdir()
    text = QUICK.format(id="quick", name="Quick hold", feedback="concurrent")
    (folder / "protocols" / "quick.toml").write_text(text)
    config = folder / "steadyhold.toml"
    board = subprocess.Popen(
        [sys.executable, "-m", "firmware_bridge.simboard", "--uri", LEARNER, "--uid", "c0ffee"],
        stdout=subprocess.PIPE,
    )
    try:
        assert board.stdout is not None
        config.write_text(STATIONS.format(path=board.stdout.readline().decode().strip()))
        with Rig(folder / "data", "run", "--config", str(config)) as running:
            yield running
    finally:
        board.terminate()
        board.wait()
        assert board.stdout is not None
        board.stdout.close()


def fits(page: Page, width: int) -> bool:
    return not page.evaluate(CUT_OFF) and (
        page.evaluate("document.documentElement.scrollWidth") <= width
    )


def test_a_score_of_a_pad_nobody_calibrated_says_practice_only_beside_it(
    room: Rig, open_page: OpenPage
) -> None:
    room.free()
    page = open_page(width=390, height=844, scheme="dark")
    begin_set(page, room.url)
    page.wait_for_selector("body[data-view=result]")
    expect(page.locator(".after .r-head + .lead")).to_contain_text(WORDS)
    expect(page.get_by_role("status").filter(has_text="Score")).to_contain_text(WORDS)
    assert fits(page, 390)
    page.wait_for_selector("body[data-view=summary]")
    for width, height in ((390, 844), (1280, 800)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".after > .lead")).to_contain_text(WORDS)
        expect(page.locator(".holds .lead")).to_have_count(0)
        assert fits(page, width)
