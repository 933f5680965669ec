"""The first five minutes: somebody without a sensor presses on the screen and reads a score."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import OpenPage, Rig, configured

pytestmark = pytest.mark.browser

# Where the plate is pressed half-way, as a share of the height of its picture.
MIDDLE = 0.486


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """A class of one, and the pad on the screen."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with Rig(folder / "data", "demo", "--stations", "1") as running:
        yield running


def begin(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_role("button", name="Try it: press here").click()
    page.wait_for_selector(".press[data-phase=ready]")


def end(page: Page) -> None:
    """Leave the pad for whoever comes next."""
    page.get_by_role("button", name="End this set").first.click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


@pytest.mark.parametrize("how", ["mouse", "space"])
def test_a_newcomer_presses_without_a_name_or_a_sensor_and_reads_a_score(
    demonstration: Rig, open_page: OpenPage, how: str
) -> None:
    page = open_page(1366, 768)
    begin(page, demonstration.url)
    expect(page.locator(".simulated")).to_be_visible()
    if how == "mouse":
        box = page.locator(".screen-pad svg").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + MIDDLE * box["height"])
        page.mouse.down()
    else:
        page.keyboard.down(" ")
    expect(page.locator(".press-seconds")).to_have_text(re.compile(r"^1[0-2] s$"))
    if how == "mouse":
        page.mouse.up()
    else:
        page.keyboard.up(" ")
    page.wait_for_selector(".after .r-score")
    assert 0 < float(page.locator(".after .r-score").inner_text().split()[0]) <= 100
    # One hold is judged: what was pressed can be taken back for some seconds.
    page.get_by_role("button", name="End this set").click()
    expect(page.locator(".ending")).to_contain_text("Ending this set")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".ending")).to_be_hidden()
    page.get_by_role("button", name="End this set").click()
    page.wait_for_selector("body[data-view=summary]")


def test_one_tab_has_the_pad_and_another_one_is_told(
    demonstration: Rig, open_page: OpenPage
) -> None:
    first = open_page()
    begin(first, demonstration.url)
    second = open_page()
    second.goto(demonstration.url)
    watch = second.locator("#pad-state button")
    expect(watch).to_have_text("Watch someone")
    watch.click()
    expect(second.locator(".watching")).to_have_text("You are watching someone")
    expect(second.locator(".pad-words")).to_contain_text("Another tab")
    # The cross of a bystander ends the watching, not the set.
    second.get_by_role("button", name="Stop watching").click()
    expect(second.get_by_role("button", name="Start")).to_be_visible()
    expect(first.locator(".press-who")).to_contain_text("1 of 3")
    assert first.locator(".press").get_attribute("data-phase") == "ready"
    end(first)


def test_nobody_else_s_set_is_ended_by_a_try(demonstration: Rig, open_page: OpenPage) -> None:
    wall = open_page()
    wall.goto(f"{demonstration.url}/practice?station=pad-1")
    expect(wall.locator("#pad-state")).to_contain_text("in use: Ana")
    page = open_page()
    begin(page, demonstration.url)
    expect(wall.locator("#pad-state")).to_contain_text("in use: Ana")
    end(page)


def test_enter_in_the_name_starts_and_what_was_chosen_is_still_there_after_a_reload(
    demonstration: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(demonstration.url)
    page.locator("#protocol").click()
    page.get_by_role("option", name="Light contact").click()
    page.get_by_role("textbox", name="Your name").fill("Zoë")
    page.get_by_role("textbox", name="Your name").press("Enter")
    expect(page.locator(".press-who")).to_contain_text("Zoë · Light contact")
    end(page)
    page.reload()
    expect(page.locator("#protocol")).to_have_value("Light contact")
    expect(page.locator("#learner")).to_have_value("Zoë")
    expect(page.locator("#preview")).to_contain_text("10 N is about the weight of 1 kg.")


def test_a_set_without_a_pad_does_not_begin_but_leads_to_devices(
    open_page: OpenPage, tmp_path: Path
) -> None:
    with configured(tmp_path, '[[station]]\nid = "door"\nname = "Door"\nsource = "auto"\n') as rig:
        page = open_page()
        page.goto(rig.url)
        expect(page.locator("#pad-state")).to_contain_text("Door: This station has no pad yet")
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Start").click()
        link = page.locator("#start-problem").get_by_role("link", name="Devices")
        expect(link).to_be_visible()
        assert page.locator("body").get_attribute("data-view") == "setup"
        link.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Devices")
