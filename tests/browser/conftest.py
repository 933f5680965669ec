"""A browser, a rig with quick protocols, and pages that tell on whoever leaves the machine."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.chromium import FLAGS
from tests.browser.served import OpenPage, Rig, configured
from tests.patience import BACKSTOP_S

PATIENCE_MS = 1e3 * BACKSTOP_S
expect.set_options(timeout=PATIENCE_MS)

QUICK = """
id = "{id}"
version = 1
name = "{name}"
purpose = "Short, for a test."
contact = "thumb"
repetitions = 2
rest_s = 2
feedback = "{feedback}"
evidence = "C"
sources = ["made for a test"]

[target]
force_n = 20
band_pct = 20
hold_s = 3
hold_window_s = [3, 8]
loading_n_per_s = [2, 40]
release_n_per_s = [2, 60]
ceiling_n = 26

[weights]
accuracy = 20
time_in_band = 25
steadiness = 15
drift = 5
hold_time = 15
loading_rate = 10
overshoot = 5
release_rate = 5
"""

# One who does well, one who presses far above the ceiling, one whose cable is pulled.
STATIONS = """
protocols = "protocols"
protocol = "quick"

[[station]]
id = "pad-1"
name = "Pad 1"
source = "sim:?learner=expert&target_n=20&hold_s=4&rest_s=4"

[[station]]
id = "pad-2"
name = "Pad 2"
source = "sim:?learner=expert&target_n=33&hold_s=4&rest_s=4"

[[station]]
id = "pad-3"
name = "Pad 3"
source = "sim:?learner=expert&target_n=20&hold_s=4&rest_s=4&fault=unplug@{unplug_s}+600"
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; the system's own where there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """Three simulated stations with protocols that take seconds."""
    folder = tmp_path_factory.mktemp("rig")
    (folder / "protocols").mkdir()
    for name, title, feedback in (
        ("quick", "Quick hold", "concurrent"),
        ("quick-blind", "Quick by feel", "none"),
    ):
        text = QUICK.format(id=name, name=title, feedback=feedback)
        (folder / "protocols" / f"{name}.toml").write_text(text)
    with configured(folder, STATIONS.format(unplug_s=1000)) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages of any size and scheme; afterwards none of them has left the machine or erred."""
    contexts, mischief = [], []

    def watch_request(request: Request) -> None:
        if "://127.0.0.1:" not in request.url and not request.url.startswith(("data:", "blob:")):
            mischief.append(f"asked {request.url}")

    def watch_console(message: ConsoleMessage) -> None:
        # A rig that was killed on purpose shows as refused connections, a refusal as a 400 or 409.
        expected = ("ERR_", "WebSocket", "400", "409", "server did not respond")
        if message.type == "error" and not any(sign in message.text for sign in expected):
            mischief.append(f"console: {message.text}")

    def opened(width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", watch_request)
        page.on("console", watch_console)
        page.on("pageerror", lambda error: mischief.append(f"error: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not mischief, mischief


@pytest.fixture
def free_rig(rig: Rig) -> Rig:
    """The rig with no set under way on any pad, whatever the test before left."""
    rig.free()
    return rig


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """Folder for a rig that one test may kill."""
    return tmp_path / "own"
