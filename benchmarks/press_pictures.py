"""Pictures of presses and of what is found in them, for docs/adr/0021.

    python -m benchmarks.press_pictures

The presses are of the tests' own generator (`tests/hands.py`), not of the product's simulator.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from firmware_bridge.rounding import fixed, significant
from rig.engine.analyse import JudgedRecord, rest_of
from tests.hands import Array, Trace, trace_of
from tests.judged import judged

FOLDER = Path(__file__).parents[1] / "docs/adr/pictures"
Press = tuple[str, int]
SHEETS: Final[dict[str, tuple[Press, ...]]] = {
    "ordinary": (
        ("ordinary", 1),
        ("jittered stamps", 8),
        ("slow ramps", 4),
        ("shifted zero", 6),
        ("creeping", 3),
        ("trembling", 4),
    ),
    "hard": (
        ("sagging", 13),
        ("swaying", 10),
        ("resting hand", 6),
        ("spikes and pushes", 4),
        ("breaks", 10),
        ("three levels", 12),
    ),
}
"""Kind of hand and seed of each press."""

COLUMNS: Final = 2
WIDE, HIGH = 380, 208
LEFT, TOP, RIGHT, BOTTOM = 34, 56, 12, 34
COLOURS: Final = {"hold": "#b7e0c1", "unsteady": "#ffe08a", "refused": "#d9d9d9"}
STYLE: Final = (
    "text{font:11px sans-serif;fill:#222}.t{font-weight:bold}.a{font-size:10px;fill:#555}"
    ".f{fill:none;stroke:#1f4e79;stroke-width:1;stroke-linejoin:round}"
    ".m{stroke:#222;stroke-width:3}.l{stroke:#222;stroke-dasharray:3 2}"
)


def sheet(presses: tuple[Press, ...]) -> str:
    """One SVG of several presses, side by side."""
    rows = -(-len(presses) // COLUMNS)
    wide, high = COLUMNS * WIDE, rows * HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        f'width="{wide}" height="{high}"><style>{STYLE}</style>',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
    ]
    for at, (kind, seed) in enumerate(presses):
        across, down = at % COLUMNS * WIDE, at // COLUMNS * HIGH
        parts.append(f'<g transform="translate({across} {down})">')
        parts += _panel(kind, trace_of(kind, seed))
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _panel(kind: str, trace: Trace) -> Iterator[str]:
    found = judged(trace.t_s, trace.force_n, trace.rate_hz)
    zero_n = rest_of(trace.t_s, trace.force_n, None).raw
    force_n = trace.force_n - zero_n
    low_n, high_n = min(float(np.min(force_n)), 0.0), 1.06 * float(np.max(force_n))
    length_s = float(trace.t_s[-1])

    def across(t_s: float) -> float:
        return LEFT + (WIDE - LEFT - RIGHT) * t_s / length_s

    def down(value_n: float) -> float:
        return TOP + (HIGH - TOP - BOTTOM) * (high_n - value_n) / (high_n - low_n)

    bottom = HIGH - BOTTOM
    yield _text(LEFT, 14, f"{kind}, {fixed(trace.rate_hz, 0)} samples a second", "t")
    for number, each in enumerate(found.holds, 1):
        hold = each.hold
        x, end = across(hold.plateau_start_s), across(hold.plateau_end_s)
        yield (
            f'<rect x="{x:.1f}" y="{TOP}" width="{end - x:.1f}" height="{bottom - TOP}" '
            f'fill="{COLOURS[hold.kind]}"/>'
        )
        y = f"{down(hold.level_n):.1f}"
        yield f'<line class="l" x1="{x:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}"/>'
        yield _text(x + 2, TOP + 10, str(number), "a")
    for refused in found.refused:
        x, end = across(refused.start_s), across(refused.end_s)
        yield (
            f'<rect x="{x:.1f}" y="{TOP}" width="{end - x:.1f}" height="{bottom - TOP}" '
            f'fill="{COLOURS["refused"]}"/>'
        )
    yield f'<path class="f" d="{_course(trace.t_s, force_n, across(0.0), down(0.0), down(1.0))}"/>'
    for meant in trace.meant:
        yield (
            f'<line class="m" x1="{across(meant.start_s):.1f}" x2="{across(meant.end_s):.1f}" '
            f'y1="{bottom + 4}" y2="{bottom + 4}"/>'
        )
    yield _text(LEFT - 2, down(high_n / 1.06) + 4, significant(high_n / 1.06, 2), "a", "end")
    yield _text(LEFT - 2, down(0.0) + 4, "0 N", "a", "end")
    yield _text(WIDE - RIGHT, bottom + 18, f"{fixed(length_s, 0)} s", "a", "end")
    for line, told in enumerate(_told(found)):
        yield _text(LEFT, 27 + 12 * line, told, "a")


def _told(found: JudgedRecord) -> list[str]:
    """Lines of classes and reasons; what is refused for the same reason is told once."""
    holds = [each.hold for each in found.holds]
    told = [
        f"{number} {hold.kind} {fixed(hold.hold_s, 1)} s"
        + (f" ({hold.reason})" if hold.reason else "")
        for number, hold in enumerate(holds, 1)
    ]
    told += dict.fromkeys(f"grey: {each.kind} ({each.reason})" for each in found.refused)
    lines = [""]
    for each in told:
        joined = f"{lines[-1]}; {each}" if lines[-1] else each
        lines = [*lines[:-1], joined] if len(joined) <= 66 else [*lines, each]
    return lines


def _course(t_s: Array, force_n: Array, from_x: float, zero_y: float, one_y: float) -> str:
    """Path of the force: lowest and highest of each step of two pixels, in whole pixels."""
    wide = WIDE - LEFT - RIGHT
    steps = np.minimum((t_s / t_s[-1] * wide / 2).astype(int), wide // 2 - 1)
    ys = np.round(zero_y + (one_y - zero_y) * force_n).astype(int)
    path, last = f"M{round(from_x)} {ys[0]}", int(ys[0])
    for step in range(wide // 2):
        inside = ys[steps == step]
        if not len(inside):
            path += "h2"
            continue
        ends = sorted({int(np.min(inside)), int(np.max(inside))})
        near, far = (ends[0], ends[-1]) if abs(ends[0] - last) <= abs(ends[-1] - last) else (
            ends[-1], ends[0],
        )  # fmt: skip
        path += f"l2 {near - last}" + (f"v{far - near}" if far != near else "")
        last = far
    return path


def _text(x: float, y: float, words: str, style: str, anchor: str = "start") -> str:
    return f'<text class="{style}" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


def main() -> None:
    """Writes the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, presses in SHEETS.items():
        text = sheet(presses)
        (FOLDER / f"presses-{name}.svg").write_text(text, encoding="utf-8")
        print(f"presses-{name}.svg: {len(text)} bytes")


if __name__ == "__main__":
    main()
