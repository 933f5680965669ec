"""Rows of several sensors below each other, told before they are taken for one force."""

import re

from firmware_bridge.errors import TableColumnError
from firmware_bridge.tables.columns import TableColumn, time_worth

TURNS_FRAC = 0.2
EACH_ROW_FRAC = 0.8


def refuse_in_turn(
    name: str, columns: tuple[TableColumn, ...], where: tuple[tuple[TableColumn, str], ...]
) -> None:
    """Refuse rows of several sensors in turn: their readings are no one force."""
    asked = {column.at for column, _ in where}
    repeats = not any(each.facts.rises for each in columns if time_worth(each) > 0)
    for column in columns:
        facts = column.facts
        few_numbers = facts.kind == "numbers" and facts.is_whole and 1 < len(facts.words) <= 16
        by_number = few_numbers and not column.counts_rows and _tells_apart(column)
        if column.at in asked or len(facts.words) < 2 or facts.turns_frac <= TURNS_FRAC:
            continue
        each_row = facts.turns_frac > EACH_ROW_FRAC
        if by_number or (facts.kind == "words" and (each_row or repeats or _tells_apart(column))):
            text = column.name.text
            said = " and ".join(repr(word) for word in facts.words[:3])
            more = " and more" if len(facts.words) > 3 else ""
            why = (
                f"rows of {said}{more} stand below each other (column {text}): each is a recording "
                f"of its own; take one with --where {where_words(text, facts.words[0])}"
            )
            raise TableColumnError(
                name, column=text, why=why, columns=tuple(each.name.text for each in columns)
            )


def where_words(column: str, word: str) -> str:
    """`COLUMN=VALUE` as it is typed in a shell.

    Args:
        column: its name.
        word: one of its values.
    """
    return typed(f"{column}={word}")


def typed(text: str) -> str:
    """A text as it is typed in a shell: in quotes where it is not one word."""
    return f'"{text}"' if re.search(r"[^\w.=:+-]", text) else text


_APART = (
    "side", "sensor", "channel", "device", "hand", "foot", "leg", "arm", "cell", "plate", "board",
    "source", "node", "address", "addr", "mac", "dev", "limb", "finger", "id", "kanal", "seite",
    "ch", "name",
)  # fmt: skip


def _tells_apart(column: TableColumn) -> bool:
    words = column.name.stem.split()
    return any(word in _APART for word in words)
