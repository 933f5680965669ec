"""Drawings, lists and pins of the hardware folder agree with one another."""

import csv
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

HARDWARE = Path(__file__).parents[2] / "hardware"
KITS = ["cheapest-pad", "reference-rig", "no-solder-kit"]


@pytest.fixture
def drawings(monkeypatch):
    """SVG text by file, made anew from the sources."""
    monkeypatch.syspath_prepend(str(HARDWARE / "drawings"))
    for name in ("draw", "plan", "svg", "wiring"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import draw

    return draw.drawings()


def parts(kit: str) -> list[dict[str, str]]:
    with (HARDWARE / "bom" / f"{kit}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_drawings_in_the_folder_are_those_of_their_sources(drawings):
    assert len(drawings) >= 6
    for path, svg in drawings.items():
        assert path.read_text(encoding="utf-8") == svg, f"{path.name}: run draw.py"


def test_the_drawings_are_sound_svg_and_no_words_leave_the_page(drawings):
    for svg in drawings.values():
        page = ET.fromstring(svg)
        width = float(page.attrib["width"])
        for element in page.iter("{http://www.w3.org/2000/svg}text"):
            size = float(element.attrib["font-size"])
            room = 0.58 * size * len(element.text or "")
            x = float(element.attrib["x"])
            start = {"start": x, "middle": x - room / 2, "end": x - room}
            left = start[element.attrib["text-anchor"]]
            assert left > -2, element.text
            assert left + room <= width + 12, element.text


@pytest.mark.parametrize("kit", KITS)
def test_every_line_of_a_list_can_be_bought(kit):
    for part in parts(kit):
        assert part["part"]
        assert part["description"]
        assert int(part["quantity"]) > 0
        assert 0 <= float(part["price_low_usd"]) <= float(part["price_high_usd"])


def test_the_totals_in_the_readme_are_those_of_the_lists():
    row = re.search(r"\| price, US\$ \|(.*)\|", (HARDWARE / "README.md").read_text("utf-8"))
    assert row is not None
    told = [tuple(map(int, re.findall(r"\d+", cell))) for cell in row[1].split("|")]
    totals = []
    for kit in KITS:
        needed = [part for part in parts(kit) if "optional" not in part["part"]]
        low = sum(float(part["price_low_usd"]) for part in needed)
        high = sum(float(part["price_high_usd"]) for part in parts(kit))
        totals.append((round(low), round(high)))
    assert told == totals


def test_the_wiring_names_the_pins_of_the_firmware():
    board = (HARDWARE / "uno" / "board.h").read_text("utf-8")
    wiring = (HARDWARE / "drawings" / "wiring-uno.toml").read_text("utf-8")
    for part, name in (("DT", "DOUT"), ("SCK", "SCK"), ("RATE", "RATE")):
        pin = re.search(rf"{name}_PIN = (\d+)", board)
        assert pin is not None
        assert f'from = "HX711 board/{part}"\nto = "Arduino Uno or Nano/D{pin[1]}"' in wiring
    config = (HARDWARE / "micropython" / "config.py").read_text("utf-8")
    dout, sck = re.search(r"HX711_DOUT_PIN, .* = (\d+), (\d+)", config).groups()
    pico = (HARDWARE / "drawings" / "wiring-pico.toml").read_text("utf-8")
    assert f'from = "HX711 board/DT"\nto = "Pico W/GP{dout}"' in pico
    assert f'from = "HX711 board/SCK"\nto = "Pico W/GP{sck}"' in pico


def test_every_link_of_the_guides_leads_somewhere():
    for page in HARDWARE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (HARDWARE / target).exists(), f"{page.name}: {target}"


def test_the_readme_says_that_nothing_was_tried_on_hardware():
    assert "tried on physical hardware yet" in (HARDWARE / "README.md").read_text("utf-8")
