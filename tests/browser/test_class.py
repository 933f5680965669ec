"""The Class page and the list of sessions: from an empty school to a forgotten learner."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rig.school.roster_import import listed_class
from rig.store.people.importing import import_class
from rig.store.people.names import names
from rig.store.people.roster import create_class, roster_of
from rig.store.recorder import Recorder
from tests.browser.served import OpenPage, Rig
from tests.browser.test_pages import axe_findings
from tests.store import build

HOSTILE = "<img src=x onerror=alert(1)>"
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Hold (12)\n"
    "    Points Possible,,,,,100\n"
    '"Lee, Ann",101,S-1,ann,M1,\n'
    '"Fernández, Ben",102,S-2,ben,M1,\n'
    '"Fernández, Ben",102,S-2,ben,M1,\n'
    f"{HOSTILE},103,S-3,x,M1,\n"
    '"Student, Test",999,,t,M1,\n'
).encode()

WORDS_IN_PIECES = """({ firstChild: text }) => text.data.split(" ").filter((word) => {
  const range = document.createRange(), from = text.data.indexOf(word);
  range.setStart(text, from);
  range.setEnd(text, from + word.length);
  return range.getClientRects().length > 1;
})"""


@pytest.fixture
def school(own_folder: Path):
    """A rig of two simulated pads with an empty record."""
    with Rig(own_folder, "demo", "--stations", "2", "--data", str(own_folder)) as running:
        yield running


def chosen(page: Page, content: bytes) -> None:
    page.get_by_text("Import a list").click()
    page.set_input_files(
        "#class-file", {"name": "grades.csv", "mimeType": "text/csv", "buffer": content}
    )


def test_a_class_from_its_first_minute_to_a_forgotten_learner(
    school: Rig, own_folder: Path, open_page: OpenPage
):
    page = open_page(390, 844)
    page.goto(f"{school.url}/class")
    expect(page.get_by_role("heading", name="No classes yet")).to_be_visible()
    page.get_by_label("Title of the new class").fill("<b>Massage</b> 1")
    page.get_by_label("Term (may be empty)").fill("Autumn 2026")
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", name="<b>Massage</b> 1 · Autumn 2026")).to_be_visible()
    expect(page.get_by_text("Nobody is in this class yet")).to_be_visible()

    chosen(page, b"nothing,of,use\n1,2,3\n")
    expect(page.get_by_role("alert").filter(has_text="names no column")).to_be_visible()
    chosen_again = {"name": "grades.csv", "mimeType": "text/csv", "buffer": CANVAS}
    page.set_input_files("#class-file", chosen_again)
    expect(page.get_by_text("This is a gradebook of Canvas. 3 new, 1 not taken.")).to_be_visible()
    expect(page.get_by_text("Row 5: it is row 4 again.")).to_be_visible()
    assert not axe_findings(page)
    page.get_by_role("button", name="Take them in").click()
    expect(page.get_by_text("Done: 3 new, 1 not taken.")).to_be_visible()
    expect(page.locator(".class-roster b")).to_have_text([HOSTILE, "Ann Lee", "Ben Fernández"])
    assert not axe_findings(page)

    page.get_by_label("Name of somebody new").fill("Anne Lee")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Change Anne Lee").click()
    assert not axe_findings(page)
    page.get_by_label("Is the same person as").select_option(label="Ann Lee, S-1")
    page.get_by_role("button", name="Merge").click()
    expect(page.get_by_text("also Anne Lee")).to_be_visible()
    page.get_by_role("button", name="Change Ann Lee").click()
    page.get_by_role("button", name="Anne Lee is somebody else").click()
    expect(page.locator(".class-roster tbody tr")).to_have_count(4)

    name = page.locator(".class-roster b", has_text="Ben Fernández")
    assert name.evaluate(WORDS_IN_PIECES) == []

    page.get_by_role("button", name="Change Anne Lee").click()
    page.get_by_label("Name", exact=True).fill("Anna Lee")
    page.get_by_role("button", name="Save the name").click()
    page.get_by_role("button", name="Change Anna Lee").click()
    page.get_by_role("button", name="Has left the class").click()
    expect(page.get_by_text("has left", exact=True)).to_be_visible()
    page.get_by_role("button", name="Change Anna Lee").click()
    page.get_by_role("button", name="Forget").click()
    expect(page.get_by_text("Forget Anna Lee?")).to_be_visible()
    page.get_by_role("button", name="Forget", exact=True).click()
    expect(page.get_by_text("Forgotten; 0 sessions stay without a name.")).to_be_visible()
    expect(page.locator(".class-roster tbody tr")).to_have_count(3)
    left = set(names(own_folder / "steadyhold.db").values())
    assert {HOSTILE, "Ann Lee", "Ben Fernández"} <= left
    assert "Anna Lee" not in left


@pytest.fixture
def archive(own_folder: Path):
    """A rig whose record has five hundred learners and a hundred and twenty sessions."""
    own_folder.mkdir()
    store = own_folder / "steadyhold.db"
    class_id = create_class(store, "Massage 1", "")
    rows = "".join(f"Learner {n:03d}\n" for n in range(500))
    import_class(store, class_id, listed_class("list.csv", f"Name\n{rows}".encode()))
    ids = [each.learner_id for each in roster_of(store, class_id)]
    with Recorder(store) as recorder:
        for n in range(120):
            head = build.header(f"s{n:03d}", learner_id=ids[n % 3])
            build.record(recorder, head, build.pressing(seconds=1))
    with Rig(own_folder, "demo", "--stations", "1", "--data", str(own_folder)) as running:
        yield running


def test_sessions_are_filtered_and_paged_and_five_hundred_learners_are_found(
    archive: Rig, open_page: OpenPage
):
    page = open_page(1280, 800, "dark")
    page.goto(f"{archive.url}/sessions?page=2")
    expect(page.locator(".pager")).to_contain_text(re.compile("51–100 of 12[0-9]"))
    page.get_by_role("link", name="Older").click()
    expect(page.locator(".pager")).to_contain_text(re.compile("101–12[0-9] of 12[0-9]"))
    page.get_by_label("Learner").select_option(label="Learner 001")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".pager")).to_contain_text("1–40 of 40")
    expect(page).to_have_url(re.compile(r"/sessions\?learner=[0-9a-f]+$"))
    assert set(page.locator(".listing td:nth-child(2)").all_text_contents()) == {"Learner 001"}
    assert not axe_findings(page)
    page.get_by_label("To", exact=True).fill("2001-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No session is like that")).to_be_visible()
    page.get_by_role("link", name="Clear").click()
    expect(page.locator(".pager")).to_contain_text("1–50 of")

    page.goto(f"{archive.url}/class")
    expect(page.locator(".class-roster tbody tr")).to_have_count(500)
    page.get_by_label("Find").fill("learner 499")
    expect(page.locator(".class-roster tbody tr")).to_have_count(1)
    assert not axe_findings(page)
