"""Columns of words that say how a reading is meant: its unit, or gross and net.

While such a word stays the same it says something of all rows. Where it changes, the numbers below
it are another quantity, or count from another zero, and no reading of both is right.
"""

import re
from dataclasses import dataclass, replace

from firmware_bridge.errors import TableColumnError
from firmware_bridge.scale_words import zero_word
from firmware_bridge.tables.cells import is_unit
from firmware_bridge.tables.columns import TableColumn
from firmware_bridge.tables.names import told_as
from firmware_bridge.tables.turns import typed, where_option
from firmware_bridge.units import unit_of

_ZEROED = re.compile(r"(?:is )?(?:tared|zeroed|net)")
"""Names of a column of 0 and 1 that says whether a tare was taken."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A column whose word must stay the same.

    Attributes:
        column: it.
        is_unit: it says the unit; else gross or net.
    """

    column: TableColumn
    is_unit: bool

    def meaning(self, word: str) -> str:
        """What a word says; empty where it says nothing of this."""
        if self.is_unit:
            return word.strip().lower()
        if self.column.facts.kind == "numbers":
            return word.strip()
        return zero_word(word)

    def changed(self, name: str, line: int, words: tuple[str, str]) -> TableColumnError:
        """The refusal of a file in which it changes.

        Args:
            name: the file.
            line: on which it is another one for the first time.
            words: before and there.
        """
        text = self.column.name.text
        before, now = words
        what = "the unit changes" if self.is_unit else "the scale goes"
        if self.column.facts.kind == "numbers":
            what = "the zero changes"
        zero = "" if self.is_unit else "each has its own zero, so "
        why = (
            f"{what} from {before} to {now} at line {line} ({told_as(text)}): {zero}take the rows "
            f"of one with --where {where_option(text, before)} or --where {where_option(text, now)}"
        )
        if not self.is_unit:
            why += f"; or each stretch as a recording with --segment-column {typed(text)}"
        return TableColumnError(name, column=text, why=why, columns=(text,))


def word_settings(
    columns: tuple[TableColumn, ...],
    values: tuple[TableColumn, ...],
    chosen: set[int],
    segment: TableColumn | None,
) -> tuple[Setting, ...]:
    """The settings that the values read depend on.

    Args:
        columns: all of the table.
        values: the ones that are read.
        chosen: places of columns by which rows are chosen already.
        segment: the column that parts recordings, each with its own zero.
    """
    beside = {value.at + 1 for value in values if _says_unit(columns, columns[value.at])}
    found = []
    for column in columns:
        marks = column.facts.kind == "numbers" and _ZEROED.fullmatch(column.name.stem) is not None
        if column.at in chosen or not (marks or column.facts.kind == "words"):
            continue
        setting = Setting(column, is_unit=column.at in beside)
        parts = segment is not None and segment.at == column.at
        if (
            setting.is_unit
            or (marks and not parts)
            or (not parts and any(map(setting.meaning, column.facts.words)))
        ):
            found.append(setting)
    return tuple(found)


def with_unit_of(
    columns: tuple[TableColumn, ...], where: tuple[tuple[TableColumn, str], ...]
) -> tuple[TableColumn, ...]:
    """The columns, with the unit of the rows that are kept where a column beside says units."""
    kept = {column.at: word for column, word in where if is_unit(word)}
    return tuple(
        replace(each, unit=kept[each.at + 1])
        if each.at + 1 in kept and _says_unit(columns, each)
        else each
        for each in columns
    )


def with_first_unit(columns: tuple[TableColumn, ...]) -> tuple[TableColumn, ...]:
    """The columns, of several units that a column beside says each time the first."""
    return tuple(
        replace(each, unit=columns[each.at + 1].facts.first[0])
        if _says_unit(columns, each) and unit_of(columns[each.at + 1].facts.first[0])
        else each
        for each in columns
    )


def _says_unit(columns: tuple[TableColumn, ...], column: TableColumn) -> bool:
    """Whether the unit of a column is what the words of the next one say."""
    after = columns[column.at + 1] if column.at + 1 < len(columns) else None
    return (
        after is not None
        and after.facts.kind == "words"
        and bool(after.facts.words)
        and column.unit == "/".join(after.facts.words)
        and all(map(is_unit, after.facts.words))
    )
