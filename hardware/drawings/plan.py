"""Mechanical drawings: views made of rectangles, circles, dimensions and labels, in millimetres."""

import math
from typing import Any

from svg import INK, QUIET, box, document, dot, line, text

MARGIN = 40.0
TITLE = 110.0
FILLS = {
    "wood": "#ead7b7",
    "skin": "#f6c9bb",
    "cell": "#b9c8d6",
    "steel": "#9aa5ad",
    "aluminium": "#d9dfe3",
    "hole": "#ffffff",
    "none": "none",
}


def plan_svg(said: dict[str, Any]) -> str:
    """One page with every view of a drawing."""
    drawn, right, bottom = [], 0.0, 0.0
    for view in said["view"]:
        elements, extent_x, extent_y = _view(view)
        drawn += elements
        right, bottom = max(right, extent_x), max(bottom, extent_y)
    notes = said.get("notes", [])
    width = max(
        right + MARGIN,
        2 * MARGIN + max((len(note) for note in notes), default=0) * 6.9,
        2 * MARGIN + len(said["title"]) * 13,
    )
    words = [text(MARGIN, 42, said["title"], size=20, weight="bold")]
    words += [
        text(MARGIN, bottom + 34 + 20 * number, note, size=12, colour=QUIET)
        for number, note in enumerate(notes)
    ]
    return document(width, bottom + 44 + 20 * len(notes), said["title"], words + drawn)


def _view(view: dict[str, Any]) -> tuple[list[str], float, float]:
    scale = view["px_per_mm"]
    left, top = MARGIN + view["at_px"][0], TITLE + view["at_px"][1]

    def px(x_mm: float, y_mm: float) -> tuple[float, float]:
        return left + x_mm * scale, top + y_mm * scale

    drawn = [text(left, top - 46, view["name"], size=14, weight="bold")]
    for shape in view.get("rect", ()):
        x, y = px(shape["x"], shape["y"])
        drawn.append(
            box(
                x,
                y,
                shape["w"] * scale,
                shape["h"] * scale,
                fill=FILLS[shape["fill"]],
                radius=shape.get("round", 0) * scale,
                dash="5 4" if shape.get("hidden") else "",
            )
        )
    for shape in view.get("circle", ()):
        x, y = px(shape["x"], shape["y"])
        drawn.append(dot(x, y, shape["d"] * scale / 2, fill=FILLS[shape["fill"]], colour=INK))
    for shape in view.get("dim", ()):
        drawn += _dimension(px(*shape["from"]), px(*shape["to"]), shape)
    for shape in view.get("label", ()):
        drawn += _label(px(*shape["at"]), px(*shape["text_at"]), shape)
    right, bottom = px(*view["size"])
    return drawn, right, bottom


def _dimension(
    start: tuple[float, float], end: tuple[float, float], shape: dict[str, Any]
) -> list[str]:
    """A dimension line beside what it measures, with its words in the middle."""
    (x1, y1), (x2, y2) = start, end
    off = shape["offset_px"]
    length = math.hypot(x2 - x1, y2 - y1)
    across = (-(y2 - y1) / length * off, (x2 - x1) / length * off)
    a, b = (x1 + across[0], y1 + across[1]), (x2 + across[0], y2 + across[1])
    upright = abs(y2 - y1) > abs(x2 - x1)
    along = ((b[0] - a[0]) / length * 7, (b[1] - a[1]) / length * 7)
    side = (-along[1] * 0.4, along[0] * 0.4)
    drawn = [line([start, a], colour=QUIET, width=0.8), line([end, b], colour=QUIET, width=0.8)]
    drawn.append(line([a, b], colour=QUIET, width=1))
    for tip, sign in ((a, 1), (b, -1)):
        wings = [
            (tip[0] + sign * along[0] + w * side[0], tip[1] + sign * along[1] + w * side[1])
            for w in (1, -1)
        ]
        drawn.append(line([wings[0], tip, wings[1]], colour=QUIET, width=1))
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    if upright:
        beside = 6 if across[0] >= 0 else -6
        anchor = "start" if across[0] >= 0 else "end"
        drawn.append(
            text(middle[0] + beside, middle[1] + 4, shape["words"], size=12, anchor=anchor)
        )
    else:
        above = -6 if across[1] < 0 else 16
        drawn.append(text(middle[0], middle[1] + above, shape["words"], size=12, anchor="middle"))
    return drawn


def _label(
    tip: tuple[float, float], words_at: tuple[float, float], shape: dict[str, Any]
) -> list[str]:
    """Words with a line to what they name."""
    anchor = shape.get("anchor", "start")
    gap_x, gap_y = {"start": (-5, -4), "end": (5, -4), "middle": (0, -14)}[anchor]
    drawn = [
        line([tip, (words_at[0] + gap_x, words_at[1] + gap_y)], colour=QUIET, width=0.9),
        dot(*tip, 2.2, fill=QUIET),
    ]
    for number, words in enumerate(shape["words"].split("\n")):
        drawn.append(text(words_at[0], words_at[1] + 15 * number, words, size=12, anchor=anchor))
    return drawn
