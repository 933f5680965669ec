"""Calibrations walked in a browser from the form to the passport: a resistor, and every step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calibration.passport.document import Passport
from rig.trust.passport_store import PassportStore
from tests.browser.served import OpenPage, Rig, configured
from tests.browser.test_calibration import (
    STATIONS,
    WARMING,
    fill_form,
    for_everyone,
    obey_until,
)
from tests.masses import UID, MassPad, Placer

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

WORKING = 20
# The hysteresis, creep and noise of a cheap one; without contact it reads nothing.
RESISTOR = (
    "creep_frac=0.04,hysteresis_frac=0.01,noise_n=0.05,drift_n_per_min=0,wander_n=0,bend_frac=0"
)


@contextmanager
def room_with(board: MassPad, folder: Path) -> Iterator[Rig]:
    with configured(folder, STATIONS.format(path=board.path)) as running:
        yield running


def walked(page: Page, room: Rig, board: MassPad, folder: Path) -> Passport:
    """Obey every step, make the passport on the page, and read the one that was kept."""
    obey_until(room, Placer(board), lambda bench: bench["finished"])
    expect(page.locator(".cal-do")).to_contain_text("All readings are taken")
    page.get_by_role("button", name="Make the passport").click()
    expect(page.locator(".cal-grade")).to_contain_text("not accredited")
    for_everyone(page)
    kept = PassportStore(folder / "data").newest_for(UID)
    assert kept is not None
    assert page.locator(".cal-sha code").inner_text() == kept.sha256
    return kept.passport


def test_a_force_sensing_resistor_earns_its_coaching_grade_on_the_page(
    tmp_path: Path, open_page: OpenPage
) -> None:
    with (
        MassPad(speed=WORKING, faults=RESISTOR, divider="1023,20") as board,
        room_with(board, tmp_path) as room,
    ):
        page = open_page(width=390, height=844)
        fill_form(page, room.url)
        page.get_by_label("Kind").select_option("force-sensing resistor")
        page.get_by_label("Reading at full supply").fill("1023")
        for_everyone(page)
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("button", name="Skip this step").click()
        for_everyone(page)
        page.get_by_role("dialog").get_by_role("button", name="Skip this step").click()
        passport = walked(page, room, board, tmp_path)
        expect(page.locator(".cal-grade")).to_contain_text("Grade C, coaching")
    assert passport.fit.law == "power"
    assert passport.grade.grade == "C"


def test_the_full_plan_earns_the_research_grade_on_the_page(
    tmp_path: Path, open_page: OpenPage
) -> None:
    with MassPad(speed=WARMING) as board, room_with(board, tmp_path) as room:
        page = open_page()
        fill_form(page, room.url)
        page.get_by_role("radio", name="Full").check()
        page.get_by_role("button", name="Begin").click()
        expect(page.locator(".cal-do")).to_contain_text("Place 3.5 kg")
        board.say(f"speed {WORKING}")
        passport = walked(page, room, board, tmp_path)
        expect(page.locator(".cal-grade")).to_contain_text("Grade R, research and assessment")
    grade = passport.grade
    assert (grade.grade, grade.reasons, grade.almost) == ("R", (), "")
    assert not passport.procedure.replaced
