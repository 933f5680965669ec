"""Which column is what, by its name, its unit and its numbers."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from firmware_bridge.errors import TableColumnError
from firmware_bridge.tables.cells import OTHER_UNITS, is_unit
from firmware_bridge.tables.facts import Facts, facts_of
from firmware_bridge.tables.moments import since_1970
from firmware_bridge.tables.names import (
    RAW,
    READING,
    ColumnName,
    column_name,
    guess_word,
    is_time_name,
    time_unit,
)
from firmware_bridge.tables.sheet import FoundTable
from firmware_bridge.units import SECONDS, unit_of

SHORT_STEP_S = 1.0
COUNT_STEP = 10
MS_STEP = 2.0
MS_PER_S = 1e3
FEW_LEVELS = 6
STEADY_FRAC = 0.1
COUNTS_BEYOND = 1e5
"""Whole numbers as large as this are no newtons of a hand: a converter's counts."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column and what is known of it.

    Attributes:
        at: its position.
        name: taken apart.
        unit: its unit as written, in the name, a row of units, its cells or by the dialect.
        facts: what its numbers show.
    """

    at: int
    name: ColumnName
    unit: str
    facts: Facts

    @property
    def counts_rows(self) -> bool:
        """Whether its numbers only count: 0, 1, 2, or by fives from the beginning."""
        facts = self.facts
        if not facts.counts or facts.kind != "numbers":
            return False
        return facts.step_raw == 1 or (
            facts.step_raw <= COUNT_STEP and facts.low_raw <= 30 * facts.step_raw
        )


def columns_of(sheet: FoundTable) -> tuple[TableColumn, ...]:
    """The columns of a table with what is known of each."""
    found = []
    for at, (text, row_unit) in enumerate(zip(sheet.header.names, sheet.header.units, strict=True)):
        facts = facts_of(sheet.parts, at, sheet.form)
        name = column_name(text)
        unit = name.unit or row_unit or next(filter(None, facts.units), "")
        found.append(TableColumn(at, name, unit, facts))
    return tuple(
        replace(each, unit=_unit_beside(each, after)) if after is not None else each
        for each, after in zip(found, [*found[1:], None], strict=True)
    )


def _unit_beside(column: TableColumn, after: TableColumn) -> str:
    """The unit of a column, from the words of the next one where those are units."""
    words = after.facts.words
    says = not column.unit and column.facts.kind == "numbers" and after.facts.kind == "words"
    return "/".join(words) if says and words and all(map(is_unit, words)) else column.unit


def position(name: str, columns: tuple[TableColumn, ...], wanted: str) -> int:
    """Position of a column by its name, with or without its unit, or by its number from 1.

    Raises:
        TableColumnError: there is none, or more than one of that name.
    """
    texts = [column.name.text for column in columns]
    if wanted in texts and texts.count(wanted) == 1:
        return texts.index(wanted)
    asked = column_name(wanted)
    lowered = [text.lower() for text in texts]
    for found in (
        [at for at, text in enumerate(lowered) if text == wanted.lower()],
        [
            each.at
            for each in columns
            if each.name.stem == asked.stem and asked.unit in ("", each.unit)
        ],
        [each.at for each in columns if each.name.word == asked.stem and not asked.unit],
    ):
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            which = ", ".join(str(at + 1) for at in found)
            why = f"{len(found)} columns are called {wanted!r}; name one by its number: {which}"
            raise TableColumnError(name, column=wanted, why=why, columns=tuple(texts))
    if wanted.isdigit() and 1 <= int(wanted) <= len(texts):
        return int(wanted) - 1
    near = get_close_matches(wanted.lower(), lowered, n=1)
    hint = f"; did you mean {texts[lowered.index(near[0])]!r}?" if near else ""
    why = f"no column {wanted!r}{hint}"
    raise TableColumnError(name, column=wanted, why=why, columns=tuple(texts))


def time_worth(column: TableColumn) -> float:
    """How much speaks for a column being the time; 0 where it cannot be."""
    facts = column.facts
    said = is_time_name(column.name)
    if facts.kind == "moments":
        return 3.0 + said if facts.turns_frac > 0 or not facts.first[1:] else 0.0
    if facts.kind != "numbers" or facts.is_constant:
        return 0.0
    stated = column.unit.lower() in SECONDS or bool(time_unit(column.name))
    force = unit_of(column.unit)
    if force is not None and force.quantity != "other" and not stated:
        return 0.0
    if stated and (said or facts.climbs or column.unit.lower() not in ("s", "h")):
        return 6.0 + said + facts.climbs
    if column.counts_rows and (facts.step_raw == 1 or not said):
        return 0.0
    if said:
        return 2.0 + said + 2.0 * facts.climbs
    return _time_by_numbers(column)


def millis_beside(columns: tuple[TableColumn, ...]) -> TableColumn | None:
    """The column with the milliseconds of clock times in whole seconds, beside those times."""
    clocks = [each for each in columns if each.facts.kind == "moments"]
    if len(clocks) != 1 or any(
        re.search(r":\d\d(?:[.,]|:\d\d:)\d", cell) for cell in clocks[0].facts.first
    ):
        return None
    found = [each for each in columns if _is_part_of_second(each)]
    return found[0] if len(found) == 1 else None


def _is_part_of_second(column: TableColumn) -> bool:
    facts = column.facts
    is_part = facts.kind == "numbers" and facts.is_whole and not facts.is_constant
    said = SECONDS.get(column.unit.lower(), 0.0) or time_unit(column.name)
    return is_part and said == MS_PER_S and 0 <= facts.low_raw <= facts.high_raw < MS_PER_S


def _time_by_numbers(column: TableColumn) -> float:
    """For a column whose name says nothing: rising evenly, in steps a clock would have."""
    facts = column.facts
    if guess_word(column.name) >= 2 or column.unit or not facts.rises:
        return 0.0
    nameless = column.name.is_unnamed
    if nameless and since_1970(facts.low_raw) is not None:
        return 1.5
    if not facts.is_whole and facts.step_raw < SHORT_STEP_S and facts.is_even:
        return 1.5 if nameless or column.at == 0 else 0.6
    if facts.is_whole and facts.step_raw >= MS_STEP and column.at == 0 and nameless:
        return 1.0
    return 0.0


def force_worth(column: TableColumn, *, named: bool) -> float | None:
    """How much speaks for a column being the force of a hand; None where it cannot be.

    Args:
        column: not the time.
        named: whether the file names its columns.
    """
    facts, name = column.facts, column.name
    if facts.kind != "numbers" or column.unit.lower() in SECONDS:
        return None
    unit = unit_of(column.unit)
    is_force = unit is not None and unit.quantity == "force"
    word = guess_word(name)
    if name.is_never or (name.is_clutter and not is_force):
        return None
    if unit is None and column.unit and (column.unit in OTHER_UNITS or word < 2):
        return None
    if column.counts_rows and not (is_force or word >= 2):
        return None
    worth = float(word)
    if unit is not None:
        raw = {"counts": -1.5, "%": 2.0, "V": -1.5, "mV": -1.5}
        by_quantity = {"force": 6.0, "pressure": 4.0}
        worth += by_quantity.get(unit.quantity, raw.get(unit.name, 0.0))
    elif RAW.fullmatch(name.word) or (facts.is_whole and abs(facts.high_raw) > COUNTS_BEYOND):
        worth -= 1.5
    elif READING.fullmatch(name.word):
        worth += 0.5
    worth -= 2.0 * name.is_derived + 2.5 * facts.is_constant
    # A few levels that hardly ever change are what was asked for, beside what a hand did.
    worth -= 1.0 * (1 < len(facts.words) <= FEW_LEVELS and facts.turns_frac < STEADY_FRAC)
    # Whole numbers below a bare `N` are as likely how many there were.
    worth -= 3.0 * (facts.is_whole and name.text == "N")
    # A name that says force above numbers that only count is another column's name.
    worth -= 5.0 * (column.counts_rows or (facts.rises and facts.is_even and not is_force))
    return worth if named else worth + 0.1
