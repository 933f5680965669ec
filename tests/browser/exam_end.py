"""The end of a whole exam: what the page, Standards and the files of Canvas and Moodle say."""

from pathlib import Path

from playwright.sync_api import Page, expect

from firmware_bridge.rounding import fixed
from tests.browser.lesson import NAMES, Lesson, canvas_export
from tests.browser.test_pages import axe_findings
from tests.lms_readers import CanvasImport, moodle_import

TITLE = "Final"


def canvas_file(room: Lesson, name: str) -> dict[str, object]:
    content = canvas_export(room.students, TITLE)
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def mark_is_changed(page: Page, name: str, points: str, reason: str) -> None:
    """In the gradebook, to one that is passed."""
    page.get_by_role("button", name=f"Change or look at the mark of {name} for {TITLE}").click()
    page.get_by_label("Points, 0 to 100").fill(points)
    page.locator("#mark-outcome").select_option(label="Passed")
    page.get_by_label("Reason, which the student sees").fill(reason)
    page.get_by_role("button", name="Save the mark").click()


def marks_of_the_page(room: Lesson, wall: Page) -> dict[str, str]:
    """What the exam's page shows of each student."""
    expect(wall.locator(".ex-card")).to_have_count(room.students)
    cards = wall.locator(".ex-card").all()
    shown = {
        each.locator(".ex-name").inner_text(): each.locator(".ex-out b").inner_text()
        for each in cards
    }
    # Of the others too some have pressed all that was asked.
    assert shown[NAMES[0]] == "91.3"
    assert float(shown[NAMES[1]]) > 0.0
    return shown


def standards_take_what_was_judged_blind(room: Lesson, wall: Page) -> None:
    exam_id = wall.url.rpartition("/")[2]
    exam = wall.context.request.get(f"{room.url}/api/exams/{exam_id}").json()
    scores = {
        fixed(each["attempts"][0]["result"]["points"], 1)
        for each in exam["learners"]
        if each["attempts"][0]["result"]["points"] is not None
    }
    assert all(each["attempts"][0]["examiners"][0]["before_score"] for each in exam["learners"])
    wall.goto(f"{room.url}/standards")
    wall.locator("#st-what").select_option("cut")
    wall.get_by_label("Take them from an exam").select_option(index=1)
    expect(wall.locator("#st-exam-words")).to_contain_text(f" of {room.students} students.")
    head, *rows = wall.locator("#st-text").input_value().splitlines()
    assert head == "mark\tscore"
    assert rows == sorted(rows, key=lambda row: [float(each) for each in row.split("\t")])
    assert {row.split("\t")[1] for row in rows} == scores
    wall.get_by_role("button", name="Work it out").click()
    expect(wall.locator(".st-result")).not_to_be_empty()
    assert not axe_findings(wall)


def canvas_gets_what_the_page_shows(
    room: Lesson, wall: Page, folder: Path, shown: dict[str, str]
) -> None:
    wall.goto(f"{room.url}/marks")
    wall.get_by_text("Files for Canvas, Moodle, Excel").click()
    wall.locator("#marks-item").select_option(label=TITLE)
    wall.set_input_files("#marks-file", canvas_file(room, "Grades.csv"))
    read = CanvasImport(downloaded(wall, folder))
    for n, name in enumerate(NAMES[: room.students], 1):
        assert_same(read.score(str(100 + n), f"{TITLE} (77)"), shown[name], name)


def moodle_gets_what_the_page_shows(
    room: Lesson, wall: Page, folder: Path, shown: dict[str, str]
) -> None:
    wall.locator("#marks-format").select_option(label="Moodle")
    _, read = moodle_import(downloaded(wall, folder), "Email address", TITLE)
    assert len(read) == room.students
    for name in NAMES[: room.students]:
        points, feedback = read[f"{name.split()[0].lower()}@school.example"]
        assert_same(points, shown[name], name)
        assert feedback.startswith("Passed; the instructor's mark") == (name == NAMES[0]), feedback


def downloaded(wall: Page, folder: Path) -> bytes:
    with wall.expect_download() as coming:
        wall.get_by_role("button", name="Make the file").click()
    saved = folder / coming.value.suggested_filename
    coming.value.save_as(saved)
    return saved.read_bytes()


def assert_same(points: float | None, shown: str, name: str) -> None:
    """A mark of a file, which has two decimals, is that of the page, which has one."""
    if points is None:
        assert shown == "No score", name
    else:
        assert abs(points - float(shown)) <= 0.055, (name, points, shown)
