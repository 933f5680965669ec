"""A table of known loads and readings, as a person types or exports it."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from calibration.errors import FitRejectedError
from calibration.procedure.reference import Gravity
from rig.cli.calibrate.fit_units import newtons_of

FIELD_LIMIT: Final = 200
DELIMITERS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class FitTable:
    """Two columns of numbers.

    Attributes:
        x_name: header of `x`.
        y_name: header of `y`.
        x: (n,) numbers.
        y: (n,) numbers; newtons where the column holds forces or masses.
        lines: (n,) line of the file each row stands on, from 1.
        unit: of `y`; empty where nobody says.
        assumed: sentences about what had to be guessed.
    """

    x_name: str
    y_name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    lines: tuple[int, ...]
    unit: str
    assumed: tuple[str, ...]


def read_fit_table(
    path: Path,
    x_name: str | None,
    y_name: str | None,
    unit: str | None = None,
    gravity: Gravity | None = None,
) -> FitTable:
    """Two columns of a CSV with a header; commas, semicolons or tabs, decimal commas too.

    Forces in another unit, and masses, become newtons by their unit.

    Args:
        path: the file.
        x_name: column of x; the first one where None.
        y_name: column of y; the second one where None.
        unit: of y; None takes it from the name of the column.
        gravity: where masses were laid on; None takes the standard one, and says so.

    Raises:
        FitRejectedError: no such table or column, two of one name, text where a number belongs, or
            a unit that is none or not that of the column.
        OSError: the file cannot be read.
    """
    header, rows, delimiter = _rows(path)
    twice = next((name for name in header if name and header.count(name) > 1), "")
    if twice:
        raise FitRejectedError(
            f"{path.name} has two columns called {twice!r}", "give each column its own name"
        )
    if len(header) < 2:
        raise FitRejectedError(
            f"{path.name} has one column", "give it a header and two columns, load and reading"
        )
    assumed: list[str] = []
    x_at = _place(header, x_name, 0, "x", path, assumed)
    y_at = _place(header, y_name, 1 if x_at != 1 else 0, "y", path, assumed)
    pairs = [
        (line, row[x_at].strip(), row[y_at].strip())
        for line, row in rows
        if len(row) > max(x_at, y_at)
    ]
    whole = [pair for pair in pairs if pair[1] and pair[2]]
    if len(whole) < len(rows):
        assumed.append(f"rows without both numbers were left out: {len(rows) - len(whole)}")
    decimal_comma = delimiter != ","
    x = [_number(text, header[x_at], number, path, decimal_comma) for number, text, _ in whole]
    y = [_number(text, header[y_at], number, path, decimal_comma) for number, _, text in whole]
    named, factor = newtons_of(header[y_at], unit, gravity, assumed)
    return FitTable(
        x_name=header[x_at],
        y_name=header[y_at],
        x=np.array(x),
        y=np.array(y) * factor,
        lines=tuple(line for line, _, _ in whole),
        unit=named,
        assumed=tuple(assumed),
    )


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FitRejectedError(
            f"{path.name} is not a text file", "export the table as CSV in UTF-8"
        ) from error
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        reader = csv.reader(text.splitlines(), delimiter=delimiter)
        rows = [(reader.line_num, row) for row in reader if any(row)]
    except csv.Error as error:
        raise FitRejectedError(
            f"{path.name} is not a table ({error})", "export it as CSV in UTF-8"
        ) from error
    if len(rows) < 2:
        raise FitRejectedError(f"{path.name} has no rows", "write one row for each known load")
    header = [name.strip()[:FIELD_LIMIT] for name in rows[0][1]]
    return header, rows[1:], delimiter


def _place(
    header: list[str],
    asked: str | None,
    default: int,
    axis: str,
    path: Path,
    assumed: list[str],
) -> int:
    if asked is None:
        assumed.append(f"{axis} is the column {header[default]!r}")
        return default
    if asked not in header:
        raise FitRejectedError(
            f"{path.name} has no column {asked!r}", f"choose one of {', '.join(header)}"
        )
    return header.index(asked)


def _number(text: str, column: str, row: int, path: Path, decimal_comma: bool) -> float:
    try:
        number = float(text.replace(",", ".") if decimal_comma else text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise FitRejectedError(
            f"{path.name} row {row} has {text[:40]!r} in column {column!r}", "write a number there"
        )
    return number
