"""A press of several levels in the browser: the band moves on, the result tells each level."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probes import MIDDLE_OF_THE_BAND
from tests.browser.served import OpenPage, Rig, answered, configured

pytestmark = pytest.mark.browser

CONFIG = """
protocol = "surround-centre"

[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=expert&seed=5"
"""


@pytest.fixture
def levels_rig(tmp_path):
    """A simulated learner who presses what the protocol asks, level by level."""
    with configured(tmp_path, CONFIG) as running:
        yield running


def begin(page: Page, url: str, protocol: str) -> None:
    page.goto(f"{url}/practice?protocol={protocol}")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()


@pytest.mark.slow
def test_a_student_surrounds_then_sinks_into_the_centre_and_reads_both_levels(
    levels_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    begin(page, levels_rig.url, "surround-centre")
    page.wait_for_selector(".press-who:has-text('level 1 of 2')")
    page.wait_for_selector(".press[data-phase=holding]")
    expect(page.locator(".press-of")).to_have_text("of 5 s")
    low = answered(page, MIDDLE_OF_THE_BAND)
    page.wait_for_selector(".press-who:has-text('level 2 of 2')")
    expect(page.locator(".press-word")).to_have_text("press")
    expect(page.locator(".press-note")).to_have_text("Now 25 N, without letting go.")
    expect(page.locator(".press-of")).to_have_text("then hold 10–30 s")
    page.wait_for_selector(".press[data-phase=holding]")
    assert answered(page, MIDDLE_OF_THE_BAND) < low - 40
    page.wait_for_selector(".press-word:has-text('let go')")
    page.wait_for_selector("body[data-view=result]")
    assert 90 < float(page.locator(".after .r-score").inner_text().split()[0]) <= 100
    expect(page.locator(".trace-svg .t-band")).to_have_count(2)
    names = page.locator(".after .h-n")
    expect(names).to_have_text(["Level 1 · 10 N", "Level 2 · 25 N"])
    page.locator(".after .hold summary").last.click()
    expect(page.locator(".criterion")).to_have_count(8)
    expect(page.locator(".criterion").first).to_be_visible()
    page.get_by_role("button", name="End this set").click()
    page.wait_for_selector("body[data-view=summary]")
    page.get_by_role("link", name="See this session").click()
    expect(page.locator(".hold").first).to_contain_text("Hold 1")
    expect(page.locator(".hold .h-what").first).to_have_text("2 of 2 levels")


def test_the_pictures_of_a_protocol_show_every_level(levels_rig: Rig, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{levels_rig.url}/protocols")
    card = page.locator("#ic-steps")
    expect(card.locator("svg .t-band")).to_have_count(3)
    expect(card).to_contain_text("18–22 N, then 24.3–29.7 N, then 30.6–37.4 N")
    told = card.locator("svg text").filter(has_text=re.compile("hold 18–25 s each"))
    expect(told).to_be_visible()
    page.goto(f"{levels_rig.url}/practice?protocol=ic-steps")
    expect(page.locator("#preview .preview-line")).to_contain_text(
        "20 N ± 10 %, then 27 N ± 10 %, then 34 N ± 10 %"
    )
