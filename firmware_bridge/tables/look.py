"""How a file was understood, for a person who wants to see it before trusting a number."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from firmware_bridge.errors import TableError
from firmware_bridge.tables.choice import TableRequest, choose
from firmware_bridge.tables.columns import TableColumn, columns_of, time_worth
from firmware_bridge.tables.dialects.known import DIALECTS
from firmware_bridge.tables.sheet import FoundTable, sheet_of
from firmware_bridge.tables.table import Table, table_of
from firmware_bridge.tables.text import read_text
from firmware_bridge.units import unit_of

SHOWN_LINES = 12
SHOWN_CHARACTERS = 100
DIVIDERS = {
    "\t": "tabs", " ": "blanks", "": "nothing", ";": "semicolons", ",": "commas", "|": "bars",
}  # fmt: skip

Role = Literal["time", "force", "row number", "words", "empty", "not a force", "other"]


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column and what it was taken for.

    Attributes:
        number: from 1.
        name, unit: as written.
        role: what it is taken for.
        why: what speaks for that, in words.
        first: its first cells.
    """

    number: int
    name: str
    unit: str
    role: Role
    why: str
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of a file.

    Attributes:
        dialect: whose file it is; empty where it carries nobody's marks.
        divider: between its cells, in words.
        decimal: sign of its decimals.
        first_row: line number of the first row of numbers.
        lines: its first lines.
        columns: all of them.
        table: the recording; None where it is refused.
        refused: why it cannot be read as asked, with the way out; empty where it can.
    """

    dialect: str
    divider: str
    decimal: str
    first_row: int
    lines: tuple[str, ...]
    columns: tuple[SeenColumn, ...]
    table: Table | None
    refused: str


def understand(path: Path, wanted: TableRequest) -> Understanding:
    """What a file is taken for, read as asked.

    Raises:
        TableMissingError: no such file.
        TableFormatError: it holds no table at all.
    """
    text = read_text(path)
    sheet = sheet_of(str(path), text, DIALECTS)
    columns = columns_of(sheet)
    table, refused = None, ""
    time: TableColumn | None = None
    values: tuple[TableColumn, ...] = ()
    try:
        choice = choose(str(path), sheet, columns, wanted)
        time, values = choice.time, choice.values
        table = table_of(path, text, wanted)
    except TableError as error:
        refused = str(error).removeprefix(f"{path}: ")
    return Understanding(
        dialect=sheet.dialect.title if sheet.dialect is not None else "",
        divider="names before the numbers" if sheet.form.names else DIVIDERS[sheet.form.delimiter],
        decimal=sheet.form.style.point,
        first_row=sheet.first_line,
        lines=_first_lines(text),
        columns=tuple(_seen(each, sheet, time, values) for each in columns),
        table=table,
        refused=refused,
    )


def _first_lines(text: bytes) -> tuple[str, ...]:
    lines = text[: SHOWN_LINES * 4096].decode("utf-8", "replace").split("\n")[:SHOWN_LINES]
    return tuple(line[:SHOWN_CHARACTERS] for line in lines)


def _seen(
    column: TableColumn,
    sheet: FoundTable,
    time: TableColumn | None,
    values: tuple[TableColumn, ...],
) -> SeenColumn:
    role, why = _role(column, time, values)
    return SeenColumn(column.at + 1, column.name.text, column.unit, role, why, column.facts.first)


def _role(
    column: TableColumn, time: TableColumn | None, values: tuple[TableColumn, ...]
) -> tuple[Role, str]:
    facts, name = column.facts, column.name
    if time is not None and column.at == time.at:
        stated = f"in {column.unit}" if column.unit else "its unit is not stated"
        return (
            "time",
            f"{stated}; rises by {facts.step_raw:g} each row" if facts.step_raw else stated,
        )
    if any(column.at == each.at for each in values):
        unit = unit_of(column.unit)
        if unit is not None and unit.name == "counts" and not facts.is_whole:
            return "force", "its fractions are no counts"
        return "force", f"in {unit.name}" if unit is not None else "its unit is not stated"
    if facts.kind in ("words", "dates"):
        return "words", ", ".join(facts.words[:4])
    if facts.kind == "empty":
        return "empty", ""
    if column.counts_rows:
        return "row number", f"counts by {facts.step_raw:g}"
    if name.is_never:
        return "not a force", "by its name"
    if time_worth(column) > 0:
        return "other", "could be a time"
    said = "does not move" if facts.is_constant else f"{facts.low_raw:g} to {facts.high_raw:g}"
    return "other", said
