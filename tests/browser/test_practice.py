"""The way of one student through a set."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.probes import MIDDLE_OF_THE_BAND, of_module
from tests.browser.served import OpenPage, Rig, answered, begin_set

pytestmark = pytest.mark.browser

WORDS_OF_CODE = re.compile(r"\b(NaN|null|undefined|None|Infinity)\b|\[object")


@pytest.mark.slow
def test_a_student_presses_reads_why_rests_presses_again_and_begins_the_set_anew(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    begin_set(page, free_rig.url, "Zoë")
    expect(page.locator(".press-word")).to_have_text("hands off")
    expect(page.locator(".press-who")).to_contain_text("Zoë · Quick hold")
    page.wait_for_selector(".press[data-phase=holding]")
    expect(page.locator(".press-seconds")).to_have_text(re.compile(r"^\d s$"))
    expect(page.locator(".simulated")).to_be_visible()
    page.wait_for_selector(".after .r-score")
    assert 0 < float(page.locator(".after .r-score").inner_text().split()[0]) <= 100
    expect(page.locator(".criterion")).to_have_count(8)
    expect(page.locator(".r-advice")).to_contain_text("Try next")
    expect(page.locator(".trace-svg")).to_be_visible()
    expect(page.locator(".rest-text")).to_contain_text(re.compile("Rest|Ready"))
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())
    # The second press begins by pressing, without a click.
    page.wait_for_selector("body[data-view=press]")
    page.wait_for_selector("body[data-view=summary]")
    expect(page.locator(".r-reason").first).to_contain_text("2 of 2 holds")
    expect(page.locator(".hold")).to_have_count(2)
    again = page.get_by_role("button", name="Again")
    expect(again).to_be_focused()
    boxes = [button.bounding_box() for button in page.locator(".summary-acts > *").all()]
    areas = [box["width"] * box["height"] for box in boxes if box]
    assert areas[0] == max(areas)
    page.keyboard.press("Enter")
    expect(page.locator(".press-word")).to_have_text("hands off")
    page.get_by_role("button", name="End this set").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()


def test_again_is_what_the_instructor_has_chosen_meanwhile(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    begin_set(page, free_rig.url, "Noa")
    page.wait_for_selector("body[data-view=summary]")
    given = page.request.post(
        f"{free_rig.url}/api/protocol",
        data={"protocol": "quick-blind"},
        headers={"Origin": free_rig.url},
    )
    assert given.ok
    again = page.get_by_role("button", name="Begin “Quick by feel”")
    expect(again).to_be_focused()
    expect(page.locator(".knock-note")).to_have_text("Enter, or a tap on the pad, starts it.")
    page.keyboard.press("Enter")
    expect(page.locator(".press-who")).to_contain_text("Noa · Quick by feel")
    page.get_by_role("button", name="End this set").click()
    expect(page.get_by_role("button", name="Start")).to_be_visible()
    page.request.post(
        f"{free_rig.url}/api/protocol",
        data={"protocol": "quick"},
        headers={"Origin": free_rig.url},
    )


def test_a_set_begins_from_the_keyboard_alone(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto(free_rig.url)
    page.wait_for_selector("#start")
    seen: list[str] = []
    for _ in range(25):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.id || document.activeElement.innerText")
        seen.append(here)
        if here == "learner":
            page.keyboard.type("Kai")
            page.keyboard.press("Escape")
        if here == "start":
            page.keyboard.press("Enter")
            break
    assert "learner" in seen
    assert seen[-1] == "start", seen
    expect(page.locator(".press-word")).to_have_text("hands off")
    page.get_by_role("button", name="End this set").press("Enter")
    expect(page.locator("#start")).to_be_focused()


def test_a_set_ended_before_the_hub_has_answered_its_start_ends_all_the_same(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/start", hold)
    begin_set(page, free_rig.url, "Ida")
    page.get_by_role("button", name="End this set").click()
    with page.expect_response("**/stop"):
        held[0].continue_()
    expect(page.locator("#start")).to_be_focused()
    stations = page.request.get(f"{free_rig.url}/api/stations").json()["stations"]
    assert [one["session"] for one in stations] == [None] * len(stations)


def test_without_a_name_nothing_begins_and_the_page_says_what_is_missing(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{free_rig.url}/practice?station=pad-2")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("alert").first).to_contain_text("Type your name so")
    expect(page.locator(".press")).to_be_hidden()


def test_far_too_hard_fills_the_edge_of_the_screen_and_says_stop(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page(width=390, height=844)
    begin_set(page, free_rig.url, station="pad-2")
    page.get_by_role("button", name="Sound").click()
    page.wait_for_selector(".press.over")
    expect(page.locator(".press-word")).to_have_text("stop")
    assert page.evaluate(
        of_module("practice/tone.js", "({ tone }) => [tone.zone, tone.state]")
    ) == ["over", "running"]
    page.get_by_role("button", name="End this set").click()


def test_sound_is_silent_until_it_is_asked_for(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    page = open_page()
    begin_set(page, free_rig.url)
    expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(of_module("practice/tone.js", "({ tone }) => tone.state")) == "none"
    page.get_by_role("button", name="End this set").click()


def test_by_feel_the_force_stays_hidden_while_pressing(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto(f"{free_rig.url}/practice?protocol=quick-blind")
    expect(page.locator("#preview")).to_contain_text("it stays hidden until you let go")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()
    page.wait_for_selector(".press[data-phase=holding]")
    expect(page.locator(".press-plot canvas")).to_be_hidden()
    expect(page.locator(".press-word")).to_have_text(re.compile("hold|press|let go"))
    assert page.locator(".press").get_attribute("data-zone") == "none"
    page.get_by_role("button", name="End this set").click()


def test_a_name_with_markup_is_shown_as_text(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    name = "<img src=x onerror=alert(1)>"
    page = open_page()
    begin_set(page, free_rig.url, name)
    expect(page.locator(".press-who")).to_contain_text(name)
    page.get_by_role("button", name="End this set").click()
    page.goto(f"{free_rig.url}/sessions")
    expect(page.locator("table")).to_contain_text(name)
    page.goto(f"{free_rig.url}/board")
    page.get_by_text("The board as a table").click()
    expect(page.locator("#wall-table")).to_contain_text(name)
    assert page.locator("img[src=x]").count() == 0


def settled(page: Page, question: str) -> Any:
    """What a page answers once it answers the same again after a while."""
    before = None
    while (now := answered(page, question)) != before:
        before = now
        page.wait_for_timeout(300)
    return now


def test_the_band_stands_at_the_same_height_for_every_protocol(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    heights = []
    for protocol in ("quick", "tp-hold", "elbow-60"):
        page.goto(f"{free_rig.url}/practice?protocol={protocol}")
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Start").click()
        page.wait_for_selector("body[data-view=press]")
        # The middle of the filled pixels of the left column is the target, once it stays there.
        heights.append(settled(page, MIDDLE_OF_THE_BAND))
        page.get_by_role("button", name="End this set").click()
        page.wait_for_selector("#start")
    assert max(heights) - min(heights) <= 1, heights
