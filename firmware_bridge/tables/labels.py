"""Lines that write a name before each number: `Reading: 12.3 g`, `a:1.2,b:3.4`, `load 2.0`."""

import re
from dataclasses import dataclass

from firmware_bridge.tables.cells import NumberStyle, is_unit, number_of

_NUMBER = r"[+-]?(?:\d[\d.,']*(?:[eE][+-]?\d+)?|[.,]\d+)"
_WORD = r"[^\W\d_][\w()]*"
_LABELLED = re.compile(
    r"(?:(?P<marked>[^\W\d_][\w ./%()#-]*?)\s*[:=]\s*"
    rf"|(?P<bare>{_WORD}(?: {_WORD})*)\s+)"
    rf"(?P<number>{_NUMBER})(?P<unit>\s*[A-Za-zµμ°%]+)?(?=[\s,;|)]|$)"
)
_OBJECT = str.maketrans('{}"', "   ")
"""What a line of JSON has around its names and numbers."""
_BETWEEN = re.compile(r"[\s,;|()]*")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number of a line with what stands around it.

    Attributes:
        label: the words before it.
        number: as written.
        unit: the unit behind it; empty without one.
    """

    label: str
    number: str
    unit: str


def labelled(line: str) -> list[Labelled]:
    """The numbers of a line with their names; empty where anything else stands in it."""
    found: list[Labelled] = []
    at = 0
    line = line.translate(_OBJECT).strip() if line.lstrip()[:1] == "{" else line.strip()
    while at < len(line):
        gap = _BETWEEN.match(line, at)
        at = gap.end() if gap else at
        if at >= len(line):
            break
        cell = _LABELLED.match(line, at)
        if cell is None:
            return []
        unit = (cell["unit"] or "").strip()
        at = cell.end()
        if unit and not is_unit(unit):
            # The word behind the number begins the next name, or is none of ours.
            unit, at = "", cell.end("number")
        label = cell["marked"] or cell["bare"]
        found.append(Labelled(" ".join(label.split()), cell["number"].rstrip(",.'"), unit))
    return found


def labelled_cells(line: str, names: tuple[str, ...]) -> list[str]:
    """Cells of a labelled line, `number unit`, in the order of the names; none if they differ."""
    found = labelled(line)
    if tuple(each.label for each in found) != names:
        return []
    return [f"{each.number} {each.unit}".strip() for each in found]


def labels_of(lines: list[str], style: NumberStyle) -> tuple[str, ...]:
    """The names that more than half of the lines write before their numbers; empty without."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        found = labelled(line)
        if found and all(number_of(each.number, style) is not None for each in found):
            names = tuple(each.label for each in found)
            seen[names] = seen.get(names, 0) + 1
    if not seen:
        return ()
    names = max(seen, key=lambda each: seen[each])
    return names if 2 * seen[names] > len(lines) else ()
