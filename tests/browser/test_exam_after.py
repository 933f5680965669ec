"""What follows the pad: presses on a person, a change in the gradebook, the standards."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rig.store.people.roster import add_to_class, create_class
from tests.browser.conftest import QUICK
from tests.browser.exam_end import mark_is_changed
from tests.browser.served import OpenPage, Rig, configured
from tests.browser.test_exam_whole import filled
from tests.browser.test_pages import axe_findings

pytestmark = pytest.mark.browser

# Their presses stay below the band, which begins at 16 N.
LIGHT = """
protocols = "protocols"
protocol = "quick"

[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=light&seed=1&rate_hz=40&target_n=16&hold_s=4&rest_s=4"
"""


@pytest.fixture
def school(own_folder: Path):
    """A rig with a class of one, who presses too lightly."""
    (own_folder / "protocols").mkdir(parents=True)
    quick = QUICK.format(id="quick", name="Quick hold", feedback="none")
    (own_folder / "protocols" / "quick.toml").write_text(quick, encoding="utf-8")
    (own_folder / "data").mkdir()
    store = own_folder / "data" / "steadyhold.db"
    add_to_class(store, create_class(store, "Massage 1", ""), "Ann Lee")
    with configured(own_folder, LIGHT) as running:
        yield running


def test_after_the_pad_comes_a_person_and_the_mark_stays_one_and_the_same(
    school: Rig, open_page: OpenPage
) -> None:
    page = open_page(1366, 900)
    page.goto(f"{school.url}/exams")
    page.get_by_label("What is pressed").select_option(label="Quick hold")
    page.get_by_label("Title").fill("Final")
    page.get_by_label("Presses", exact=True).fill("1")
    page.get_by_role("button", name="Make the exam").click()
    page.get_by_role("button", name="Seat everybody").click()
    begins_with_a_reason(page, "Begin")
    card = page.locator(".ex-card")
    expect(card.locator(".ex-turn")).to_have_text("Done")
    # Whoever loads the page anew finds the same, and what a start still needs.
    page.reload()
    card.click()
    panel = page.get_by_role("region", name="One student")
    filled(panel)
    panel.get_by_role("button", name="Save my mark").click()
    mark = panel.locator(".ex-score b").inner_text()
    expect(panel).to_contain_text("Ask that person first, and stop when they say so.")
    assert not axe_findings(page)
    begins_with_a_reason(page, "Now on a person")
    expect(panel.locator(".ex-turn")).to_have_text(re.compile("^Pad 1 · on a person · "))
    on_person = panel.locator(".ex-part").filter(has_text="On a person")
    expect(card.locator(".ex-turn")).to_have_text("Done")
    filled(on_person)
    on_person.get_by_role("button", name="Save my mark").click()
    expect(on_person).to_contain_text(
        re.compile(r"Pressed too lightly on the person: 1\d\.\d N on average")
    )
    expect(on_person).to_contain_text("Presses on a person give no mark")
    expect(card.locator(".ex-out b")).to_have_text(mark)
    assert not axe_findings(page)
    page.get_by_role("button", name="End the exam").click()
    page.get_by_role("dialog").get_by_role("button", name="End the exam").click()
    page.get_by_role("button", name="Release the marks").click()
    a_change_in_the_gradebook_is_shown(page, mark)
    standards_take_the_exam(page, mark)


def begins_with_a_reason(page: Page, name: str) -> None:
    why = page.get_by_label("Why you begin all the same")
    expect(why).to_be_visible()
    page.get_by_role("button", name=name, exact=True).click()
    expect(why).to_be_focused()
    why.fill("simulated pads")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text("1 student began.")).to_be_visible()


def a_change_in_the_gradebook_is_shown(page: Page, mark: str) -> None:
    page.get_by_role("link", name="Change this mark in the gradebook").click()
    mark_is_changed(page, "Ann Lee", "88.5", "the pad slipped")
    expect(page.get_by_text("88.5changed, measured")).to_be_visible()
    page.go_back()
    card = page.locator(".ex-card")
    expect(card.locator(".ex-out")).to_have_text("88.5Passed")
    expect(card).to_contain_text("Changed in the gradebook")
    card.click()
    panel = page.get_by_role("region", name="One student")
    expect(panel.locator(".ex-score").first).to_have_text("88.5Passed")
    told = rf"Changed in the gradebook by .*: “the pad slipped”\. Measured: {re.escape(mark)}"
    expect(panel.locator(".ex-why").first).to_have_text(re.compile(told))
    assert not axe_findings(page)


def standards_take_the_exam(page: Page, mark: str) -> None:
    page.goto(f"{page.url.partition('/exams')[0]}/standards")
    choice = page.get_by_label("Take them from an exam")
    choice.select_option(index=1)
    said = page.locator("#st-exam-words")
    expect(said).to_contain_text("No two examiners have marked the same student")
    expect(page.locator("#st-text")).to_have_value("")
    page.locator("#st-what").select_option("cut")
    expect(said).to_contain_text("1 of 1 students.")
    expect(said).to_contain_text("pressed by a computer (simulated pads)")
    expect(page.locator("#st-text")).to_have_value(f"mark\tscore\n4\t{mark}\n")
    assert not axe_findings(page)
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator(".st-stop")).to_have_text("This cut score cannot be accepted:")
    page.locator("#st-text").fill("3\t60\n3\t60\n4\t80\n2\t50\n")
    expect(choice).to_have_value("")
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator(".st-count")).to_have_text("2")
    assert not axe_findings(page)
