"""What a saw, a drill and a screwdriver make of the mechanical drawings fits together."""

import math
import re
from itertools import pairwise

import pytest

from tests.firmware.papers import described, drawing_of, places, shapes_of, view_of

PADS = {
    "pad-four-cells": ("cheapest-pad", "M5", "Lower plate"),
    "pad-single-point": ("reference-rig", "M6", "Base plate"),
    "pad-no-solder": ("no-solder-kit", "M5", "Lower plate"),
}
ON_ONE_CELL = ["pad-single-point", "pad-no-solder"]


def shift(pad: str) -> tuple[float, float]:
    """Where the corner of the upper plate lies over the plan of the lower one."""
    shapes = shapes_of(pad)
    upper = view_of(pad, "Upper plate")["rect"][0]
    lower = view_of(pad, PADS[pad][2])["rect"][0]
    return shapes["upper plate"]["x"] - shapes["base plate"]["x"], (lower["h"] - upper["h"]) / 2


def shortest_stop_mm(pad: str) -> float:
    """Of its gap, less head and play, plus the plate that holds it."""
    shapes = shapes_of(pad)
    upper, base = shapes["upper plate"], shapes["base plate"]
    between_mm = base["y"] - (upper["y"] + upper["h"])
    return between_mm - shapes["stop head"]["h"] - 0.5 + base["h"]


def bolts(pad: str, plate: str) -> dict[float, dict[str, float]]:
    """Cell screws of the section by the middle of each."""
    section = view_of(pad, "Section")
    return {
        shape["x"] + shape["w"] / 2: shape
        for shape in section["rect"]
        if shape.get("name") == f"{plate} bolt"
    }


def cell_screw(pad: str, begins: str) -> tuple[str, int, str]:
    """Thread and length that a plan names, and the width of the hole."""
    view = view_of(pad, begins)
    words = " ".join(label["words"].replace("\n", " ") for label in view["label"])
    found = re.search(r"2 x ([\d.]+), countersunk from \w+: (M\d) x (\d+) into the cell", words)
    assert found is not None
    return found[2], int(found[3]), found[1]


@pytest.mark.parametrize("pad", PADS)
def test_a_stop_screw_reaches_the_upper_plate_and_not_the_table(pad):
    kit, thread, _ = PADS[pad]
    shapes, shortest_mm = shapes_of(pad), shortest_stop_mm(pad)
    length = re.match(rf"{thread} x (\d+) mm", described(kit, "overload stops"))
    assert length is not None
    assert shapes["stop screw"]["h"] == int(length[1])
    assert shortest_mm + 0.5 < int(length[1]) < shortest_mm + shapes["foot"]["h"] - 2
    assert f"{shapes['foot']['h']} mm high" in described(kit, "feet")
    upper = shapes["upper plate"]
    assert upper["y"] + upper["h"] < shapes["stop head"]["y"], "a stop touches at rest"
    notes = " ".join(drawing_of(pad)["notes"])
    [under] = re.findall(r"It ends ([\d.]+) under", notes)
    assert float(under) == int(length[1]) - shortest_mm
    assert f"= {shortest_mm:g}, so {thread} x {length[1]}" in notes


@pytest.mark.parametrize("pad", PADS)
def test_a_blow_on_a_stop_presses_its_nut_into_the_lower_plate(pad):
    """Flange and lock nut lie on the plate, below the head; the thread must reach up to them."""
    shapes, nut = shapes_of(pad), shapes_of(pad)["stop nut"]
    flange_mm = shapes.get("drive-in nut", {"h": 0})["h"]
    assert nut["y"] + nut["h"] + flange_mm == shapes["base plate"]["y"]
    assert nut["y"] > shapes["stop head"]["y"] + shapes["stop head"]["h"]
    assert "thread up to the head" in described(PADS[pad][0], "overload stops")


@pytest.mark.parametrize("pad", PADS)
def test_stops_stand_in_the_plan_where_the_section_has_them(pad):
    cut = {
        shape["x"] + shape["w"] / 2
        for shape in view_of(pad, "Section")["rect"]
        if shape.get("name") == "stop screw"
    }
    drilled = places(view_of(pad, PADS[pad][2]), "stop")
    assert {x for x, _ in drilled} == cut
    assert len(drilled) == 4


@pytest.mark.parametrize("pad", PADS)
def test_a_dimension_says_how_long_it_is(pad):
    for view in drawing_of(pad)["view"]:
        for shape in view["dim"]:
            assert math.dist(shape["from"], shape["to"]) == float(shape["words"])


@pytest.mark.parametrize("pad", ON_ONE_CELL)
def test_the_layers_of_a_pad_lie_on_one_another(pad):
    shapes = shapes_of(pad)
    names = ("skin", "upper plate", "upper spacer", "cell", "lower spacer", "base plate", "foot")
    for above, below in pairwise(shapes[name] for name in names):
        assert above["y"] + above["h"] == below["y"]


@pytest.mark.parametrize("pad", ON_ONE_CELL)
def test_stops_touch_the_upper_plate_where_it_is_whole(pad):
    right, down = shift(pad)
    upper = view_of(pad, "Upper plate")
    touched = {(x + right, y + down) for x, y in places(upper, "touched")}
    assert touched == places(view_of(pad, PADS[pad][2]), "stop")
    holes = places(upper, "bolt")
    assert all(math.dist(stop, hole) > 20 for stop in places(upper, "touched") for hole in holes)


@pytest.mark.parametrize("pad", ON_ONE_CELL)
def test_holes_of_both_plates_meet_the_two_ends_of_one_cell(pad):
    right, down = shift(pad)
    cell = shapes_of(pad)["cell"]
    lower_plan, upper_plan = view_of(pad, PADS[pad][2]), view_of(pad, "Upper plate")
    lower = places(lower_plan, "bolt")
    upper = {(x + right, y + down) for x, y in places(upper_plan, "bolt")}
    assert {x for x, _ in lower} == set(bolts(pad, "lower"))
    assert {x for x, _ in upper} == set(bolts(pad, "upper"))
    middle = cell["x"] + cell["w"] / 2
    assert middle == lower_plan["rect"][0]["w"] / 2
    assert {(2 * middle - x, y) for x, y in upper} == lower, "the ends of the cell mirror"
    assert {y for _, y in lower} == {lower_plan["rect"][0]["h"] / 2}


@pytest.mark.parametrize("pad", ON_ONE_CELL)
@pytest.mark.parametrize("plate", ["lower", "upper"])
def test_a_cell_screw_bites_and_does_not_come_out_on_the_other_side(pad, plate):
    shapes = shapes_of(pad)
    board = shapes["base plate" if plate == "lower" else "upper plate"]
    begins = PADS[pad][2] if plate == "lower" else "Upper plate"
    thread, length, hole = cell_screw(pad, begins)
    width_mm = float(thread[1:])
    bite_mm = length - board["h"] - shapes[f"{plate} spacer"]["h"]
    assert 1.5 * width_mm <= bite_mm < shapes["cell"]["h"] - 1
    assert f"two {thread} x {length} mm" in described(PADS[pad][0], "fixings")
    assert width_mm < float(hole) <= width_mm + 0.6
    drilled = {c["d"] for c in view_of(pad, begins)["circle"] if c.get("name") == "bolt"}
    assert drilled == {float(hole)}
    for bolt in bolts(pad, plate).values():
        assert (bolt["w"], bolt["h"]) == (width_mm, length)
        head = bolt["y"] + bolt["h"] if plate == "lower" else bolt["y"]
        assert head == board["y"] + (board["h"] if plate == "lower" else 0)


def test_the_no_solder_kit_holds_what_its_drawing_shows():
    kit, shapes = "no-solder-kit", shapes_of("pad-no-solder")
    for plate in ("upper plate", "base plate"):
        size = f"{shapes[plate]['h']} mm, {shapes[plate]['w']} x {shapes[plate]['w']} mm"
        assert size in described(kit, "plates")
    assert f"{shapes['skin']['h']} mm, {shapes['skin']['w']} x" in described(kit, "skin")
    cell = shapes["cell"]
    assert f"{cell['h']} x {cell['h']} x {cell['w']} mm" in described(kit, "load cell")
    assert "twelve M5 washers of 1 mm, three round each hole" in described(kit, "fixings")
    assert shapes["upper spacer"]["h"] == shapes["lower spacer"]["h"] == 3
    assert "This is an assumption" in " ".join(drawing_of("pad-no-solder")["notes"])


def test_feet_of_the_no_solder_kit_leave_room_for_stops_and_screws():
    lower = view_of("pad-no-solder", "Lower plate")
    feet = [shape for shape in lower["rect"] if shape.get("round") == 10]
    assert len(feet) == 4
    for foot in feet:
        centre = foot["x"] + foot["w"] / 2, foot["y"] + foot["h"] / 2
        for name, radius in (("flange", 8), ("bolt", 6)):
            for place in places(lower, name):
                assert math.dist(centre, place) > foot["w"] / 2 + radius
    flanges = places(lower, "flange")
    assert flanges == places(lower, "stop")
