"""What the documents list is what there is."""

import json
import pkgutil
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from firmware_bridge.samples import Flag
from firmware_bridge.testing import device_conformance
from rig.cli.calibrate.loop import PAUSE, QUIT, WHY
from rig.cli.calibrate.messages import FINISH, KEYS
from rig.cli.live.keys import TYPED_LINE
from rig.engine.judging.quality import FLAG_NAMES
from rig.engine.scoring.verdict import SENSOR_FAULTS, VOID_FLAGS
from rig.engine.step import Cue, Phase
from rig.export.session import FLAG_MEANINGS
from rig.hub.messages import DrawnProtocolJson, LiveMessage, StationJson
from tests.architecture import sources

DOCS = sources.ROOT / "docs"
PAGES = sorted(
    str(each.relative_to(sources.ROOT))
    for each in (*sources.ROOT.glob("*.md"), *DOCS.rglob("*.md"))
)
TOLD = [page for page in PAGES if not page.startswith("docs/adr/") and page != "CHANGELOG.md"]
"""What is so today; a record and a release keep the names of their time."""
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", BLOCK.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def first_cells(text: str) -> list[str]:
    """The first cell of each row of its tables, without marks."""
    return [
        row.strip("| ").partition(" | ")[0].strip() for row in text.splitlines() if row[:1] == "|"
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_points_to_files_and_headings_that_are_there(name: str):
    page, missing = sources.ROOT / name, []
    for path, anchor in LINK.findall(BLOCK.sub("", page.read_text(encoding="utf-8"))):
        target = page.parent / path if path else page
        is_there = target.exists() and (not anchor or anchor in anchors(target))
        missing += [] if is_there else [f"{path}#{anchor}"]
    assert missing == []


def test_every_word_of_a_station_is_explained_to_programs_and_to_people():
    live, guide = text_of("live.md"), text_of("guide.md")
    said = guide.partition("### What the words mean")[2].partition("###")[0]
    for cue in filter(None, get_args(Cue)):
        assert f"| `{cue}` |" in live
        assert cue in said
    assert all(phase in live for phase in get_args(Phase))


def test_the_table_of_flags_has_the_bit_and_the_value_of_each():
    rows = [
        f"| {flag.bit_length() - 1} | {flag.value} | `{flag.name}` | {FLAG_MEANINGS[flag]} |"
        for flag in Flag
    ]
    assert "\n".join(rows) in text_of("record.md")


def test_the_flags_of_a_hold_are_named_with_what_they_do():
    told = text_of("metrics.md").partition("### Flags of a hold")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)`(\*?) \|.*\| (?:yes|no) \|$", told, re.MULTILINE))
    void = set(re.findall(r"^\| `(\w+)`\*? \|.*\| yes \|$", told, re.MULTILINE))
    others = {"gap", "short_gap", "dropped", "cut", "zero_unseen"}
    assert set(rows) == {name for _, name in FLAG_NAMES} | others
    assert void == set(VOID_FLAGS)
    assert {name for name, mark in rows.items() if mark} == SENSOR_FAULTS


def test_the_hello_that_is_shown_has_the_fields_of_a_hello():
    [shown] = re.findall(r"^```json\n(.*?)^```", text_of("live.md"), re.MULTILINE | re.DOTALL)
    [station] = json.loads(shown)["stations"]
    assert set(station) == set(StationJson.__annotations__)
    assert set(station["protocol"]) == set(DrawnProtocolJson.__annotations__)
    cells = " ".join(first_cells(text_of("live.md")))
    assert [name for name in StationJson.__annotations__ if f"`{name}`" not in cells] == []
    named = [name for name in LiveMessage.__annotations__ if name not in ("type", "station")]
    assert [name for name in named if f"`{name}`" not in cells] == []


def test_every_key_of_a_calibration_is_on_its_page():
    keys = re.findall(r"^\| `(.)` \|", text_of("calibration.md"), re.MULTILINE)
    assert sorted(keys) == sorted({*KEYS, PAUSE, QUIT, WHY, FINISH[0], TYPED_LINE})


def test_the_gauge_of_a_few_lines_keeps_the_rules_of_a_device():
    blocks = re.findall(r"^```python\n(.*?)^```", text_of("plugins.md"), re.MULTILINE | re.DOTALL)
    [gauge] = [block for block in blocks if "class " in block]
    module: dict[str, Any] = {"__name__": "gauge"}
    exec(gauge, module)
    device_conformance(module["DEVICE"])


def test_every_file_the_walk_of_a_sample_names_is_there():
    page = text_of("architecture.md")
    named = re.findall(r"`((?:firmware_bridge|calibration|rig|dashboard)/[\w/.]+)`", page)
    assert len(named) > 40
    assert [name for name in named if not (sources.ROOT / name).exists()] == []


def test_every_function_the_walk_of_a_sample_names_is_in_its_file():
    named = re.findall(r"`([\w/]+/[\w/]+\.(?:py|js))`: `([\w.]+)", text_of("architecture.md"))
    assert len(named) > 10
    missing = [
        (file, name)
        for file, name in named
        for part in name.split(".")
        if not re.search(rf"(?:def|class|function) {part}\b", (sources.ROOT / file).read_text())
    ]
    assert missing == []


def test_every_room_stands_in_the_table_of_rooms():
    [table] = re.findall(r"^## The rooms\n(.*?)^## ", text_of("architecture.md"), re.M | re.S)
    named = re.findall(r"`([\w/]+)/`", table)
    rooms = {
        sources.name(path.parent) for path in sources.modules() if path.name != "__init__.py"
    } | {sources.name(path.parent) for path in (sources.ROOT / "dashboard/assets").glob("*/*.js")}
    assert {
        room for room in rooms if not any(f"/{room}".endswith(f"/{each}") for each in named)
    } == set()


def test_every_python_name_in_a_document_can_be_imported():
    written = "\n".join((sources.ROOT / page).read_text(encoding="utf-8") for page in TOLD)
    named = re.findall(r"`((?:firmware_bridge|calibration|rig|dashboard)(?:\.\w+)+)", written)
    assert len(named) > 5
    for name in named:
        pkgutil.resolve_name(name)
