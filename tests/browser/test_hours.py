"""Practice hours in the browser: read, corrected, taken as a file, and laid out for paper."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rig.store.people.audit import AuditFilter, audit_page
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from rig.store.verifying.verify import verify_store
from tests.browser.served import OpenPage, Rig
from tests.browser.test_pages import axe_findings
from tests.store import build

LIVE = ":is(.top, .hours-bar, .hours-acts, .hours-fold, .marks-links, .act)"
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory):
    """A rig whose record has a class of two, one of whom pressed a set on a real pad."""
    folder = tmp_path_factory.mktemp("hours")
    store = folder / "steadyhold.db"
    class_id = create_class(store, "Massage 1", "Spring 2026")
    ann, _ = (add_to_class(store, class_id, name) for name in ("Ann Lee", "Ben Okri"))
    usual = build.header("s1", learner_id=ann)
    head = replace(usual, traits=replace(usual.traits, simulated=False))
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(), ended="")
    with Rig(folder, "demo", "--stations", "1", "--data", str(folder)) as running:
        yield running, store, class_id


def test_hours_are_read_corrected_taken_away_and_printed(
    school: tuple[Rig, Path, str], open_page: OpenPage, tmp_path: Path
):
    rig, store, class_id = school
    page = open_page(1366, 768)
    page.goto(f"{rig.url}/class?class={class_id}")
    page.get_by_role("button", name="Change Ann Lee").click()
    page.get_by_role("link", name="Practice hours").last.click()
    expect(page.get_by_role("heading", name="Ann Lee")).to_be_visible()
    expect(page.get_by_role("row", name="Total 0:00:40 0:00:29")).to_contain_text("1 interrupted")
    assert not axe_findings(page)
    page.get_by_text("Write a correction for Ann Lee").click()
    page.get_by_label("Day of the practice").fill("2026-03-05")
    page.get_by_label("Hours", exact=True).fill("1")
    page.get_by_role("button", name="Write the correction").click()
    expect(page.get_by_role("alert").filter(has_text="There is no reason")).to_be_visible()
    page.get_by_label("Reason, which stands on the sheet").fill("the pad was away")
    page.get_by_role("button", name="Write the correction").click()
    expect(page.get_by_text("corrections +1:00:00: together 1:00:40.")).to_be_visible()
    expect(page.get_by_role("row", name="Total 0:00:40 0:00:29")).to_be_visible()
    assert not axe_findings(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="CSV").click()
    assert coming.value.suggested_filename == "hours-Ann-Lee.csv"
    coming.value.save_as(tmp_path / "hours.csv")
    rows = list(csv.reader((tmp_path / "hours.csv").read_text(encoding="utf-8").splitlines()))
    assert ["Ann Lee", "2026-03-05", "1.0", "the pad was away"] in [row[:4] for row in rows]
    lines, _ = audit_page(store, AuditFilter(frozenset({"hours exported"})), 10, 0)
    assert len(lines) == 1
    assert verify_store(store).is_sound
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 950})
    assert page.locator(LIVE).evaluate_all("all => all.every((each) => !each.checkVisibility())")
    expect(page.locator(".hours-rows thead").first).to_be_visible()
    assert page.evaluate(OVERHANG) <= 0


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (3840, "light")])
def test_a_sheet_of_hours_fits_every_screen_and_an_empty_one_says_why(
    school: tuple[Rig, Path, str], open_page: OpenPage, width: int, scheme: str
):
    rig, _, class_id = school
    page = open_page(width, 800, scheme)
    page.goto(f"{rig.url}/hours?class={class_id}")
    expect(page.get_by_role("heading", name="Ann Lee")).to_be_visible()
    assert page.evaluate(OVERHANG) <= 0
    assert not axe_findings(page)
    page.locator("#hours-learner").select_option(label="Ben Okri")
    expect(page.get_by_text("Nothing is on this sheet yet")).to_be_visible()
    assert not axe_findings(page)
