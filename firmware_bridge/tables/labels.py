"""Lines that write a name before each number: `Reading: 12.3 g`, `a:1.2,b:3.4`, `load 2.0`."""

import json
import re
from dataclasses import dataclass, replace

from firmware_bridge.tables.cells import NumberStyle, is_unit, number_of
from firmware_bridge.tables.moments import has_time

_NUMBER = r"[+-]?(?:\d[\d.,']*(?:[eE][+-]?\d+)?|[.,]\d+)"
_WORD = r"[^\W\d_][\w()]*"
_LABELLED = re.compile(
    r"(?:(?P<marked>[^\W\d_][\w ./%()#-]*?)\s*[:=]\s*"
    rf"|(?P<bare>{_WORD}(?: {_WORD})*)\s+)"
    rf"(?P<number>{_NUMBER})(?P<unit>\s*[A-Za-zµμ°%]+)?(?=[\s,;|)]|$)"
)
_MANY_BLANKS = re.compile(r"\s{3,}")
_LOOSE = re.compile(
    r"(?:(?<=[\s(=\[])|(?<=[A-Za-z\])]:)|^)(?P<number>[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)"
    r"(?P<unit>\s*[A-Za-z\u00b5\u03bc\u00b0%]+)?(?=[\s,;|)\]]|$)"
)
_NAME_BEFORE = re.compile(r"([^\W\d_][\w.%]*)\s*[:=]\s*$")
_OBJECT = str.maketrans("{}\"'", "    ")
"""What a line of JSON has around its names and numbers."""
SHOWN = 60
LONGEST_NAME = 60
_UNIT_SAID = re.compile(r"(?i)units?|einheit")
_CLOCK = re.compile(r"(?i)t|ts|.*time.*|.*stamp.*|millis|micros|ms|us|zeit|seconds?|sec|s")
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
    if line.lstrip()[:1] == "{":
        of_object = _labelled_object(line)
        if of_object is not None:
            return of_object
    found: list[Labelled] = []
    at = 0
    # A name that may end at each of many blanks is looked for as often.
    line = _MANY_BLANKS.sub("  ", line)
    line = line.translate(_OBJECT).strip() if line.lstrip()[:1] == "{" else line.strip()
    while at < len(line):
        gap = _BETWEEN.match(line, at)
        at = gap.end() if gap else at
        if at >= len(line):
            break
        cell = _LABELLED.match(line, at)
        if cell is None:
            return _labelled_loosely(line)
        unit = (cell["unit"] or "").strip()
        at = cell.end()
        if unit and not is_unit(unit):
            # The word behind the number begins the next name, or is none of ours.
            unit, at = "", cell.end("number")
        label = cell["marked"] or cell["bare"]
        found.append(Labelled(" ".join(label.split()), cell["number"].rstrip(",.'"), unit))
    return found


def _labelled_loosely(line: str) -> list[Labelled]:
    """The numbers of a line of a log, some of them with a name; empty where none has one.

    What stands between them may be anything but digits: a level, a place in a program.
    """
    found: list[Labelled] = []
    at, others = 0, ""
    for number in _LOOSE.finditer(line):
        before = line[at : number.start()]
        # Only the end of it: what stands before a number may be long.
        name = _NAME_BEFORE.search(before[-LONGEST_NAME:])
        unit = (number["unit"] or "").strip()
        at = number.end() if is_unit(unit) else number.end("number")
        label = " ".join(name[1].split()) if name is not None else f"column {len(found) + 1}"
        others += before
        found.append(Labelled(label, number["number"], unit if is_unit(unit) else ""))
    if re.search(r"(?<![^\W\d])\d", others + line[at:]):
        return []
    named = any(not each.label.startswith("column ") for each in found)
    return found if named and len({each.label for each in found}) == len(found) else []


def _labelled_object(line: str) -> list[Labelled] | None:
    """The numbers of a line that is one object of JSON, or of Python; None where it is none.

    What it says of a unit belongs to its only number that is no clock; other words are left out.
    """
    bare = line.strip().rstrip(",")
    try:
        pairs = json.loads(
            bare if '"' in bare else bare.replace("'", '"'),
            parse_int=str, parse_float=str, object_pairs_hook=tuple,
        )  # fmt: skip
    except (ValueError, RecursionError):
        return None
    if any(isinstance(value, (tuple, list)) for _, value in pairs):
        return []
    units = [str(value) for name, value in pairs if _UNIT_SAID.fullmatch(name)]
    found = [Labelled(name, value, "") for name, value in pairs if _is_datum(value)]
    if not units:
        return found
    loads = [at for at, each in enumerate(found) if not _CLOCK.fullmatch(each.label)]
    if len(units) > 1 or len(loads) != 1 or not is_unit(units[0]):
        return []
    at = loads[0]
    return [*found[:at], replace(found[at], unit=units[0]), *found[at + 1 :]]


def _is_datum(value: object) -> bool:
    """Whether a value is a number, in quotes or not, or a moment."""
    return isinstance(value, str) and (re.fullmatch(_NUMBER, value) is not None or has_time(value))


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
        if found and all(
            number_of(each.number, style) is not None or has_time(each.number) for each in found
        ):
            names = tuple(each.label for each in found)
            seen[names] = seen.get(names, 0) + 1
    if not seen:
        return ()
    names = max(seen, key=lambda each: seen[each])
    return names if 2 * seen[names] > len(lines) else ()


def why_no_numbers(head: list[str]) -> str:
    """A sentence for a text in which no line of numbers was found.

    Args:
        head: its first lines.
    """
    if re.match(r"\s*(?:\{|\[\s*[\[{\"])", "\n".join(head)):
        return (
            "this is JSON of a form not known here: one object a line is read, as "
            '{"t": 0.1, "force": 2.5, "unit": "N"}; else export it as CSV'
        )
    line = next((each.strip() for each in head if any(map(str.isdigit, each))), "")
    if not line:
        return "no line of numbers was found; a table of text is needed"
    return (
        f"no table was found in lines like {line[:SHOWN]!r}; write a time and a force in each "
        "line, as '0.025,12.3' or 't: 0.025 force: 12.3 N'"
    )
