"""Which pad is which: boards on ptys as programs of their own, chosen on the Devices page."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.probes import CUT_OFF, TOO_SMALL_TO_TAP
from tests.browser.served import OpenPage, Rig, configured
from tests.browser.test_pages import WORDS_OF_CODE, axe_findings

pytestmark = pytest.mark.browser

PRESSING, RESTING = "a1b2c3d4e5f60718", "0f1e2d3c4b5a6978"

STATIONS = """
ports = "{sockets}/*"

[[station]]
id = "pad-1"
name = "Window"
source = "auto"

[[station]]
id = "pad-2"
name = "Door"
source = "auto"

[[station]]
id = "pad-3"
name = "Simulated"
source = "sim:?learner=expert&target_n=20&hold_s=4&rest_s=4"
"""

Plug = Callable[[str, str, list[str]], "subprocess.Popen[bytes]"]


@pytest.fixture
def sockets(tmp_path: Path) -> Path:
    """Folder whose entries are the sockets of the room."""
    folder = tmp_path / "sockets"
    folder.mkdir()
    return folder


@pytest.fixture
def plug(sockets: Path) -> Iterator[Plug]:
    """Plug a board into a socket; all are gone afterwards."""
    boards = []

    def plugged(socket: str, uid: str, words: list[str]) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "firmware_bridge.simboard", "--uid", uid]
        board = subprocess.Popen(
            [*command, "--link", str(sockets / socket), *words], stdout=subprocess.PIPE
        )
        boards.append(board)
        assert board.stdout is not None
        assert board.stdout.readline().startswith(b"/dev/")
        return board

    yield plugged
    for board in boards:
        board.terminate()
        board.wait()
        board.stdout.close()


@pytest.fixture
def resting(tmp_path: Path) -> list[str]:
    """Words for a board on which nobody presses."""
    lines = [f"{number / 80:.4f},{0.01 * (number % 3):.2f}" for number in range(80 * 120)]
    path = tmp_path / "resting.csv"
    path.write_text("time_s,force_n\n" + "\n".join(lines) + "\n")
    return ["--replay", str(path), "--gain", "8700"]


PRESSES = ["--uri", "sim:?learner=expert&target_n=20&hold_s=4&rest_s=3"]


@pytest.fixture
def room(tmp_path: Path, sockets: Path) -> Iterator[Rig]:
    """Two stations that wait for pads, and a simulated one."""
    with configured(tmp_path, STATIONS.format(sockets=sockets)) as running:
        yield running


def row_of(page: Page, identity: str) -> Locator:
    return page.locator(".device", has_text=identity)


def test_the_pad_that_is_pressed_lights_up_and_is_given_to_a_station(
    room: Rig, plug: Plug, resting: list[str], open_page: OpenPage
) -> None:
    board = plug("left", PRESSING, PRESSES)
    plug("right", RESTING, resting)
    page = open_page()
    page.goto(f"{room.url}/devices")
    expect(row_of(page, RESTING)).to_contain_text("Not used yet")
    expect(row_of(page, PRESSING).locator(".d-word")).to_have_text("pressed")
    expect(row_of(page, PRESSING)).to_contain_text("80.0 Hz")
    expect(row_of(page, RESTING).locator(".d-word")).to_be_empty()
    expect(page.locator(".d-now")).to_contain_text(PRESSING[-4:])
    expect(page.locator(".d-without")).to_contain_text("Window, Door")

    row_of(page, PRESSING).get_by_role("combobox", name="Station").select_option("Window")
    expect(row_of(page, PRESSING)).to_contain_text("In use by Window")
    expect(page.locator(".d-without")).to_have_text("Still without a pad: Door.")
    expect(row_of(page, PRESSING).locator(".d-word")).to_have_text("pressed")

    board.terminate()
    board.wait()
    expect(row_of(page, PRESSING)).to_contain_text("Unplugged")
    plug("another-socket", PRESSING, PRESSES)
    expect(row_of(page, PRESSING)).to_contain_text("In use by Window")
    expect(row_of(page, PRESSING)).to_contain_text("another-socket")


def test_a_sensor_is_tested_by_a_button_and_judged_in_words(
    room: Rig, plug: Plug, resting: list[str], open_page: OpenPage
) -> None:
    plug("right", RESTING, resting)
    page = open_page(width=360, height=740)
    page.goto(f"{room.url}/devices")
    row = row_of(page, RESTING)
    row.get_by_role("button", name="Test it").click()
    expect(row.get_by_role("status")).to_have_text("Hands off: listening for 10 seconds…")
    expect(row.get_by_role("button", name="Test it")).to_be_disabled()
    expect(row.get_by_role("button", name="Test it again")).to_be_enabled()
    found = row.get_by_role("status")
    expect(found).to_contain_text("samples a second.")
    expect(found).to_contain_text("Untouched it reads")
    expect(found).to_contain_text("Different readings")
    assert not axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.evaluate(CUT_OFF)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())
    simulated = page.locator(".device", has_text="In use by Simulated")
    expect(simulated.get_by_role("button", name="Test it")).to_have_count(0)


def test_simulated_stations_say_so_and_a_look_without_bluetooth_ends_in_a_sentence(
    room: Rig, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{room.url}/devices")
    simulated = page.locator(".device", has_text="In use by Simulated")
    expect(simulated.locator(".d-mark")).to_have_text("simulated")
    expect(simulated.locator("select")).to_have_count(0)
    page.get_by_role("button", name="Look for Bluetooth gauges").click()
    expect(page.locator(".d-air")).to_contain_text(".")


def test_a_demonstration_says_how_its_stations_get_real_pads(
    tmp_path: Path, open_page: OpenPage
) -> None:
    with Rig(tmp_path, "demo", "--stations", "2") as demonstration:
        page = open_page()
        page.goto(f"{demonstration.url}/devices")
        # Two learners, and the pad on the screen.
        expect(page.locator(".device")).to_have_count(3)
        expect(page.locator(".d-without")).to_contain_text("steadyhold.toml")


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(390, 844, "dark"), (1280, 800, "light")], ids=["phone", "desk"]
)
def test_the_page_is_for_everyone(
    room: Rig,
    plug: Plug,
    resting: list[str],
    open_page: OpenPage,
    width: int,
    height: int,
    scheme: str,
) -> None:
    plug("left", PRESSING, PRESSES)
    plug("right", RESTING, resting)
    page = open_page(width=width, height=height, scheme=scheme)
    page.goto(f"{room.url}/devices")
    page.wait_for_selector(".device.pressed")
    expect(row_of(page, RESTING).locator("select")).to_be_visible()
    assert not axe_findings(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.evaluate(CUT_OFF)
    assert not page.evaluate(TOO_SMALL_TO_TAP)
    assert not WORDS_OF_CODE.search(page.locator("body").inner_text())
