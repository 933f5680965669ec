"""What the browser's code keeps; its types, style and unit tests are checked by node's tools."""

import json
import re
from pathlib import Path

from tests.architecture import sources

ASSETS = sources.ROOT / "dashboard" / "assets"
TESTED = sources.ROOT / "tests" / "javascript"
MADE = ASSETS / "shared" / "hub.d.ts"
SCRIPTS = sorted({*ASSETS.rglob("*.js"), *ASSETS.rglob("*.d.ts")} - {MADE})
LOCK = (sources.ROOT / "package-lock.json").read_text(encoding="utf-8")
LONGEST_LINE = 120
LONGEST_MODULE = 300
MOST_IN_A_ROOM = 25
# The system's node of the oldest Linux that `make` supports.
NODE = (18, 19)
STARTS = {"main.js", "scheme.js"}


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_a_module_can_be_read_in_one_sitting():
    long = {sources.name(path): len(lines(path)) for path in SCRIPTS}
    assert {name: count for name, count in long.items() if count > LONGEST_MODULE} == {}


def test_no_line_is_wider_than_a_window():
    wide = [
        f"{sources.name(path)}:{number}"
        for path in [*SCRIPTS, *TESTED.rglob("*.js")]
        for number, line in enumerate(lines(path), start=1)
        if len(line) > LONGEST_LINE
    ]
    assert wide == []


def test_every_module_stands_in_a_room_that_is_not_too_full():
    assert {path.name for path in ASSETS.glob("*.js")} == STARTS
    full = {
        room.name: len(list(room.glob("*.js")))
        for room in ASSETS.iterdir()
        if room.is_dir() and len(list(room.glob("*.js"))) > MOST_IN_A_ROOM
    }
    assert full == {}


def test_the_types_of_every_module_are_checked():
    unchecked = [
        sources.name(path)
        for path in SCRIPTS
        if path.suffix == ".js" and lines(path)[0] != "// @ts-check"
    ]
    assert unchecked == []


def test_shared_code_knows_no_page():
    """Rooms may use `shared` and each other's parts; `shared` is below them all."""
    upwards = [
        f"{sources.name(path)}:{number}"
        for path in (ASSETS / "shared").glob("*.js")
        for number, line in enumerate(lines(path), start=1)
        if re.search(r'from "\.\./|import\("\.\./', line)
    ]
    assert upwards == []


def test_no_element_carries_its_code_with_it():
    inline = [
        f"{sources.name(path)}:{number}"
        for path in [*SCRIPTS, *(sources.ROOT / "dashboard").rglob("*.py")]
        for number, line in enumerate(lines(path), start=1)
        if re.search(r"setAttribute\(\"on|innerHTML|insertAdjacentHTML|\bon(click|load)=\"", line)
    ]
    assert inline == []


def test_the_lock_file_names_packages_and_digests_but_no_place_to_fetch_them_from():
    packages = json.loads(LOCK)["packages"]
    assert "resolved" not in LOCK
    assert [name for name, one in packages.items() if name and "integrity" not in one] == []


def test_every_tool_is_pinned_and_runs_on_the_oldest_node():
    package = json.loads((sources.ROOT / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    for version in package["devDependencies"].values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    asked = {
        name: one["engines"]["node"]
        for name, one in json.loads(LOCK)["packages"].items()
        if "node" in one.get("engines", {})
    }
    assert asked
    assert {name: text for name, text in asked.items() if not _runs_on(NODE, text)} == {}


def _runs_on(node: tuple[int, int], engines: str) -> bool:
    """Whether one of the ranges of an `engines` field holds this version."""
    for part in engines.split("||"):
        if part.strip() == "*":
            return True
        found = re.fullmatch(r"\s*(>=|\^)?\s*(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?\s*", part)
        assert found, engines
        major, minor = int(found[2]), int(found[3] or 0)
        if node >= (major, minor) and (found[1] == ">=" or node[0] == major):
            return True
    return False
