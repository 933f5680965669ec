"""Drawings, lists and pins of the hardware folder agree with one another."""

import re
import runpy
import sys
import tomllib
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.firmware.listening import listen
from tests.firmware.papers import HARDWARE, KITS, parts


@pytest.fixture
def drawings(monkeypatch):
    """SVG text by file, made anew from the sources."""
    monkeypatch.syspath_prepend(str(HARDWARE / "drawings"))
    for name in ("draw", "plan", "svg", "wiring"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import draw

    return draw.drawings()


def wires(name: str) -> dict[str, str]:
    """Where each wire of a diagram goes, by where it begins."""
    said = tomllib.loads((HARDWARE / "drawings" / f"wiring-{name}.toml").read_text("utf-8"))
    return {wire["from"]: wire["to"] for wire in said["wire"]}


def pin_of(board: str, name: str) -> str:
    """Number of a pin in `board.h`."""
    found = re.search(rf"{name}_PIN = (\d+)", board)
    assert found is not None
    return found[1]


def printed_lines() -> tuple[dict[str, int], dict[str, list[str]]]:
    """Lines printed in the check sheet, as the host reads them.

    Returns:
        the place of what the host found, counted after the letter; the cells of each line.
    """
    sheet = (HARDWARE / "first-power-up.md").read_text("utf-8")
    lines = re.findall(r"^    ([SI],.*\*[0-9A-F]{4})$", sheet, re.MULTILINE)
    heard = listen("".join(f"{line}\r\n" for line in lines).encode())
    assert heard.rejected == 0
    [hello] = heard.hellos
    cells = {line[0]: line.partition(",*")[0].split(",")[1:] for line in lines}
    found = {
        "flags": ("S", heard.flags[0]),
        "counts": ("S", heard.counts[0]),
        "contact": ("S", heard.contact_mv[0]),
        "rate": ("I", round(1000 * hello.rate_hz)),
        "boot": ("I", hello.boot_id),
        "uid": ("I", hello.identity),
    }
    return {name: 1 + cells[at].index(str(value)) for name, (at, value) in found.items()}, cells


def resistance_ohm(edges: list[tuple[str, str, float]], begin: str, end: str) -> float:
    """Between two nodes of a network of resistors, by Kirchhoff's laws."""
    nodes = sorted({node for first, second, _ in edges for node in (first, second)})
    at = {node: number for number, node in enumerate(nodes)}
    laplacian = np.zeros((len(nodes), len(nodes)))
    for first, second, ohm in edges:
        i, j = at[first], at[second]
        laplacian[[i, j], [i, j]] += 1 / ohm
        laplacian[[i, j], [j, i]] -= 1 / ohm
    flow = np.zeros(len(nodes))
    flow[at[begin]], flow[at[end]] = 1.0, -1.0
    volts = np.linalg.lstsq(laplacian, flow, rcond=None)[0]
    return float(volts[at[begin]] - volts[at[end]])


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
    uno = wires("uno")
    for part, name in (("DT", "DOUT"), ("SCK", "SCK")):
        assert uno[f"HX711 board/{part}"] == f"Arduino Uno or Nano/D{pin_of(board, name)}"
    pico = runpy.run_path(str(HARDWARE / "micropython" / "config.py"))
    assert wires("pico")["HX711 board/DT"] == f"Pico W/GP{pico['HX711_DOUT_PIN']}"
    assert wires("pico")["HX711 board/SCK"] == f"Pico W/GP{pico['HX711_SCK_PIN']}"
    rig = runpy.run_path(str(HARDWARE / "micropython" / "configs" / "reference_rig.py"))
    to = {begin: end.partition(" (")[0] for begin, end in wires("pico-nau7802").items()}
    assert to["NAU7802 board/SDA"] == f"Pico W/GP{rig['NAU7802_SDA_PIN']}"
    assert to["NAU7802 board/SCL"] == f"Pico W/GP{rig['NAU7802_SCL_PIN']}"
    assert to[f"Button of the rater/to GP{rig['BUTTON_PIN']}"] == f"Pico W/GP{rig['BUTTON_PIN']}"


def test_nothing_but_a_resistor_stands_between_the_rate_pin_and_the_output_that_drives_it():
    board = (HARDWARE / "uno" / "board.h").read_text("utf-8")
    uno, output = wires("uno"), f"D{pin_of(board, 'RATE')}"
    assert uno["HX711 board/RATE"] == "1 kOhm resistor/to RATE"
    assert uno[f"1 kOhm resistor/to {output}"] == f"Arduino Uno or Nano/{output}"
    assert list(uno.values()).count(f"Arduino Uno or Nano/{output}") == 1


def test_the_four_cells_make_the_bridge_that_the_check_sheet_expects():
    """Two halves of 1 kOhm in each cell, red between them."""
    joined = tomllib.loads((HARDWARE / "drawings" / "wiring-four-cells.toml").read_text("utf-8"))
    edges = [(wire["from"], wire["to"], 1e-3) for wire in joined["wire"]]
    for part in joined["part"][:4]:
        pins = {pin.split()[0]: f"{part['name']}/{pin}" for pin in part["right"]}
        edges += [(pins["red"], pins[end], 1e3) for end in ("white", "black")]
    sheet = (HARDWARE / "first-power-up.md").read_text("utf-8").replace(",", "")
    row = re.search(r"\| four .* \| (\d+) to (\d+) Ohm \| (\d+) to (\d+) Ohm \|", sheet)
    assert row is not None
    low, high, low_out, high_out = map(float, row.groups())
    for ends, least, most in (("E+ E-", low, high), ("A+ A-", low_out, high_out)):
        begin, end = (f"HX711 board/{pin}" for pin in ends.split())
        assert least < resistance_ohm(edges, begin, end) < most


def test_the_lines_of_the_check_sheet_are_lines_of_a_board():
    told, cells = printed_lines()
    sheet = (HARDWARE / "first-power-up.md").read_text("utf-8")
    for letter, line in cells.items():
        row = re.search(rf"^\| `{letter}` \|(.*)\|$", sheet, re.MULTILINE)
        assert row is not None
        explained = [cell.strip() for cell in row[1].split("|")]
        for cell, words in zip(line, explained, strict=False):
            assert words.endswith(f" {cell}")
    assert set(told) == {"flags", "counts", "contact", "rate", "boot", "uid"}


@pytest.mark.parametrize("paper", ["first-power-up.md", "build-guide.md"])
def test_numbers_of_a_line_are_counted_in_one_way_and_as_the_host_reads_them(paper):
    told, _ = printed_lines()
    words = (HARDWARE / paper).read_text("utf-8")
    counted = re.findall(r"(\w+) \((\d)(?:st|nd|rd|th) number", words)
    assert counted
    assert counted == [(name, str(told[name])) for name, _ in counted]
    assert not re.search(r"(second|third|fourth|fifth|sixth|seventh|eighth|last) number", words)


def test_what_is_bought_is_what_the_firmware_reads():
    words = " ".join(part["description"] for kit in KITS for part in parts(kit))
    for unread in ("ADS1232", "DS18B20"):
        assert unread not in words


def test_every_link_of_the_guides_leads_somewhere():
    for page in HARDWARE.glob("*.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert (HARDWARE / target).exists(), f"{page.name}: {target}"


def test_the_readme_says_that_nothing_was_tried_on_hardware():
    assert "tried on physical hardware yet" in (HARDWARE / "README.md").read_text("utf-8")
