"""The wall: read from the back of the room, asked from the front, and the way to one student."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import QUICK
from tests.browser.probes import AXE_RUN, of_module
from tests.browser.served import OpenPage, Rig, answered, configured

pytestmark = pytest.mark.browser

STATIONS = 40
ONE = """
[[station]]
id = "pad-{n}"
name = "Pad {n}"
source = "sim:?learner=expert&seed={n}&rate_hz=10"
"""
# What the canvas was told to write, with the height of its letters in CSS pixels.
KEEPS_TEXTS = """window.texts = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
  const [, weight, size] = /^(\\d+) ([\\d.]+)px/.exec(this.font) ?? [];
  window.texts.push([text, Number(weight), Number(size)]);
  return fillText.call(this, text, ...where);
};"""
# The widest word of a state, in sizes of its text, as this machine's font has it.
WIDEST_WORD = of_module(
    "board/station_state.js",
    """({ stateSign }) => {
      const phases = ['taring', 'ready', 'loading', 'holding', 'releasing', 'resting', 'done'];
      const zones = ['none', 'below', 'in', 'above', 'over'];
      const ctx = document.createElement('canvas').getContext('2d');
      const root = getComputedStyle(document.documentElement);
      ctx.font = `650 100px ${root.getPropertyValue('--sh-font')}`;
      const words = phases.flatMap(
        (phase) => zones.map((zone) => stateSign(phase, zone, true).word));
      words.push(stateSign('free', 'none', false).word);
      return Math.max(...words.map((word) => ctx.measureText(word).width / 100));
    }""",
)


@pytest.fixture(scope="module")
def wall_rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("wall")
    (folder / "protocols").mkdir()
    quick = QUICK.format(id="quick", name="Quick hold", feedback="concurrent")
    long = quick.replace("repetitions = 2", "repetitions = 9")
    (folder / "protocols" / "quick.toml").write_text(long)
    stations = "".join(ONE.format(n=n) for n in range(1, STATIONS + 1))
    head = 'protocols = "protocols"\nprotocol = "quick"\n'
    with configured(folder, head + stations) as rig:
        yield rig


def only_the_first(page: Page, count: int) -> None:
    """Let the page hear of so many stations."""

    def shorten(route: WebSocketRoute) -> None:
        server = route.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            if isinstance(message, str) and (said := json.loads(message))["type"] == "hello":
                message = json.dumps(said | {"stations": said["stations"][:count]})
            route.send(message)

        server.on_message(pass_on)

    page.route_web_socket("**/live?*", shorten)


@pytest.mark.parametrize(("count", "state", "secondary"), [(12, 0.03, 0.015), (40, 0.02, 0.015)])
def test_every_tile_can_be_read_from_the_back_of_the_room(
    wall_rig: Rig, open_page: OpenPage, count: int, state: float, secondary: float
) -> None:
    for width, height in ((3840, 2160), (1920, 1080), (1366, 768)):
        page = open_page(width=width, height=height)
        page.add_init_script(KEEPS_TEXTS)
        only_the_first(page, count)
        page.goto(f"{wall_rig.url}/board")
        answered(page, f"document.querySelectorAll('.tile-links a').length === {count}")
        answered(page, "window.texts.splice(0).length > 0")
        texts = answered(page, f"window.texts.length > {3 * count} && window.texts")
        sizes = [size / height for _, _, size in texts]
        assert min(sizes) >= secondary, (width, min(sizes))
        words = [text for text, _, size in texts if size >= state * height]
        shown = {text for text in words if text in ("waiting", "ready", "no signal", "hands off")}
        assert shown, words[:20]
        assert sum(text in shown for text in words) >= count
        tiles = page.locator(".tile-links a").evaluate_all(
            "(all) => all.map((one) => one.getBoundingClientRect().toJSON())"
        )
        assert all(tile["bottom"] <= height and tile["right"] <= width for tile in tiles)
        room = page.evaluate(of_module("board/text_sizes.js", "({ leastSizes, sizesIn }) => "
            f"sizesIn({{ w: {tiles[0]['width']}, h: {tiles[0]['height']} }}, "
            f"leastSizes({count}, {height}))"))  # fmt: skip
        left = tiles[0]["width"] - 3 * room["padding"] - room["barW"] - 1.15 * room["state"]
        assert page.evaluate(WIDEST_WORD) * room["state"] <= left


def test_a_student_waits_calls_reads_and_presses_when_the_instructor_starts(
    wall_rig: Rig, open_page: OpenPage
) -> None:
    student, wall = open_page(width=390, height=844), open_page(width=1366, height=768)
    student.goto(f"{wall_rig.url}/practice?station=pad-7")
    student.get_by_role("textbox", name="Your name").fill("Ana")
    student.keyboard.press("Escape")
    student.get_by_role("button", name="Wait for my instructor").click()
    expect(student.locator("#wait-answer")).to_contain_text("when your instructor starts it")
    student.get_by_role("button", name="Call for help").click()
    expect(student.locator(".help-said")).to_have_text("Your instructor is called.")

    wall.goto(f"{wall_rig.url}/board")
    first = wall.locator("#attention li").first
    expect(first).to_contain_text("Ana, Pad 7Calls for you.")
    # Everything that is asked of several is in sight, however long the list of calls is.
    send = wall.get_by_role("button", name="Send").bounding_box()
    assert send is not None
    assert send["y"] + send["height"] <= 768
    first.get_by_role("button", name="On my way").click()
    expect(student.locator(".help-said")).to_have_text("Your instructor is on the way.")
    student.get_by_role("button", name="Take the call back").click()
    expect(wall.locator("#attention")).to_contain_text("Nobody just now.")

    wall.get_by_role("textbox", name="Who").click()
    wall.get_by_role("option", name="Pad 7", exact=True).click()
    wall.get_by_role("option", name="Pad 8", exact=True).click()
    wall.keyboard.press("Escape")
    wall.get_by_role("textbox", name="Message").fill("<b>Elbows</b> straight")
    wall.get_by_role("button", name="Send").click()
    expect(student.locator(".notice-text")).to_have_text("<b>Elbows</b> straight")
    expect(wall.get_by_role("textbox", name="Message")).to_have_value("")
    assert not axe_findings(student)
    student.get_by_role("button", name="OK").click()
    expect(student.locator(".notice")).to_be_hidden()

    wall.get_by_role("button", name="Start", exact=True).click()
    expect(wall.locator("#board-answer")).to_contain_text("Not: Nobody is at Pad 8 yet")
    expect(student.locator(".press")).to_be_visible()
    student.wait_for_selector(".press[data-phase=loading], .press[data-phase=holding]")
    expect(student.get_by_role("button", name="Call for help")).to_be_hidden()

    wall.locator(".tile-links a[data-station=pad-7]").focus()
    wall.keyboard.press("Enter")
    expect(wall.get_by_role("heading", level=1)).to_have_text("Ana")
    expect(wall.locator(".station-history .h-score").first).not_to_be_empty()
    expect(wall.locator(".station-history .h-why").first).not_to_be_empty()
    expect(wall.locator(".station-message .answer")).to_contain_text("read")
    assert not axe_findings(wall)
    wall.get_by_role("button", name="End this set").click()
    wall.get_by_role("dialog").get_by_role("button", name="End").click()
    expect(wall.get_by_role("button", name="Start a set")).to_be_visible()
    expect(student.locator(".after")).to_contain_text("Somebody else ended this set")
    wall.get_by_role("link", name="Back to the board").click()
    expect(wall.locator(".wall canvas")).to_be_visible()


def test_a_projector_shows_the_wall_alone_without_names_and_does_so_again(
    wall_rig: Rig, open_page: OpenPage
) -> None:
    page = open_page(width=1920, height=1080)
    page.goto(f"{wall_rig.url}/board")
    page.get_by_role("button", name="Hide names").click()
    page.get_by_role("button", name="Projector view").click()
    for _ in range(2):
        expect(page.locator(".board-side")).to_be_hidden()
        expect(page.locator(".top")).to_be_hidden()
        expect(page.locator(".tile-links a").nth(6)).to_have_attribute(
            "aria-label", re.compile("^Pad 7: ")
        )
        page.reload()
    page.keyboard.press("Escape")
    expect(page.locator(".board-side")).to_be_visible()
    expect(page.get_by_role("button", name="Show names")).to_be_visible()


def axe_findings(page: Page) -> list[str]:
    core = pytest.importorskip("axe_playwright_python.base", reason="axe is a test extra")
    page.evaluate(core.AXE_FILE_PATH.read_text(encoding="utf-8"))
    return [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in page.evaluate(AXE_RUN)["violations"]
    ]
