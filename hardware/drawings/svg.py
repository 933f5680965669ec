"""The few SVG elements the drawings are made of."""

from collections.abc import Iterable
from html import escape

INK = "#1c2833"
QUIET = "#5d6d7e"
PAPER = "#ffffff"
FONT = "font-family='DejaVu Sans, Verdana, sans-serif'"


def document(width: float, height: float, title: str, elements: Iterable[str]) -> str:
    """A page with a white ground, so that it reads on dark screens too."""
    body = "\n".join(elements)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:.0f}' height='{height:.0f}' "
        f"viewBox='0 0 {width:.0f} {height:.0f}' role='img'>\n<title>{escape(title)}</title>\n"
        f"<rect width='100%' height='100%' fill='{PAPER}'/>\n{body}\n</svg>\n"
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 13,
    anchor: str = "start",
    weight: str = "normal",
    colour: str = INK,
    turn_deg: float = 0,
) -> str:
    """Words on their base line."""
    turn = f" transform='rotate({turn_deg:.0f} {x:.1f} {y:.1f})'" if turn_deg else ""
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' {FONT} font-size='{size:g}' text-anchor='{anchor}' "
        f"font-weight='{weight}' fill='{colour}'{turn}>{escape(words)}</text>"
    )


def line(
    points: Iterable[tuple[float, float]],
    *,
    colour: str = INK,
    width: float = 1.5,
    dash: str = "",
) -> str:
    """Straight lines from point to point."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f" stroke-dasharray='{dash}'" if dash else ""
    return (
        f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{width:g}' "
        f"stroke-linejoin='round'{dashed}/>"
    )


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str,
    radius: float = 0,
    colour: str = INK,
    dash: str = "",
) -> str:
    """A rectangle."""
    dashed = f" stroke-dasharray='{dash}'" if dash else ""
    return (
        f"<rect x='{x:.1f}' y='{y:.1f}' width='{width:.1f}' height='{height:.1f}' "
        f"rx='{radius:g}' fill='{fill}' stroke='{colour}' stroke-width='1.5'{dashed}/>"
    )


def dot(x: float, y: float, radius: float, *, fill: str, colour: str = "none") -> str:
    """A filled circle."""
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:.1f}' fill='{fill}' stroke='{colour}'/>"
