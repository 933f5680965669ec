"""The gradebook: filtered, changed by two, given to Canvas and Moodle, and seen by a student."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rig.school.roster_import import listed_class
from rig.store.people.audit import AuditFilter, audit_page
from rig.store.people.importing import import_class
from rig.store.people.roster import create_class, roster_of
from rig.store.recorder import Recorder
from rig.store.verifying.verify import verify_store
from tests.browser.served import OpenPage, Rig
from tests.browser.test_pages import axe_findings
from tests.store import build

SIZES = ((360, 740), (1366, 768), (3840, 2160))
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (1),Trigger point hold 2026-03-04 (77)\n"
    "    Points Possible,,,,,10,100\n"
    '"Lee, Ann",101,S-1,ann,M1,9,\n'
    '"Okri, Ben",102,S-2,ben,M1,8,\n'
    '"Student, Test",999,,t,M1,,\n'
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory):
    """A rig whose record has a class of two from Canvas, and a set of each."""
    folder = tmp_path_factory.mktemp("marks")
    store = folder / "steadyhold.db"
    class_id = create_class(store, "Massage 1", "Spring 2026")
    import_class(store, class_id, listed_class("c.csv", CANVAS.encode()))
    with Recorder(store) as recorder:
        for number, each in enumerate(roster_of(store, class_id)):
            head = build.header(f"s{number}", learner_id=each.learner_id)
            build.record(recorder, head, build.pressing(seed=number))
    with Rig(folder, "demo", "--stations", "1", "--data", str(folder)) as running:
        yield running, store


def opened(page: Page, rig: Rig) -> None:
    page.goto(f"{rig.url}/marks")
    expect(page.locator(".marks-rows tbody tr").first).to_be_visible()


def fill(page: Page, points: str, reason: str) -> None:
    page.get_by_label("Points, 0 to 100").fill(points)
    page.locator("#mark-outcome").select_option(label="Passed")
    page.get_by_label("Reason, which the student sees").fill(reason)
    page.get_by_role("button", name="Save the mark").click()


def test_two_instructors_who_change_one_mark_are_told_of_one_another(
    school: tuple[Rig, Path], open_page: OpenPage
):
    rig, store = school
    one, other = open_page(1366, 768), open_page(390, 844)
    for page in (one, other):
        opened(page, rig)
        expect(page.locator(".marks-rows tbody tr")).to_have_count(2)
        page.get_by_role("button", name="Change or look at the mark of Ann Lee").click()
        expect(page.get_by_text("It counts as it was measured.")).to_be_visible()
        assert not axe_findings(page)
    fill(one, "88.5", "")
    expect(one.get_by_role("alert").filter(has_text="There is no reason")).to_be_visible()
    fill(one, "88.5", "the pad slipped in the second press")
    expect(one.get_by_text("88.5changed, measured")).to_be_visible()
    fill(other, "60", "I saw it from the side")
    expect(
        other.get_by_text("changed this mark to 88.5 (pass) since you opened it")
    ).to_be_visible()
    expect(other.get_by_text("the pad slipped in the second press")).to_be_visible()
    expect(other.get_by_label("Points, 0 to 100")).to_have_value("60")
    assert not axe_findings(other)
    other.get_by_role("button", name="Save the mark").click()
    expect(other.get_by_text("60.0changed, measured")).to_be_visible()
    other.get_by_role("button", name="Change or look at the mark of Ann Lee").click()
    expect(other.locator(".mark-history li")).to_have_count(2)
    other.get_by_label("Reason, which the student sees").fill("we looked at the trace")
    other.get_by_role("button", name="Take the change back").click()
    expect(other.get_by_text("The trail of changes of all marks ends with entry 3")).to_be_visible()
    assert verify_store(store).is_sound


def test_a_class_is_given_to_canvas_and_moodle(
    school: tuple[Rig, Path], open_page: OpenPage, tmp_path: Path
):
    rig, store = school
    page = open_page(1366, 768)
    opened(page, rig)
    page.get_by_text("Files for Canvas, Moodle, Excel").click()
    page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_role("alert").filter(has_text="No file of Canvas was given")).to_be_visible()
    page.locator("#marks-item").select_option(label="Trigger point hold 2026-03-04")
    brought = {"name": "Grades.csv", "mimeType": "text/csv", "buffer": CANVAS.encode()}
    page.set_input_files("#marks-file", brought)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Make the file").click()
    assert coming.value.suggested_filename == "Grades-filled.csv"
    saved = tmp_path / "filled.csv"
    coming.value.save_as(saved)
    before = list(csv.reader(io.StringIO(CANVAS)))
    after = list(csv.reader(io.StringIO(saved.read_text(encoding="utf-8"))))
    assert [row[:6] for row in after] == [row[:6] for row in before]
    assert all(0 <= float(row[6]) <= 100 for row in after[1:4])
    assert after[4] == before[4]
    page.locator("#marks-format").select_option(label="Moodle")
    with page.expect_download():
        page.get_by_role("button", name="Make the file").click()
    expect(page.get_by_text("Ann Lee: their Email address is not known")).to_be_visible()
    assert not axe_findings(page)
    lines, _ = audit_page(store, AuditFilter(frozenset({"marks exported"})), 10, 0)
    assert [each.detail for each in lines] == ["moodle, 0 rows", "canvas, 2 rows"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gradebook_fits_every_screen(
    school: tuple[Rig, Path], open_page: OpenPage, tmp_path: Path, scheme: str
):
    rig, _ = school
    for wide, high in SIZES:
        page = open_page(wide, high, scheme)
        opened(page, rig)
        page.locator("#mark-protocol").select_option(label="Trigger point hold")
        expect(page.get_by_text("2 marks")).to_be_visible()
        overhang = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overhang) <= 0, (wide, scheme)
        assert not axe_findings(page)
        page.screenshot(path=tmp_path / f"marks-{wide}.png", full_page=True)
        page.locator("#mark-result").select_option(label="Void")
        expect(page.get_by_text("No mark fits this choice.")).to_be_visible()
