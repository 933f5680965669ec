"""Tables and lists of a certificate as HTML, everything escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from firmware_bridge.rounding import significant

Cells = Sequence[str]


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names and values as a definition list."""
    return (
        "<dl>"
        + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
        + "</dl>"
    )


def table(head: Cells, rows: Iterable[Cells], css_class: str) -> str:
    """Rows under a head."""
    top = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f'<table class="{css_class}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def day(utc: str) -> str:
    """The date of an ISO 8601 time."""
    return utc[:10]


def of(value: float | None, unit: str) -> str:
    """A figure with its unit, or that it was not measured."""
    return "not measured" if value is None else f"{significant(value, 3)} {unit}"


def sentence(words: str) -> str:
    """Words with a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]
