"""Lists of parts and mechanical drawings of the hardware folder, read as a builder reads them."""

import csv
import tomllib
from pathlib import Path
from typing import Any

HARDWARE = Path(__file__).parents[2] / "hardware"
KITS = ["cheapest-pad", "reference-rig", "no-solder-kit"]


def parts(kit: str) -> list[dict[str, str]]:
    """Lines of a list of parts."""
    with (HARDWARE / "bom" / f"{kit}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def described(kit: str, part: str) -> str:
    """What a list says of one part."""
    return next(line["description"] for line in parts(kit) if line["part"] == part)


def drawing_of(pad: str) -> dict[str, Any]:
    """Source of a mechanical drawing."""
    return tomllib.loads((HARDWARE / "drawings" / f"{pad}.toml").read_text("utf-8"))


def view_of(pad: str, begins: str) -> dict[str, Any]:
    """The view whose name begins so."""
    return next(view for view in drawing_of(pad)["view"] if view["name"].startswith(begins))


def shapes_of(pad: str) -> dict[str, dict[str, float]]:
    """Named rectangles of a drawing; of several with one name the last."""
    return {
        shape["name"]: shape
        for view in drawing_of(pad)["view"]
        for shape in view["rect"]
        if "name" in shape
    }


def places(view: dict[str, Any], name: str) -> set[tuple[float, float]]:
    """Centres of the circles of one name."""
    return {(circle["x"], circle["y"]) for circle in view["circle"] if circle.get("name") == name}
