"""Every page, on a phone and a wall, light and dark, for everyone."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.probes import AXE_RUN, CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.served import OpenPage, Rig, begin_set

pytestmark = pytest.mark.browser

PAGES = {
    "/": "#start",
    "/board": ".wall canvas",
    "/station/pad-1": ".station-live canvas",
    "/sessions": "h1",
    "/protocols": ".shape-svg",
    "/protocols/tp-hold": ".tg-picture svg",
    "/devices": ".device",
    "/calibration": ".cal-which",
    "/class": ".class-bar summary",
    "/law": ".law",
    "/exams": ".ex .empty",
    "/class/door": "h2",
    "/accounts": "h2",
    "/standards": ".st-judges, #st-judge",
    "/sessions/none": "h2",
}
# Asked at once, as printing does: plotly draws anew only later.
ON_PAPER = """() => {
  dispatchEvent(new Event("beforeprint"));
  const card = document.querySelector(".card:has(.main-svg)");
  card.style.width = "280px";
  const drawn = Array.from(card.querySelectorAll(".main-svg"));
  const right = Math.max(...drawn.map((each) => each.getBoundingClientRect().right));
  return [right, card.getBoundingClientRect().right];
}"""
WORDS_OF_CODE = re.compile(r"\b(NaN|null|undefined|None|Infinity)\b|\[object")


def axe_findings(page: Page) -> list[str]:
    """What axe-core finds, of every level: its rules of WCAG and its best practices."""
    core = pytest.importorskip("axe_playwright_python.base", reason="axe is a test extra")
    page.evaluate(core.AXE_FILE_PATH.read_text(encoding="utf-8"))
    found = page.evaluate(AXE_RUN)
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')}"
        for one in found["violations"]
    ]


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [
        (360, 740, "dark"),
        (1366, 768, "light"),
        pytest.param(360, 740, "light", marks=pytest.mark.prove),
        pytest.param(1366, 768, "dark", marks=pytest.mark.prove),
        pytest.param(1920, 1080, "light", marks=pytest.mark.prove),
        pytest.param(1920, 1080, "dark", marks=pytest.mark.prove),
    ],
)
def test_no_page_breaks_a_rule_of_accessibility(
    free_rig: Rig, open_page: OpenPage, width: int, height: int, scheme: str
) -> None:
    page = open_page(width=width, height=height, scheme=scheme)
    broken = {}
    for path, landmark in PAGES.items():
        page.goto(free_rig.url + path)
        page.wait_for_selector(landmark)
        page.wait_for_timeout(400)
        found = axe_findings(page)
        if found:
            broken[path] = found
    assert not broken


@pytest.mark.slow
def test_pressing_result_summary_and_session_break_no_rule_of_accessibility(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page(width=390, height=844, scheme="dark")
    begin_set(page, free_rig.url)
    page.wait_for_selector(".press[data-phase=holding]")
    assert not axe_findings(page)
    page.wait_for_selector(".after .r-score")
    assert not axe_findings(page)
    page.get_by_role("button", name="End this set").click()
    page.get_by_role("button", name="Again").wait_for()
    assert not axe_findings(page)
    page.get_by_role("link", name="See this session").click()
    page.wait_for_selector(".main-svg")
    page.wait_for_selector(".criterion")
    assert not axe_findings(page)
    page.emulate_media(media="print")
    drawn_px, paper_px = page.evaluate(ON_PAPER)
    assert drawn_px <= paper_px < 300


@pytest.mark.parametrize("width", [360, 3840])
def test_nothing_is_wider_than_the_screen(free_rig: Rig, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width, height=740 if width == 360 else 2160)
    for path, landmark in PAGES.items():
        page.goto(free_rig.url + path)
        page.wait_for_selector(landmark)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        cut = page.evaluate(CUT_OFF)
        assert not cut, (path, cut)
        assert not WORDS_OF_CODE.search(page.locator("body").inner_text())


def test_everything_that_is_tapped_is_large_enough_for_a_thumb(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page(width=390, height=844)
    for path, landmark in PAGES.items():
        page.goto(free_rig.url + path)
        page.wait_for_selector(landmark)
        small = page.evaluate(TOO_SMALL_TO_TAP)
        assert not small, (path, small)


def test_an_instructor_gives_all_stations_another_protocol(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{free_rig.url}/board")
    page.wait_for_selector(".wall canvas")
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.locator("#board-answer")).to_contain_text("Choose a protocol first")
    page.get_by_role("textbox", name="Protocol").click()
    page.get_by_role("option", name="Quick by feel").click()
    page.get_by_role("button", name="Choose", exact=True).click()
    expect(page.locator("#board-answer")).to_contain_text("All 3 now train “Quick by feel”.")
    stations = page.evaluate("fetch('/api/stations').then((answer) => answer.json())")["stations"]
    assert {one["protocol"]["id"] for one in stations} == {"quick-blind"}
    page.get_by_role("textbox", name="Protocol").click()
    page.get_by_role("option", name="Quick hold").click()
    page.get_by_role("button", name="Choose", exact=True).click()


def test_the_colours_change_with_the_switch_and_stay(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto(free_rig.url)
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.goto(f"{free_rig.url}/protocols")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_every_page_says_that_this_is_no_medical_device(
    free_rig: Rig,
    open_page: OpenPage,
) -> None:
    page = open_page()
    for path in PAGES:
        page.goto(free_rig.url + path)
        expect(page.locator(".foot")).to_contain_text("training aid, not a medical device")


def test_only_a_page_with_a_plot_loads_the_plotting_library(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page, asked = open_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/board", "/sessions", "/protocols"):
        page.goto(free_rig.url + path)
        page.wait_for_selector(PAGES[path])
    assert not [url for url in asked if "plotly" in url]


@pytest.mark.parametrize("width", [720, 820, 926])
def test_between_phone_and_desk_nothing_is_wider_than_the_screen(
    free_rig: Rig, open_page: OpenPage, width: int
) -> None:
    page = open_page(width=width, height=700)
    for path, landmark in PAGES.items():
        page.goto(free_rig.url + path)
        page.wait_for_selector(landmark)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_an_address_without_a_page_says_so_and_leads_back(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    answer = page.request.get(f"{free_rig.url}/no-such-page")
    assert answer.status == 404
    assert page.request.get(f"{free_rig.url}/sessions").status == 200
    page.goto(f"{free_rig.url}/board")
    page.evaluate("history.pushState({}, '', '/nowhere'); dispatchEvent(new Event('popstate'))")
    expect(page.locator("h1")).to_have_text("This page does not exist")
    assert not axe_findings(page)
    page.get_by_role("link", name="Go to Practice").click()
    expect(page.locator("#start")).to_be_visible()


def test_every_page_has_one_footer_and_begins_with_its_title(
    free_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    for path, landmark in PAGES.items():
        page.goto(free_rig.url + path)
        page.wait_for_selector(landmark)
        assert page.locator("footer").count() == 1, path
        levels = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, h4')]"
            ".filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"
        )
        assert levels[0] == 1, (path, levels)
        steps = itertools.pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (path, levels)
