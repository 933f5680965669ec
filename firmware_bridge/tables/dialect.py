"""What a file of one program looks like, as a value; `dialects/` holds one a file."""

import re
from dataclasses import dataclass
from typing import Literal

Checked = Literal["maker's document", "public file", "memory"]


@dataclass(frozen=True, slots=True)
class DialectExample:
    """Quoted lines and what they mean: documentation and test at once.

    Attributes:
        lines: a whole small file.
        columns: names it gives to its columns.
        force: name of the column that is the force, as found.
        unit: of the force once read.
        t_s: its first two times.
        values: its first two readings in `unit`.
        rate_hz: samples per second, said beside the file where it lacks a time; else 0.
    """

    lines: str
    columns: tuple[str, ...]
    force: str
    unit: str
    t_s: tuple[float, float]
    values: tuple[float, float]
    rate_hz: float = 0.0


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one program writes around its numbers.

    Attributes:
        title: name for a person.
        marks: regular expressions, each found at the beginning of a line of the head.
        names: of the line of names; what follows the match are cells. Empty: the header tells.
        units: of the line of units, likewise.
        pairs: names and units stand in turn below a line that matches, one line each.
        rate: group 1 is samples per second.
        interval: group 1 is the time from sample to sample, group 2 its unit.
        first: what a first column without a name is.
        unit: of forces whose unit the file leaves out.
        checked: where what stands here was learned.
        example: a small file.
    """

    title: str
    marks: tuple[str, ...]
    example: DialectExample
    checked: Checked
    names: str = ""
    units: str = ""
    pairs: str = ""
    rate: str = ""
    interval: str = ""
    first: Literal["", "s", "counter"] = ""
    unit: str = ""


def is_spoken(dialect: Dialect, head: str) -> bool:
    """Whether the head of a file carries all marks of a dialect."""
    return all(re.search(mark, head, re.MULTILINE | re.IGNORECASE) for mark in dialect.marks)
