"""An instructor changes a protocol in the browser: checked, pictured, kept, and told of others."""

import json
import re
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.served import OpenPage, Rig
from tests.browser.test_pages import axe_findings

pytestmark = pytest.mark.browser


def opened(page: Page, rig: Rig, place: str) -> Page:
    page.goto(f"{rig.url}/protocols/{place}")
    page.wait_for_selector(".tg-picture svg")
    expect(page.get_by_role("button", name="Save")).to_be_enabled()
    return page


def in_use(rig: Rig, protocol: str) -> dict[str, object]:
    with urlopen(f"{rig.url}/api/protocols") as answer:
        known = json.load(answer)["protocols"]
    return next(each for each in known if each["id"] == protocol)


def saved_elsewhere(rig: Rig, protocol: str, base: int) -> None:
    with urlopen(f"{rig.url}/api/protocols/{protocol}/versions") as answer:
        document = json.load(answer)["library"]["document"]
    body = {"document": document, "base": base, "reason": "theirs"}
    ask = Request(
        f"{rig.url}/api/protocols/save",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Origin": rig.url},
    )
    with urlopen(ask) as answer:
        assert answer.status == 201


def test_a_change_is_checked_as_one_types_and_kept_as_a_version(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = opened(open_page(width=1366, height=768), free_rig, "quick")
    before = page.locator(".tg-picture").inner_html()
    force = page.get_by_label("Force (N)", exact=True)
    force.fill("900")
    expect(page.locator("#tg-target-level-0-force_n-wrong")).to_have_text(
        "Force is 900, must be from 1 to 150."
    )
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    assert not axe_findings(page)
    force.fill("21,5")
    expect(page.get_by_text("Version 1 is in use. Saving makes a new one.")).to_be_visible()
    assert page.locator(".tg-picture").inner_html() != before
    page.get_by_text("As a text (TOML)").click()
    text = page.get_by_label("The protocol as the text of a file")
    expect(text).to_have_value(re.compile(r"force_n = 21\.5\n"))
    # The same the other way round.
    text.fill(text.input_value().replace("force_n = 21.5", "force_n = 21"))
    expect(force).to_have_value("21")
    page.get_by_label("Why (for whoever looks later)").fill("for beginners")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    assert in_use(free_rig, "quick")["version"] == 2
    page.get_by_role("button", name="See what would change").click()
    # Whatever other tests recorded of it: an answer comes from a process of its own.
    expect(page.locator(".tg-summary")).to_contain_text(
        re.compile("With these values|nothing to compare")
    )


def test_the_second_of_two_instructors_is_told_and_nothing_typed_is_lost(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = opened(open_page(width=390, height=844, scheme="dark"), free_rig, "quick-blind")
    page.get_by_label("Repetitions").fill("4")
    saved_elsewhere(free_rig, "quick-blind", base=1)
    expect(page.get_by_role("button", name="Save")).to_be_enabled()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Somebody saved this protocol meanwhile")).to_contain_text("theirs")
    expect(page.get_by_label("Repetitions")).to_have_value("4")
    assert not axe_findings(page)
    page.get_by_role("button", name="Save mine over it").press("Enter")
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert in_use(free_rig, "quick-blind")["repetitions"] == 4
