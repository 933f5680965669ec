"""A pad that does not come back to zero: the words on the page of the press and on the board."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.served import OpenPage, Rig, begin_set, configured

pytestmark = pytest.mark.browser

CONFIG = """
[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=good&seed=3&hold_s=2&rest_s=6&back_n=0.7"
"""


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with configured(tmp_path, CONFIG) as rig:
        yield rig


def test_every_screen_says_that_the_pad_is_not_back_and_then_that_its_zero_was_set_anew(
    rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    begin_set(page, rig.url)
    wall = open_page()
    wall.goto(f"{rig.url}/board")
    expect(page.locator(".press-note")).to_contain_text(
        "The pad did not come back to zero, it reads +0.7"
    )
    expect(page.locator(".press-note")).to_contain_text("its zero is set anew after the next press")
    expect(wall.locator("main")).to_contain_text("The pad did not come back to zero")
    expect(page.locator(".press-note")).to_contain_text("its zero was set anew, go on")
    expect(wall.locator("main")).to_contain_text("its zero was set anew")
