"""The list of the board: who needs the instructor, and the way to the live view of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.served import OpenPage, Rig, begin_set, configured

pytestmark = pytest.mark.browser

CONFIG = """
protocol = "tp-hold-10"

[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=overlong&seed=2&hold_min_s=15&hold_max_s=100"

[[station]]
id = "pad-2"
name = "Pad 2"
source = "sim:?learner=expert&seed=2"
"""


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with configured(tmp_path, CONFIG) as rig:
        yield rig


def test_who_holds_too_long_is_named_on_the_board_and_a_click_leads_to_the_live_view(
    rig: Rig, open_page: OpenPage
) -> None:
    wall = open_page()
    wall.goto(f"{rig.url}/board")
    expect(wall.locator("#attention")).to_contain_text("Nobody just now.")
    begin_set(open_page(), rig.url, "Goran")
    row = wall.locator("#attention li", has_text="Goran, Pad 1")
    expect(row).to_contain_text("Holds longer than")
    row.get_by_role("link").click()
    expect(wall.get_by_role("heading", level=1)).to_have_text("Goran")
    wall.get_by_role("link", name="Watch on the whole screen").click()
    expect(wall.locator("body[data-view=press]")).to_be_visible()
    expect(wall.locator(".watching")).to_have_text("You are watching Goran")
