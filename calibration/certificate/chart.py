"""Small line charts as SVG text, drawn for paper: axes, grid, series, no script, no file."""

import math
from dataclasses import dataclass
from html import escape
from typing import Final

WIDTH_PX: Final = 640.0
HEIGHT_PX: Final = 212.0
LEFT_PX: Final = 62.0
RIGHT_PX: Final = 14.0
TOP_PX: Final = 14.0
BOTTOM_PX: Final = 58.0
TICKS: Final = 6
SPILL_FRAC: Final = 0.1
INK: Final = "#1b2733"
GRID: Final = "#dfe5ea"


@dataclass(frozen=True, slots=True)
class Series:
    """One set of points.

    Attributes:
        name: for the legend; empty leaves it out.
        x: (n,) in the unit of the axis.
        y: (n,) in the unit of the axis.
        colour: of line and marks.
        mark: `dot`, `ring` or none.
        line: joined by a line.
        dash: broken line.
    """

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: str
    mark: str = ""
    line: bool = True
    dash: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Series on two axes, with a sentence for those who cannot see it."""

    x_title: str
    y_title: str
    description: str
    series: tuple[Series, ...]


def svg_of(chart: Chart) -> str:
    """The chart as one SVG element."""
    x_ticks = nice_ticks(*_span(chart, "x"))
    y_ticks = nice_ticks(*_span(chart, "y"))
    x_low, x_high = x_ticks[0], x_ticks[-1]
    y_low, y_high = y_ticks[0], y_ticks[-1]

    def across(value: float) -> float:
        return LEFT_PX + (value - x_low) / (x_high - x_low) * (WIDTH_PX - LEFT_PX - RIGHT_PX)

    def down(value: float) -> float:
        return (
            HEIGHT_PX
            - BOTTOM_PX
            - (value - y_low) / (y_high - y_low) * (HEIGHT_PX - TOP_PX - BOTTOM_PX)
        )

    parts = [
        f'<svg viewBox="0 0 {WIDTH_PX:g} {HEIGHT_PX:g}" role="img" class="chart" '
        'font-family="Helvetica, Arial, sans-serif" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(chart.description)}</title>'
    ]
    for tick in x_ticks:
        x = across(tick)
        parts.append(_line(x, TOP_PX, x, HEIGHT_PX - BOTTOM_PX, GRID))
        parts.append(_text(x, HEIGHT_PX - BOTTOM_PX + 14, f"{tick:g}", "middle"))
    for tick in y_ticks:
        y = down(tick)
        colour = INK if tick == 0.0 else GRID
        parts.append(_line(LEFT_PX, y, WIDTH_PX - RIGHT_PX, y, colour))
        parts.append(_text(LEFT_PX - 6, y + 3.5, _signed(tick, y_low), "end"))
    middle = (LEFT_PX + WIDTH_PX - RIGHT_PX) / 2.0
    parts.append(_text(middle, HEIGHT_PX - BOTTOM_PX + 29, chart.x_title, "middle"))
    half = (TOP_PX + HEIGHT_PX - BOTTOM_PX) / 2.0
    parts.append(
        f'<text transform="translate(13 {half:.1f}) rotate(-90)" text-anchor="middle" '
        f'font-size="10" fill="{INK}">{escape(chart.y_title)}</text>'
    )
    for series in chart.series:
        points = [(across(x), down(y)) for x, y in zip(series.x, series.y, strict=True)]
        parts.append(_drawn(series, points))
    parts.append(_legend(chart))
    parts.append("</svg>")
    return "".join(parts)


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers that cover the span, about `TICKS` of them."""
    if not high > low:
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / (TICKS - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(
        power * each for each in (1.0, 2.0, 2.5, 5.0, 10.0) if power * each >= rough * 0.999
    )
    # A value a hair beyond a tick needs no further one.
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - SPILL_FRAC)
    return tuple(round(number * step, 12) for number in range(first, last + 1))


def _span(chart: Chart, axis: str) -> tuple[float, float]:
    values = [value for series in chart.series for value in getattr(series, axis)]
    return (min(values), max(values)) if values else (0.0, 1.0)


def _signed(value: float, lowest: float) -> str:
    return f"{value:+g}" if lowest < 0.0 and value else f"{value:g}"


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        'stroke-width="0.8"/>'
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="10" '
        f'fill="{INK}">{escape(words)}</text>'
    )


def _drawn(series: Series, points: list[tuple[float, float]]) -> str:
    drawn = []
    if series.line and len(points) > 1:
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        dash = ' stroke-dasharray="5 4"' if series.dash else ""
        drawn.append(
            f'<polyline points="{path}" fill="none" stroke="{series.colour}" '
            f'stroke-width="1.4"{dash}/>'
        )
    fill = "#fff" if series.mark == "ring" else series.colour
    if series.mark:
        drawn += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.8" fill="{fill}" '
            f'stroke="{series.colour}" stroke-width="1.2"/>'
            for x, y in points
        ]
    return "".join(drawn)


def _legend(chart: Chart) -> str:
    drawn, x = [], LEFT_PX
    for series in chart.series:
        if series.name:
            y = HEIGHT_PX - 4.0
            ends = [(x, y - 3.5), (x + 16.0, y - 3.5)] if series.line else [(x + 8.0, y - 3.5)]
            drawn.append(_drawn(series, ends))
            drawn.append(_text(x + 22.0, y, series.name, "start"))
            x += 40.0 + 5.6 * len(series.name)
    return "".join(drawn)
