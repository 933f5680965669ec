"""Rows of several sensors below each other, told before they are taken for one force."""

import re

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableColumnError
from firmware_bridge.scale_words import STILLNESS
from firmware_bridge.tables.columns import TableColumn, time_worth
from firmware_bridge.tables.names import told_as

TURNS_FRAC = 0.2
EACH_ROW_FRAC = 0.8
MOST_SENSORS = 8
LEAST_CHANGE_FRAC = 0.05
TIMES_SMALLER = 4.0
STRETCHES = 16
STRETCH_ROWS = 1 << 13
APART = "give each sensor a column or a file of its own, or a column with its name and --where"


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
        if _only_stillness(facts.words):
            continue
        each_row = facts.turns_frac > EACH_ROW_FRAC
        if by_number or (facts.kind == "words" and (each_row or repeats or _tells_apart(column))):
            text = column.name.text
            said = " and ".join(repr(word) for word in facts.words[:3])
            more = " and more" if len(facts.words) > 3 else ""
            why = (
                f"rows of {said}{more} stand below each other ({told_as(text)}): each is a "
                f"recording of its own; take one with --where {where_option(text, facts.words[0])}"
            )
            raise TableColumnError(
                name, column=text, why=why, columns=tuple(each.name.text for each in columns)
            )


def sensors_in_turn(values: NDArray[np.float64]) -> int:
    """How many sensors take turns row by row in one column without a name; 1 where it is one.

    A force goes on from row to row. Of several in turn each goes on from its own last row, while
    its neighbour is another hand's.

    Args:
        values: (n,) readings.
    """
    if len(values) <= 2 * MOST_SENSORS:
        return 1
    values = _stretches(values)
    low, high = np.percentile(values, (1.0, 99.0)).tolist()
    to_next = _change(values, 1)
    if to_next <= LEAST_CHANGE_FRAC * (high - low):
        return 1
    changes = [_change(values, every) for every in range(2, MOST_SENSORS + 1)]
    # Twice as many rows on is the same sensor again: the fewest that are as good count.
    fewest = next(at for at, change in enumerate(changes) if change <= 1.5 * min(changes))
    return fewest + 2 if TIMES_SMALLER * changes[fewest] < to_next else 1


def _stretches(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of a long record stretches from all over it, as many as tell."""
    if len(values) <= STRETCHES * STRETCH_ROWS:
        return values
    starts = np.linspace(0, len(values) - STRETCH_ROWS, STRETCHES).astype(np.int64)
    return np.concatenate([values[start : start + STRETCH_ROWS] for start in starts.tolist()])


def _change(values: NDArray[np.float64], every: int) -> float:
    change = values[every:] - values[:-every]
    return float(np.abs(change, out=change).mean())


def where_option(column: str, word: str) -> str:
    """What follows `--where`: `COLUMN=VALUE` as it is typed in a shell.

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


def _only_stillness(words: tuple[str, ...]) -> bool:
    """Whether words say no more than that a scale stands still or moves: `ST,GS` and `US,GS`."""
    said = [set(re.findall(r"[a-z]+", word.lower())) for word in words]
    return all(each & STILLNESS for each in said) and (
        len({frozenset(each - STILLNESS) for each in said}) == 1
    )


def _tells_apart(column: TableColumn) -> bool:
    words = column.name.stem.split()
    return any(word in _APART for word in words)
