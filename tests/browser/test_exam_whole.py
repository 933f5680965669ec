"""A whole exam in the browser, from opening the laptop to the files of Canvas and Moodle."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.exam_end import (
    TITLE,
    canvas_file,
    canvas_gets_what_the_page_shows,
    mark_is_changed,
    marks_of_the_page,
    moodle_gets_what_the_page_shows,
    standards_take_what_was_judged_blind,
)
from tests.browser.lesson import NAMES, PASSWORD, Lesson, lesson
from tests.browser.test_pages import axe_findings
from tests.browser.test_whole_lesson import (
    a_class_is_made,
    first_start,
    students_come_in,
    the_class_is_opened,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.heavy]
SAMPLE = 3
FORCE_OR_SCORE = re.compile(r"\d ?N\b|\d ?%|\d points|± \d")


@pytest.mark.parametrize(
    ("students", "presses"),
    [
        (SAMPLE, 2),
        pytest.param(12, 6, marks=[pytest.mark.prove, pytest.mark.timeout(1800)]),
    ],
)
def test_a_whole_exam_from_opening_the_laptop_to_the_files_of_canvas_and_moodle(
    browser: Browser, tmp_path: Path, students: int, presses: int
) -> None:
    folder = tmp_path / "laptop"
    folder.mkdir()
    with lesson(folder, browser, students) as room:
        wall = first_start(room)
        a_class_is_made(room, wall)
        canvas_says_who_they_are(room, wall)
        code = the_class_is_opened(room, wall)
        phones = students_come_in(room, code)
        an_exam_is_made(wall, presses)
        seats_are_taken_over_and_checked(room, wall)
        other = a_second_instructor_looks_too_long(room, wall)
        everybody_begins_blind(room, wall, phones, presses)
        who_begins_what_has_begun_is_told(other)
        the_own_mark_comes_before_the_score(wall, NAMES[0])
        a_second_examiner_marks_too(other, NAMES[0])
        the_power_fails_and_the_exam_goes_on(room, wall, phones)
        all_presses_are_made(wall, phones, presses)
        everybody_is_marked(room, wall)
        marks_are_released(wall)
        a_second_look_is_asked_for_and_answered(room, wall, phones[0])
        the_mark_is_changed_in_the_gradebook(wall, phones[0])
        shown = marks_of_the_page(room, wall)
        standards_take_what_was_judged_blind(room, wall)
        canvas_gets_what_the_page_shows(room, wall, tmp_path, shown)
        moodle_gets_what_the_page_shows(room, wall, tmp_path, shown)
        told = json.loads(room.command("verify", "--json"))
        assert told["sound"], told


def canvas_says_who_they_are(room: Lesson, page: Page) -> None:
    """The list came from Moodle; the ids of Canvas join those who are known by their names."""
    page.get_by_text("Import a list").click()
    page.set_input_files("#class-file", canvas_file(room, "Grades.csv"))
    expect(page.get_by_text("This is a gradebook of Canvas. 0 new")).to_be_visible()
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_text(f"Done: 0 new, {room.students} in it already.")).to_be_visible()


def an_exam_is_made(wall: Page, presses: int) -> None:
    wall.get_by_role("navigation", name="Pages").get_by_text("Marks").click()
    wall.get_by_role("navigation", name="Marks").get_by_text("Exams").click()
    expect(wall.get_by_role("heading", name="No exams yet")).to_be_visible()
    assert not axe_findings(wall)
    wall.get_by_label("What is pressed").select_option(label="Quick hold")
    wall.get_by_label("Title").fill(TITLE)
    said = wall.locator(".ex-said")
    expect(said).to_contain_text("Passes with a mean of 75 or more over 6 presses.")
    expect(said).to_contain_text("not validated for your school")
    wall.get_by_label("Presses", exact=True).fill(str(presses))
    if presses < 6:
        expect(said).to_contain_text("not reliable enough for a mark")
    wall.get_by_role("button", name="Make the exam").click()
    expect(wall.get_by_role("heading", level=1)).to_have_text(TITLE)


def seats_are_taken_over_and_checked(room: Lesson, wall: Page) -> None:
    """Whoever sat down by themselves has the seat there."""
    expect(wall.locator(".ex-next")).to_have_text(
        "Give everybody a pad, or let them sit down by themselves."
    )
    wall.get_by_role("button", name="Seat everybody").click()
    for n, name in enumerate(NAMES[: room.students], 1):
        expect(wall.get_by_label(f"Pad of {name}")).to_have_value(f"pad-{n}")
    verdicts = wall.locator(".ex-checks")
    expect(verdicts).to_have_count(room.students)
    expect(verdicts.first).to_contain_text("Look at this")
    assert not axe_findings(wall)


def a_second_instructor_looks_too_long(room: Lesson, wall: Page) -> Page:
    """Their page stands still, as one behind a slow link."""
    room.post(
        wall.context.request, "accounts", login="second", password=PASSWORD, role="instructor"
    )
    other = room.screen(1366, 768)
    room.post(other.context.request, "login", login="second", password=PASSWORD)
    other.goto(wall.url)
    expect(other.get_by_role("button", name="Begin", exact=True)).to_be_enabled()
    expect(other.locator(".ex-reason").first).to_be_visible()
    other.route(
        re.compile(r"/api/exams/[^/]+$"),
        lambda route: route.abort() if route.request.method == "GET" else route.continue_(),
    )
    return other


def everybody_begins_blind(room: Lesson, wall: Page, phones: list[Page], presses: int) -> None:
    begin = wall.get_by_role("button", name="Begin", exact=True)
    begin.click()
    why = wall.get_by_label("Why you begin all the same")
    expect(why).to_be_focused()
    why.fill("simulated pads")
    begin.click()
    expect(wall.get_by_text(f"{room.students} students began.")).to_be_visible()
    for phone in phones:
        stage = phone.locator(".press")
        expect(stage.locator(".press-word")).to_have_text(re.compile(rf"press \d of {presses}"))
        assert not FORCE_OR_SCORE.search(stage.inner_text())
    assert not axe_findings(phones[0])
    assert not axe_findings(wall)


def who_begins_what_has_begun_is_told(other: Page) -> None:
    other.get_by_label("Why you begin all the same").fill("as agreed")
    other.get_by_role("button", name="Begin", exact=True).click()
    expect(other.locator(".ex-head")).to_contain_text(
        re.compile("has begun already|under way already")
    )
    other.unroute_all()


def the_own_mark_comes_before_the_score(wall: Page, name: str) -> None:
    wall.locator(".ex-card").filter(has_text=name).click()
    panel = wall.get_by_role("region", name="One student")
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    expect(panel.locator(".ex-score")).to_have_count(0)
    panel.get_by_role("button", name="Save my mark").click()
    expect(panel.get_by_role("alert")).to_have_text("“Overall” is still open.")
    filled(panel)
    assert not axe_findings(wall)
    panel.get_by_role("button", name="Save my mark").click()
    expect(panel.locator(".ex-given")).to_contain_text("Your mark: 4, good")


def a_second_examiner_marks_too(other: Page, name: str) -> None:
    """As long as presses go on they see neither the first one's mark nor the score."""
    other.locator(".ex-card").filter(has_text=name).click()
    panel = other.get_by_role("region", name="One student")
    blind = panel.get_by_text("Another examiner has given a mark.")
    late = panel.get_by_text("Give a mark of your own too")
    expect(blind.or_(late)).to_be_visible()
    if late.is_visible():
        late.click()
    else:
        assert not axe_findings(other)
    filled(panel)
    panel.get_by_role("button", name="Save my mark").click()
    expect(panel.locator(".ex-given")).to_have_count(2)
    other.context.close()


def filled(panel: Locator) -> None:
    """A mark of somebody who did well."""
    groups = panel.locator("fieldset")
    for n in range(groups.count()):
        options = groups.nth(n).get_by_role("radio")
        options.nth(options.count() - 2).check()


def the_power_fails_and_the_exam_goes_on(room: Lesson, wall: Page, phones: list[Page]) -> None:
    room.cut_power()
    expect(wall.get_by_text("Steadyhold is not running").first).to_be_visible()
    room.open_laptop()
    told = wall.locator(".ex-next")
    expect(told).to_contain_text(re.compile(r"This exam was interrupted at \d\d:\d\d\."))
    expect(told).to_contain_text("Nothing that was pressed is lost.")
    card = wall.locator(".ex-card").filter(has_text=NAMES[0])
    expect(card).to_contain_text("Examiners’ marks: 4 and 4 of 5")
    assert not axe_findings(wall)
    wall.get_by_role("button", name="Resume").click()
    expect(wall.get_by_text(re.compile(r"\d+ students? began\."))).to_be_visible()


def all_presses_are_made(wall: Page, phones: list[Page], presses: int) -> None:
    """The first have made all; whoever takes longer is ended together."""
    for name in NAMES[: len(phones)]:
        expect(wall.locator(".ex-card").filter(has_text=name).locator(".ex-turn")).to_have_text(
            "Done"
        )
    for phone in phones:
        expect(phone.locator(".press-word")).to_have_text("done")
        assert not FORCE_OR_SCORE.search(phone.locator(".press").inner_text())
    wall.get_by_role("button", name="End the exam").click()
    wall.get_by_role("dialog").get_by_role("button", name="End the exam").click()
    expect(wall.locator(".ex-next")).to_contain_text("for your mark. Only then the score shows.")
    for phone in phones:
        line = phone.locator(".exam-line")
        expect(line).to_be_visible()
        expect(line).to_contain_text(f"done. All {presses} presses are made.")


def everybody_is_marked(room: Lesson, wall: Page) -> None:
    panel = wall.get_by_role("region", name="One student")
    for name in NAMES[: room.students]:
        card = wall.locator(".ex-card").filter(has_text=name)
        if card.get_attribute("aria-pressed") == "false":
            card.click()
        expect(panel.get_by_role("heading", name=name)).to_be_visible()
        if name != NAMES[0]:
            expect(card.locator(".ex-out")).to_have_count(0)
            filled(panel)
            panel.get_by_role("button", name="Save my mark").click()
        expect(panel.locator(".ex-score")).to_be_visible()
        expect(card.locator(".ex-out")).to_be_visible()
    assert not axe_findings(wall)


def marks_are_released(wall: Page) -> None:
    expect(wall.locator(".ex-next")).to_contain_text("Release the marks")
    wall.get_by_role("button", name="Release the marks").click()
    expect(wall.locator(".ex-next")).to_have_text("Every student sees the own mark now.")


def a_second_look_is_asked_for_and_answered(room: Lesson, wall: Page, phone: Page) -> None:
    phone.locator(".exam-line").get_by_role("link", name="Your exams").click()
    expect(phone.locator(".ex-score")).to_be_visible()
    assert not axe_findings(phone)
    phone.get_by_label("What should be looked at again, and why").fill("My first press slipped")
    phone.get_by_role("button", name="Ask for a second look").click()
    expect(phone.locator(".ex-appeals")).to_contain_text("My first press slipped.")
    card = wall.locator(".ex-card").filter(has_text=NAMES[0])
    expect(card).to_contain_text("Asks for a second look")
    card.click()
    panel = wall.get_by_role("region", name="One student")
    panel.get_by_text(re.compile("^Traces")).last.click()
    expect(panel.locator(".hold").first).to_be_visible()
    panel.get_by_label("Your answer, with the reason").fill("The trace shows a full hold")
    panel.get_by_role("button", name="Answer").click()
    expect(panel.locator(".ex-appeals")).to_contain_text("The trace shows a full hold.")
    phone.reload()
    expect(phone.locator(".ex-appeals")).to_contain_text("The trace shows a full hold.")


def the_mark_is_changed_in_the_gradebook(wall: Page, phone: Page) -> None:
    """What the second look led to; the exam's page and the student's own show it."""
    wall.get_by_role("link", name="Change this mark in the gradebook").click()
    mark_is_changed(wall, NAMES[0], "91.25", "one press slipped")
    expect(wall.get_by_text("changed, measured")).to_be_visible()
    wall.go_back()
    card = wall.locator(".ex-card").filter(has_text=NAMES[0])
    expect(card).to_contain_text("Changed in the gradebook")
    phone.reload()
    told = phone.locator(".ex-why").filter(has_text="by your instructor")
    expect(told).to_contain_text("“one press slipped”. Measured:")
