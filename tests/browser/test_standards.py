"""An instructor compares marks, and brings the school to a pass mark of its own."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probes import CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.served import OpenPage, Rig
from tests.browser.test_pages import WORDS_OF_CODE, axe_findings

pytestmark = pytest.mark.browser

EXAMINERS = "ana\tben\n" + "\n".join(f"{1 + n % 5}\t{1 + (n + n // 7) % 5}" for n in range(30))
EXAM = "mark\tscore\n" + "\n".join(
    f"{1 + n % 5}\t{48 + 9 * (1 + n % 5) + 5 * ((n * 7) % 5 - 2) / 2}" for n in range(25)
)


def opened(page: Page, rig: Rig) -> Page:
    page.goto(f"{rig.url}/standards")
    page.wait_for_selector(".st-marks tbody tr")
    page.wait_for_selector("#st-judge")
    return page


def work_out(page: Page, what: str, text: str) -> None:
    page.locator("#st-what").select_option(what)
    page.locator("#st-text").fill(text)
    page.get_by_role("button", name="Work it out").click()


def is_well_made(page: Page, width: int) -> None:
    assert not axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.evaluate(CUT_OFF)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(360, 740, "dark"), (1366, 768, "light"), (3840, 2160, "light")]
)
def test_what_is_shown_of_marks_can_be_read_by_everybody(
    free_rig: Rig, open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    page = opened(open_page(width=width, height=height, scheme=scheme), free_rig)
    is_well_made(page, width)
    work_out(page, "agreement", EXAMINERS)
    expect(page.locator(".st-figures").first).to_contain_text("Limits of agreement")
    is_well_made(page, width)
    page.locator("#st-what").select_option("cut")
    page.locator("#st-sem").fill("4")
    work_out(page, "cut", EXAM)
    expect(page.locator(".st-figures").first).to_contain_text("Grey zone")
    is_well_made(page, width)
    page.emulate_media(media="print")
    expect(page.locator(".st-plot")).to_be_visible()
    expect(page.get_by_role("button", name="Accept this cut score")).to_be_hidden()


def test_an_exam_becomes_a_pass_mark_in_two_acts(free_rig: Rig, open_page: OpenPage) -> None:
    page = opened(open_page(width=1366, height=900), free_rig)
    few = "\n".join(EXAM.splitlines()[:10])
    work_out(page, "cut", few)
    expect(page.get_by_text("Too few: at least 20 learners, here 9.")).to_be_visible()
    expect(page.get_by_role("button", name="Accept this cut score")).to_have_count(0)
    work_out(page, "cut", EXAM)
    page.get_by_label("Of which protocol").select_option("quick")
    page.locator("#st-accept").fill("exam of spring")
    page.get_by_role("button", name="Accept this cut score").click()
    expect(page.get_by_text("exam of 25 learners, accepted")).to_be_visible()
    row = page.locator(".st-marks tr", has_text=re.compile("^Quick hold"))
    expect(row).not_to_contain_text("your school's own", ignore_case=True)
    page.get_by_text("Use it as the pass mark").click()
    page.locator("#st-use-1").fill("agreed by the board")
    page.get_by_role("button", name=re.compile("^Make .* the pass mark")).click()
    expect(row).to_contain_text("Your school's own")
    expect(row).to_contain_text("by borderline regression of 25 learners")
    expect(page.get_by_text("In use.")).to_be_visible()


def test_judges_write_down_their_points_and_take_them_back(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = opened(open_page(width=390, height=844, scheme="dark"), free_rig)
    fields = page.locator(".st-inputs input")
    for number in range(1, 3):
        expect(page.locator("#st-judge")).to_have_value(str(number))
        for at in range(1, fields.count()):
            fields.nth(at).fill(str(50 + 10 * number))
        page.get_by_role("button", name="Keep").click()
        expect(page.locator(".st-judges tbody tr")).to_have_count(number)
    expect(page.get_by_text("Too few: at least 5 judges, here 2.")).to_be_visible()
    is_well_made(page, 390)
    fields.nth(1).fill("101")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Give points from 0 to 100 for every criterion.")).to_be_visible()
    page.get_by_role("button", name="Take back what judge 2 wrote down").click()
    expect(page.locator(".st-judges tbody tr")).to_have_count(1)


def test_what_is_no_table_is_said_so(free_rig: Rig, open_page: OpenPage) -> None:
    page = opened(open_page(), free_rig)
    work_out(page, "agreement", "hello")
    expect(page.get_by_text("two columns of numbers")).to_be_visible()
