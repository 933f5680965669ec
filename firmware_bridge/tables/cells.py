"""What a cell of a table is: a number, perhaps with its unit, a moment, nothing, or words."""

import re
from dataclasses import dataclass

from firmware_bridge.tables.moments import is_moment
from firmware_bridge.units import SECONDS, unit_of

_DIGITS = {
    ".": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?"),
}
_TAIL = re.compile(r"(.*?[\d.,])\s*([A-Za-zµμ°%][\w/%°²]*)")
MISSING = {
    "", "nan", "-nan", "+nan", "na", "n/a", "n.a.", "#n/a", "#nv", "#div/0!", "#num!", "null",
    "none", "-", "--", "---", "----", "...", "?", "1.#qnan",
}  # fmt: skip
"""What people and programs write where there is no number."""
OTHER_UNITS = {
    "C", "°C", "°F", "K", "degC", "Hz", "kHz", "mA", "A", "mm", "cm", "m", "deg", "Nm", "N.m",
    "N.mm", "Nmm", "uV", "µV", "m/s", "deg/s", "bpm", "BPM",
}  # fmt: skip
"""Units that are neither of force nor of time."""
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\xa0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written.

    Attributes:
        point: the decimal sign.
        group: the sign between thousands; empty without one.
    """

    point: str
    group: str


def is_unit(text: str) -> bool:
    """Whether a text is a unit known here, of whatever."""
    return unit_of(text) is not None or text.lower() in SECONDS or text in OTHER_UNITS


def number_of(cell: str, style: NumberStyle) -> float | None:
    """The finite number a cell is; None where it is none, or one cut or glued to something."""
    bare = cell.strip()
    if not bare.isascii():
        bare = bare.translate(_SIGNS)
    if style.group and style.group in bare:
        whole, point, rest = bare.partition(style.point)
        first, *groups = whole.split(style.group)
        if not first.lstrip("+-").isdigit() or any(not _is_group(each) for each in groups):
            return None
        bare = first + "".join(groups) + point + rest
    if not _DIGITS[style.point].fullmatch(bare):
        return None
    value = float(bare.replace(",", "."))
    return value if abs(value) < 1e300 else None


def number_with_unit(cell: str, style: NumberStyle) -> tuple[float, str] | None:
    """A number and the unit written behind it (empty without one); None where it is no number."""
    number = number_of(cell, style)
    if number is not None:
        return number, ""
    tail = _TAIL.fullmatch(cell.strip())
    if not tail or not is_unit(tail[2]):
        return None
    number = number_of(tail[1], style)
    return None if number is None else (number, tail[2])


def is_missing(cell: str) -> bool:
    """Whether a cell stands for no number."""
    return cell.lower() in MISSING


def is_datum(cell: str, style: NumberStyle) -> bool:
    """Whether a cell is a number, a number with a unit, or a moment."""
    return number_with_unit(cell, style) is not None or is_moment(cell)


def _is_group(text: str) -> bool:
    return len(text) == 3 and text.isdigit()
