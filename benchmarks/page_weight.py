"""Requests and bytes of every page, as a browser loads it with an empty cache and then again.

    python -m benchmarks.page_weight [--before FOLDER] [--keep]

`--before` measures another state of the source too, for example of an older release.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Response, sync_playwright

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "page_weight.md"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
PAGES = ("/", "/board", "/sessions", "/protocols", "/devices", "/calibration")
SETTLED_MS = 3000
HOW = """\
`python -m benchmarks.page_weight`: a first visit with an empty cache, and the same page again.
Bytes as they are sent, heads included, without what an open page asks later of `/api/`. The page of
a session loads the plotting library after everything else, once."""
LIVE = "/api/"
Weight = tuple[int, float]


def main() -> None:
    """Print the tables; with `--keep` write them down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    parts = ["# Bytes and requests of the pages", HOW]
    if asked.before:
        parts += ["## Before", _measured(asked.before)]
    parts += ["## Now", _measured(ROOT)]
    text = "\n\n".join(parts)
    print(text)
    if asked.keep:
        RESULT.write_text(text, encoding="utf-8")


def _measured(tree: Path) -> str:
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "said").open("w") as said:
        rig = subprocess.Popen(
            [sys.executable, "-u", "-m", "rig.cli.main", "demo", "--no-browser", "--port", "0",
             "--stations", "2", "--data", f"{folder}/data"],
            cwd=tree, stdout=said, stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONPATH": str(tree)},
        )  # fmt: skip
        try:
            return _table(_address(Path(folder) / "said"))
        finally:
            rig.terminate()
            rig.wait()


def _address(said: Path) -> str:
    while not (found := ADDRESS.search(said.read_text())):
        time.sleep(0.1)
    return found.group()


def _table(url: str) -> str:
    lines = [
        "| page | requests | kB | again: requests | kB |",
        "|---|---|---|---|---|",
    ]
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for path in (*PAGES, f"/sessions/{_a_session(url)}"):
            (first, first_kb), (again, again_kb) = _weights(browser, url + path)
            name = path if path in PAGES else "/sessions/ID"
            lines.append(f"| {name} | {first} | {first_kb:.0f} | {again} | {again_kb:.0f} |")
        browser.close()
    return "\n".join(lines) + "\n"


def _a_session(url: str) -> str:
    rows: list[dict[str, object]] = []
    # The simulated learners begin in their own time.
    while not rows:
        with urlopen(f"{url}/api/sessions") as answer:
            told = json.load(answer)
        rows = told["sessions"] if isinstance(told, dict) else told
        time.sleep(0.2)
    return str(rows[0].get("session_id") or rows[0]["id"])


def _weights(browser: Browser, url: str) -> tuple[Weight, Weight]:
    """Of a first visit, and of the same page loaded again."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(url)
    first = _weight_of(page, answers)
    answers.clear()
    page.reload()
    again = _weight_of(page, answers)
    context.close()
    return first, again


def _weight_of(page: Page, answers: list[Response]) -> Weight:
    page.wait_for_load_state("load")
    if "/sessions/" in page.url:
        page.wait_for_selector(".main-svg")
    page.wait_for_timeout(SETTLED_MS)
    # What a page goes on asking while it is open belongs to no load of it; neither do own blobs.
    loaded = [
        each
        for each in list(answers)
        if each.url.startswith("http") and LIVE not in each.url and not each.from_service_worker
    ]
    sizes = page.evaluate(
        "performance.getEntries().filter((one) => 'transferSize' in one)"
        ".map((one) => [one.name, one.transferSize, one.encodedBodySize])"
    )
    sent = {name: size for name, moved, size in sizes if moved}
    asked = [each for each in loaded if each.url in sent]
    return len(asked), sum(sent[each.url] for each in asked) / 1000


if __name__ == "__main__":
    main()
