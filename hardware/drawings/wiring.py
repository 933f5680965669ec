"""Wiring diagrams: parts in columns, wires in the lanes between them.

Each wire leaves its pin level, runs down a lane of its own and enters the other pin level. Pins
of neighbouring columns lie on different heights, so that wires cross but never cover each other.
A dot is a joint, a crossing without one is none.
"""

from typing import Any

from svg import INK, QUIET, box, document, dot, line, text

PITCH = 26.0
HALF = PITCH / 2
LANE = 15.0
MARGIN = 30.0
TOP = 92.0
CHARACTER = 7.6
PART_FILL = "#eef3f7"


def wiring_svg(said: dict[str, Any]) -> str:
    """A diagram of its parts and wires."""
    parts = {part["name"]: part for part in said["part"]}
    columns = max(part["column"] for part in parts.values()) + 1
    widths = [
        max(_width(part) for part in parts.values() if part["column"] == column)
        for column in range(columns)
    ]
    routes = _routes(said["wire"], parts)
    lanes = [
        1 + max((r["lane"] for r in routes if r["gap"] == g), default=0) for g in range(columns)
    ]
    left = [MARGIN]
    for column in range(columns):
        left.append(left[-1] + widths[column] + (lanes[column] + 1) * LANE)
    drawn = []
    for route in sorted(routes, key=lambda r: -r["lane"]):
        drawn += _wire(route, parts, left, widths)
    drawn += [e for part in parts.values() for e in _part(part, left, widths)]
    bottom = max(_top(part) + _height(part) for part in parts.values())
    notes = [said["note"], *(entry["text"] for entry in said.get("legend", ()))]
    last = max(part["column"] for part in parts.values())
    width = max(
        left[last] + widths[last] + MARGIN,
        2 * MARGIN + max(len(note) for note in notes) * 6.9,
        2 * MARGIN + len(said["title"]) * 13,
    )
    words = [text(MARGIN, 40, said["title"], size=20, weight="bold")]
    words += [
        text(MARGIN, bottom + 32 + 20 * n, note, size=12, colour=QUIET)
        for n, note in enumerate(notes)
    ]
    return document(width, bottom + 32 + 20 * len(notes), said["title"], words + drawn)


def _width(part: dict[str, Any]) -> float:
    pins = [len(p) for p in part.get("left", ())], [len(p) for p in part.get("right", ())]
    inside = sum(max(side) for side in pins if side) + 4
    return max(inside, len(part["name"]) + 3) * CHARACTER


def _height(part: dict[str, Any]) -> float:
    rows = max(len(part.get("left", ())), len(part.get("right", ())))
    return rows * PITCH + PITCH + 12


def _top(part: dict[str, Any]) -> float:
    return TOP + part["row"] * PITCH + (HALF if part["column"] % 2 else 0)


def _pin(address: str, parts: dict[str, Any]) -> tuple[dict[str, Any], str, float]:
    """Part, side and height of a pin."""
    name, pin = address.split("/")
    part = parts[name]
    for side in ("left", "right"):
        if pin in part.get(side, ()):
            return part, side, _top(part) + PITCH + 10 + part[side].index(pin) * PITCH
    raise ValueError(f"{address}: no such pin")


def _routes(wires: list[dict[str, Any]], parts: dict[str, Any]) -> list[dict[str, Any]]:
    """Each wire with its gap and its lane; wires in one lane do not meet."""
    routes = []
    for wire in wires:
        ends = [_pin(wire[end], parts) for end in ("from", "to")]
        gap = min(
            part["column"] if side == "right" else part["column"] - 1 for part, side, _ in ends
        )
        span = sorted(y for _, _, y in ends)
        routes.append({"wire": wire, "ends": ends, "gap": gap, "span": span, "lane": 0})
    for route in sorted(routes, key=lambda r: (r["span"][1] - r["span"][0], r["span"][0])):
        taken = {
            other["lane"]
            for other in routes
            if other is not route
            and other["gap"] == route["gap"]
            and other.get("placed")
            and other["span"][0] <= route["span"][1] + 1
            and route["span"][0] <= other["span"][1] + 1
        }
        route["lane"] = next(lane for lane in range(len(routes) + 1) if lane not in taken)
        route["placed"] = True
    for route in routes:
        # Wires to one pin share its level stretch: all but the longest join it with a dot.
        route["shared"] = [
            end[2]
            for end in route["ends"]
            if any(
                end in other["ends"] and other["lane"] > route["lane"]
                if end[1] == "right"
                else end in other["ends"] and other["lane"] < route["lane"]
                for other in routes
                if other["gap"] == route["gap"]
            )
        ]
    return routes


def _wire(
    route: dict[str, Any], parts: dict[str, Any], left: list[float], widths: list[float]
) -> list[str]:
    gap = route["gap"]
    lane_x = left[gap] + widths[gap] + (route["lane"] + 1) * LANE
    points = []
    for part, side, y in route["ends"]:
        x = left[part["column"]] + (widths[part["column"]] if side == "right" else 0)
        points.append((x, y))
    (x1, y1), (x2, y2) = points
    path = [(x1, y1), (lane_x, y1), (lane_x, y2), (x2, y2)]
    wire = route["wire"]
    joints = [dot(lane_x, y, 3.2, fill=wire["colour"]) for y in route["shared"]]
    dash = "6 4" if wire.get("dashed") else ""
    return [
        line(path, colour=wire["colour"], width=2.4, dash=dash),
        dot(x1, y1, 3.5, fill=wire["colour"]),
        dot(x2, y2, 3.5, fill=wire["colour"]),
        *joints,
    ]


def _part(part: dict[str, Any], left: list[float], widths: list[float]) -> list[str]:
    x, y, width = left[part["column"]], _top(part), widths[part["column"]]
    drawn = [
        box(x, y, width, _height(part), fill=PART_FILL, radius=6),
        text(x + width / 2, y + 18, part["name"], anchor="middle", weight="bold", size=12),
    ]
    for side, at, anchor in (("left", x + 9, "start"), ("right", x + width - 9, "end")):
        for number, pin in enumerate(part.get(side, ())):
            if not pin:
                continue
            level = y + PITCH + 10 + number * PITCH
            edge = x if side == "left" else x + width
            drawn.append(dot(edge, level, 3, fill=INK))
            drawn.append(text(at, level + 4.5, pin.strip(), anchor=anchor, size=12))
    return drawn
