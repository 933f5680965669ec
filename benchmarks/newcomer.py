"""How long from `steadyhold demo` to a first press of one's own and its score, with pictures.

    python -m benchmarks.newcomer [--to FOLDER]

A newcomer who reads nothing: the first page is opened, "Try it: press here" is clicked, the plate
is held down with the mouse until the screen says that it is enough, let go, and the score read.
Aim: 60 s. What the newcomer needs to look and to move is not in it, the hold of ten seconds is.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
# Where the plate is pressed half-way, as a share of the height of its picture.
MIDDLE = 0.486
PATIENCE_MS = 120_000
AIM_S = 60.0


class Film:
    """Pictures with the seconds since the beginning in their names.

    Args:
        folder: where they go.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._began_s = time.monotonic()

    def take(self, page: Page | None, what: str) -> None:
        """Keep what is on the screen and say when it was."""
        at_s = time.monotonic() - self._began_s
        print(f"{at_s:6.1f} s  {what}")
        if page is not None:
            page.screenshot(path=self._folder / f"{at_s:05.1f}s {what}.png")


def main() -> None:
    """Film one newcomer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path(tempfile.gettempdir()) / "newcomer")
    asked = parser.parse_args()
    print(f"pictures in {asked.to}; aim {AIM_S:g} s; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        film = Film(asked.to)
        with said.open("w") as log:
            rig = subprocess.Popen(
                [sys.executable, "-u", "-m", "rig.cli.main", "demo", "--no-browser", "--port", "0",
                 "--data", f"{folder}/data"],
                stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            while not (found := ADDRESS.search(said.read_text())):
                time.sleep(0.05)
            film.take(None, "the address is said")
            _press(found.group(), film)
        finally:
            rig.terminate()
            rig.wait()


def _press(url: str, film: Film) -> None:
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url)
        begin = page.get_by_role("button", name="Try it: press here")
        begin.wait_for()
        film.take(page, "the first page")
        begin.click()
        page.wait_for_selector(".press[data-phase=ready]")
        film.take(page, "ready to be pressed")
        box = page.locator(".screen-pad svg").bounding_box()
        if box is None:
            raise SystemExit("the pad is not on the screen")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + MIDDLE * box["height"])
        page.mouse.down()
        page.wait_for_selector(".press[data-phase=holding]")
        film.take(page, "holding")
        page.get_by_text("That is enough").wait_for()
        film.take(page, "enough")
        page.mouse.up()
        page.wait_for_selector(".after .r-score")
        score = page.locator(".after .r-score").inner_text().split()[0]
        film.take(page, f"the score, {score}")
        browser.close()


if __name__ == "__main__":
    main()
