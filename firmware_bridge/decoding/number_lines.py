"""Lines of text with numbers in them, as sketches print them: what each number is called."""

import re
from dataclasses import dataclass

from firmware_bridge.scale_words import ZeroWord, is_state, zero_beside
from firmware_bridge.tables.cells import is_unit
from firmware_bridge.tables.names import RAW, READING, column_name, guess_word, is_time_name
from firmware_bridge.units import unit_of

_SOUND = re.compile(r"[\w\s.,:;=|()\[\]{}%/°µμ²+<>#?\"-]*")
_NUMBER = re.compile(
    r"(?<![\w.])(?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?)"
    r"(?P<unit>\s*[A-Za-zµμ°%][A-Za-z/%°²]*)?(?![\w.])"
)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_OPEN = re.compile(r"[^\d,.]*?[+-]?(?P<whole>\d+),(?P<part>\d+)\s*(?P<unit>[A-Za-zµ°%/]*)[^\d,.]*")
_OTHER_DIVIDERS = re.compile(r"[;\t|]")
_EDGES = ' \t,;:=|()[]{}<>#>-+"'
_LABEL_GOES_ON = re.compile(r"[)\]]?(?: +[^\W\d][\w ]*)?\s*[:=]")
_NO_NUMBERS = re.compile(r"[,;]\s*[,;]|\bnan\b|\binf\b|\d:\d", re.IGNORECASE)
_UNIT_CELL = re.compile(r"(?<=\d)\s*,\s*([A-Za-z\u00b5\u00b0%/]+)\s*$")
_CUT = re.compile(r"\d\.\d*\.|\d[+-]\d(?<![eE][+-]\d)")
_SIGN_APART = re.compile(r"(?<![-+])-\s+$")
LARGEST = 1e30


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a line.

    Attributes:
        label: the words before it; empty without any.
        value: in `unit`, where it has one.
        unit: the unit behind it; empty without one.
    """

    label: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class OpenComma:
    """The only comma of a line: a decimal sign, or between two numbers.

    Attributes:
        whole, part: the digits before and behind it.
        has_unit: a unit stands behind them.
    """

    whole: str
    part: str
    has_unit: bool


def open_comma(line: str) -> OpenComma | None:
    """The comma of a line that may mean either; None where it is clear."""
    found = _OPEN.fullmatch(line.strip())
    if found is None:
        return None
    return OpenComma(found["whole"], found["part"], is_unit(found["unit"]))


def with_points(line: str) -> str:
    """The line with its decimal commas as points."""
    return _DECIMAL_COMMA.sub(".", line)


def zero_in(line: str) -> ZeroWord:
    """Whether a line says beside its numbers that they are gross or net."""
    return zero_beside(_NUMBER.sub(lambda number: _unless_unit(number["unit"]), line))


def _unless_unit(behind: str | None) -> str:
    word = (behind or "").strip()
    return "," if is_unit(word) else f",{word},"


def numbers_in(line: str) -> tuple[Number, ...] | None:
    """The numbers of a line; None where it holds anything that is none, or one cut in half."""
    if line.lstrip()[:1] in ("{", "("):
        # What Python prints of a dict or a tuple has its words in single quotes.
        line = line.replace("'", '"')
    behind = _UNIT_CELL.search(line)
    if behind is not None and is_unit(behind[1]):
        line = f"{line[: behind.start()]} {behind[1]}"
    if not _SOUND.fullmatch(line) or _NO_NUMBERS.search(line) or _CUT.search(line):
        return None
    if _OTHER_DIVIDERS.search(line) and "." not in line:
        # Tabs or semicolons divide: a comma within a number is its decimal sign.
        line = with_points(line)
    found: list[Number] = []
    at = 0
    for match in _NUMBER.finditer(line):
        before = line[at : match.start()]
        unit = (match["unit"] or "").strip()
        if (
            before.strip(_EDGES)
            and before[-1:] == " "
            and before.rstrip()[-1:] not in ":="
            and _LABEL_GOES_ON.match(line, match.end("number"))
        ):
            # `cell 1 reading: 5`: the 1 is part of the name.
            continue
        at = match.end()
        if unit and not is_unit(unit):
            if not (match["unit"] or "")[0].isspace():
                return None
            unit, at = "", match.end("number")
        value = float(match["number"])
        if not abs(value) < LARGEST:
            return None
        label = " ".join(before.strip(_EDGES).split())
        if _SIGN_APART.search(before) and (is_state(label) if label else not found):
            # `ST,GS,-  0.52 kg`: a gauge of fixed width has its sign at the left edge.
            value = -value
        is_name = before.rstrip()[-1:] in (":", "=") or not is_state(label)
        found.append(Number(label if is_name else "", value, unit))
    # Digits that belong to no number: one was cut, or something else is meant.
    loose = line[at:] + "".join(each.label for each in found)
    if not found or re.search(r"(?<![\w ])\d|^\d", loose):
        return None
    return tuple(found)


def chosen(numbers: tuple[Number, ...], names: tuple[str, ...]) -> int | None:
    """Which number of a line is the force; None where that is not clear.

    Args:
        numbers: of the line.
        names: of the same columns, from a line of words above; empty without one.
    """
    titles = names if len(names) == len(numbers) else tuple(each.label for each in numbers)
    able: list[tuple[float, int]] = []
    for at, (number, title) in enumerate(zip(numbers, titles, strict=True)):
        name = column_name(title)
        said = number.unit or name.unit
        unit = unit_of(said) if said else None
        if name.is_never or is_time_name(name) or (said and unit is None):
            continue
        worth = float(guess_word(name)) + 0.5 * bool(READING.fullmatch(name.word))
        worth += {"force": 6.0, "pressure": 4.0}.get(unit.quantity if unit else "", 0.0)
        worth -= 2.0 * name.is_derived + 1.5 * bool(RAW.fullmatch(name.word))
        if len(numbers) == 1 or worth > 0 or (title and name.is_derived is False):
            able.append((worth, at))
    if not able:
        return None
    best = max(worth for worth, _ in able)
    winners = [at for worth, at in able if worth == best]
    return winners[0] if len(winners) == 1 else None


def known_name(label: str) -> str:
    """What a label calls a number, where that is known to be the name of a quantity."""
    name = column_name(label)
    is_known = guess_word(name) or RAW.fullmatch(name.word) or READING.fullmatch(name.word)
    return name.word if is_known else ""


def names_in(line: str) -> tuple[str, ...]:
    """The names of columns in a line of words: `Time(s), Force(N), Aux`; empty without."""
    for divider in (",", ";", "\t", "|"):
        cells = tuple(cell.strip() for cell in line.strip().strip("#").split(divider))
        if len(cells) > 1 and all(cells):
            return cells
    return ()
