"""The browser's modules come when they are needed, and go when their page is left."""

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.served import OpenPage, Rig

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

MODULE = re.compile(r"/assets/[0-9a-f]{16}/([\w/]+\.js)$")
NAMED = (
    """() => [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.href)"""
)
LANDMARKS = {
    "/": ".preview-line",
    "/board": ".wall canvas",
    "/protocols": ".shape-svg",
    "/devices": ".device",
    "/calibration": ".cal-which",
}


@pytest.mark.parametrize("path", sorted(LANDMARKS))
def test_a_page_names_in_its_head_each_module_it_then_runs(
    rig: Rig, open_page: OpenPage, path: str
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(rig.url + path)
    page.wait_for_selector(LANDMARKS[path])
    ran = {url for url in asked if MODULE.search(url) and not url.endswith("/scheme.js")}
    assert ran == set(page.evaluate(NAMED))


def test_on_the_way_to_another_page_only_what_is_new_is_loaded(
    rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{rig.url}/protocols")
    page.wait_for_selector(".shape-svg")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("navigation").get_by_role("link", name="Devices").click()
    page.wait_for_selector(".device")
    names = [found[1] for url in asked if (found := MODULE.search(url))]
    assert "devices/page.js" in names
    assert len(names) == len(set(names))
    assert not [name for name in names if name.startswith(("board/", "practice/", "calibration/"))]


def test_a_part_that_cannot_be_loaded_says_so_and_offers_a_way_out(
    rig: Rig, browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/devices/page.js", lambda route: route.abort())
    page.goto(f"{rig.url}/devices")
    expect(page.get_by_role("alert")).to_contain_text("could not be loaded")
    page.unroute("**/devices/page.js")
    page.get_by_role("link", name="Load the page again").click()
    page.wait_for_selector(".device")
    page.close()


def test_an_answer_that_comes_after_the_page_was_left_changes_nothing(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    held_back: list[Route] = []
    page.route("**/api/stations/*/stop", lambda route: held_back.append(route))
    page.goto(f"{free_rig.url}/board")
    page.wait_for_selector(".wall canvas")
    page.get_by_role("navigation").get_by_role("link", name="Practice").click()
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="End this set").click()
    page.go_back()
    page.wait_for_selector(".wall canvas")
    [route] = held_back
    with page.expect_response("**/api/stations/*/stop"):
        route.continue_()
    page.wait_for_timeout(200)
    assert page.evaluate("document.body.dataset.view") is None
