"""A pad calibrated from start to end in a browser, with weights on a board of its own program."""

import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from calibration.passport.document import passport_text, read_passport
from rig.trust.passport_store import PassportStore
from tests.browser.probes import CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.served import OpenPage, Rig, configured
from tests.browser.test_pages import WORDS_OF_CODE, axe_findings
from tests.hub.test_checks import passport_of
from tests.masses import GRAVITY_M_PER_S2, UID, MassPad, Placer

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

# Device time against real time: a quarter of an hour of warm-up, and then loads.
WARMING, WORKING = 40, 15

STATIONS = """
[[station]]
id = "pad-1"
name = "Window"
source = "serial:{path}"
"""


@pytest.fixture
def board() -> Iterator[MassPad]:
    with MassPad(speed=WARMING) as pad:
        yield pad


@pytest.fixture
def room(tmp_path: Path, board: MassPad) -> Iterator[Rig]:
    with configured(tmp_path, STATIONS.format(path=board.path)) as running:
        yield running


def asked(room: Rig) -> Any:
    """What is to be done; None as long as nothing has begun."""
    with urlopen(f"{room.url}/api/calibration/pad-1") as answer:
        return json.load(answer)["bench"]


def obey_until(room: Rig, placer: Placer, claim: Callable[[dict[str, Any]], bool]) -> None:
    while (bench := asked(room)) is None or not claim(bench):
        if bench is not None:
            placer.obey(bench)
        time.sleep(0.05)


def fill_form(page: Page, url: str) -> None:
    page.goto(f"{url}/calibration")
    expect(page.locator(".cal-which")).to_contain_text(UID)
    for row, kg in enumerate(("0,5", "1", "2", "1.5")):
        page.locator(".weight").nth(row).get_by_label("Mass in kg").fill(kg)
    page.get_by_role("radio", name="I know it").check()
    page.get_by_label("Gravity in m/s²").fill(str(GRAVITY_M_PER_S2))
    page.get_by_label("Largest force it is made for").fill("60")
    page.get_by_label("Who places the weights").fill("A. Weber")
    page.get_by_label("Room and town").fill("Room 1")
    page.get_by_role("radio", name="Short").check()


def for_everyone(page: Page) -> None:
    assert not axe_findings(page)
    assert not page.evaluate(CUT_OFF)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())


def test_a_pad_goes_from_weights_to_a_passport_through_a_mistake_and_a_crash(
    room: Rig, board: MassPad, open_page: OpenPage
) -> None:
    page = open_page()
    fill_form(page, room.url)
    for_everyone(page)
    page.get_by_role("button", name="Begin").click()
    instruction = page.locator(".cal-do")
    expect(instruction).to_have_text("Leave the pad empty and switched on for 15 minutes.")
    expect(page.locator(".cal-state")).to_contain_text("minutes left")
    expect(instruction).to_contain_text("Place 3.5 kg")
    board.say(f"speed {WORKING}")
    placer = Placer(board)
    obey_until(room, placer, lambda bench: len(bench["dots"]) == 1)

    board.lay(1.5)
    expect(page.locator(".cal-refusal")).to_contain_text("That is 1.5 kg")
    expect(page.locator(".cal-value")).to_contain_text("14.7")
    expect(instruction).to_contain_text("Place 2.5 kg (0.5 kg + 2 kg) in the centre.")
    for_everyone(page)
    obey_until(room, Placer(board), lambda bench: len(bench["dots"]) == 2)
    expect(page.locator(".c-dot")).to_have_count(2)
    page.get_by_role("button", name="Repeat the last reading").click()
    expect(page.locator(".c-dot")).to_have_count(1)
    obey_until(room, Placer(board), lambda bench: len(bench["dots"]) == 2)
    while not asked(room)["kept"]:
        time.sleep(0.01)

    room.stop(signal.SIGKILL)
    expect(page.locator(".cal-state")).to_have_text("no connection")
    room.start()
    page.get_by_role("button", name="Go on with it").click()
    expect(page.locator(".c-dot")).to_have_count(2)
    board.lay(0.0)
    obey_until(room, Placer(board), lambda bench: bench["finished"])
    expect(instruction).to_contain_text("All readings are taken")
    page.get_by_role("button", name="Make the passport").click()

    grade = page.locator(".cal-grade")
    expect(grade).to_contain_text("Grade T, training")
    expect(grade).to_contain_text("not accredited")
    expect(page.locator(".cal-result")).to_contain_text("Almost R: 3 loads of 6")
    for picture in page.locator(".cal-chart img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0
    for_everyone(page)
    sha256 = page.locator(".cal-sha code").inner_text()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Passport (JSON)").click()
    passport = read_passport(saved.value.path().read_text(encoding="utf-8"))
    assert passport.sha256 == sha256
    assert passport.item.identity == UID
    assert len(passport.procedure.replaced) == 1
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="See the certificate").click()
    expect(opened.value.locator("h1")).to_have_text("Calibration certificate")
    with urlopen(f"{room.url}/api/passports/{sha256}/certificate.pdf") as pdf:
        assert pdf.read().startswith(b"%PDF")
    page.get_by_role("button", name="Back to the pads").click()
    expect(page.locator(".cal-has")).to_contain_text("grade T, training")


def test_a_form_that_cannot_be_is_mended_in_words(room: Rig, open_page: OpenPage) -> None:
    page = open_page(width=390, height=844, scheme="dark")
    fill_form(page, room.url)
    for_everyone(page)
    problem = page.locator("#cal-form-problem")
    page.get_by_label("Largest force it is made for").fill("much")
    page.get_by_role("button", name="Begin").click()
    expect(problem).to_have_text("The largest force is a number, for example 52.1.")
    page.get_by_label("Largest force it is made for").fill("60")
    page.locator(".weight").nth(0).get_by_label("Mass in kg").fill("500")
    page.get_by_role("button", name="Begin").click()
    expect(problem).to_contain_text("were grams meant")
    page.locator(".weight").nth(0).get_by_label("Mass in kg").fill("0.5")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".cal-do")).to_contain_text("Leave the pad empty")
    page.get_by_role("button", name="Take a break").click()
    expect(page.locator(".cal-do")).to_contain_text("Paused")
    for_everyone(page)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Leave, go on another day").click()
    expect(page.locator(".cal-begun")).to_contain_text("by A. Weber: 0 of")


def test_a_demonstration_has_no_pad_to_put_weights_on(tmp_path: Path, open_page: OpenPage) -> None:
    with Rig(tmp_path, "demo", "--stations", "1") as demonstration:
        page = open_page()
        page.goto(f"{demonstration.url}/calibration")
        expect(page.locator(".cal-sensor")).to_contain_text("steadyhold.toml")
        expect(page.get_by_role("button", name="Begin")).to_be_hidden()


def test_a_damaged_newest_passport_is_told_where_the_pad_is_chosen(
    room: Rig, tmp_path: Path, open_page: OpenPage
) -> None:
    passport_store = PassportStore(tmp_path / "data")
    passport_store.keep(passport_text(passport_of(days_ago=40)))
    newer = passport_store.keep(passport_text(passport_of(days_ago=2)))
    newer.path.write_bytes(newer.path.read_bytes()[:-1000])
    page = open_page(width=390, height=844, scheme="dark")
    page.goto(f"{room.url}/calibration")
    told = page.locator(".cal-sensor .problem")
    words = "Practice only: the file of a calibration passport of this sensor"
    expect(told).to_contain_text(words)
    expect(told).to_contain_text("bring it back from a backup, or calibrate the sensor again")
    expect(page.locator(".cal-has")).to_contain_text("The newest that is whole: grade R")
    for_everyone(page)
    room.stop(signal.SIGTERM)
    room.start()
    page.goto(f"{room.url}/practice")
    expect(page.locator("#pad-state")).to_contain_text("is damaged or was changed")


def test_all_mistakes_of_the_form_are_named_at_once(room: Rig, open_page: OpenPage) -> None:
    page = open_page(1366, 768)
    page.goto(f"{room.url}/calibration")
    page.get_by_role("button", name="Begin").click()
    told = page.locator("#cal-form-problem p")
    expect(told).to_have_count(5)
    expect(told.first).to_have_text("Enter at least three weights to stack; there are none.")
    expect(told.last).to_contain_text("Write who places the weights")
    expect(page.locator(".weight").first.get_by_label("Mass in kg")).to_be_focused()
    for_everyone(page)


def test_the_buttons_of_a_step_are_in_sight_on_a_small_laptop(
    room: Rig, board: MassPad, open_page: OpenPage
) -> None:
    page = open_page(1366, 768)
    fill_form(page, room.url)
    page.get_by_role("button", name="Begin").click()
    obey_until(room, Placer(board), lambda bench: bench["done"] >= 2)
    board.lay(3.0)
    expect(page.locator(".cal-refusal")).to_be_visible()
    for button in page.locator(".cal-main .cal-acts button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_role("dialog")).to_contain_text("All readings are set aside")
    for_everyone(page)
    page.get_by_role("button", name="No, go back").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked(room)["done"] >= 2


def test_a_station_without_a_pad_says_so_in_one_sentence_that_leads_on(
    tmp_path: Path, open_page: OpenPage
) -> None:
    with configured(tmp_path, STATIONS.format(path=tmp_path / "no-such-port")) as running:
        page = open_page()
        page.goto(f"{running.url}/calibration")
        card = page.locator(".cal-sensor")
        expect(card).to_contain_text("Window has no pad now")
        expect(card.locator("p")).to_have_count(1)
        expect(card.get_by_role("link", name="Devices")).to_be_visible()
        for_everyone(page)
