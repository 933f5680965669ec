"""Cells of a grid as numbers: fast where all are sound, exact about the first that is not."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firmware_bridge.errors import TableValueError
from firmware_bridge.table_choice import Choice
from firmware_bridge.table_grid import LABELS, Grid, cells_of, clock_s, is_number


@dataclass(frozen=True, slots=True)
class Cells:
    """The numbers of the chosen columns.

    Attributes:
        time: (n,) in the file's own unit; None without a time column.
        is_clock: the times were times of day or dates and are seconds now.
        values: (n, c) in the file's own unit.
        segment: (n,) or None.
        flags: (n,) or None.
        lines: (n,) line number of each row in the file.
        skipped: rows left out because a cell they need is empty.
    """

    time: NDArray[np.float64] | None
    is_clock: bool
    values: NDArray[np.float64]
    segment: NDArray[np.float64] | None
    flags: NDArray[np.int64] | None
    lines: NDArray[np.int64]
    skipped: int


def read_cells(name: str, grid: Grid, choice: Choice) -> Cells:
    """The chosen columns as numbers.

    Raises:
        TableValueError: a cell is not a finite number; its line and column are named.
    """
    wanted = [
        at for at in (choice.time, choice.segment, choice.flags, *choice.values) if at is not None
    ]
    order = sorted(set(wanted))
    is_clock = choice.time is not None and _has_clock(grid, choice.time)
    numbers = None if is_clock else _read_fast(grid, order)
    lines = np.array(grid.numbers, dtype=np.int64)
    skipped = 0
    if numbers is None:
        numbers, lines, skipped = _read_slowly(name, grid, choice, order, is_clock)
    place = {at: column for column, at in enumerate(order)}

    def column(at: int | None) -> NDArray[np.float64] | None:
        return None if at is None else numbers[:, place[at]]

    flags = column(choice.flags)
    return Cells(
        time=column(choice.time),
        is_clock=is_clock,
        values=numbers[:, [place[at] for at in choice.values]],
        segment=column(choice.segment),
        flags=None if flags is None else flags.astype(np.int64),
        lines=lines,
        skipped=skipped,
    )


def _has_clock(grid: Grid, at: int) -> bool:
    cells = cells_of(grid.lines[0], grid.delimiter)
    return at < len(cells) and clock_s(cells[at]) is not None


def _read_fast(grid: Grid, order: list[int]) -> NDArray[np.float64] | None:
    """All rows by numpy's own reader; None where any cell is not plain and finite."""
    if grid.delimiter == LABELS:
        return None
    lines = grid.lines
    if grid.decimal_comma:
        lines = [line.replace(",", ".") for line in lines]
    try:
        numbers: NDArray[np.float64] = np.loadtxt(
            lines,
            dtype=np.float64,
            delimiter=None if grid.delimiter in ("", " ") else grid.delimiter,
            usecols=order,
            comments=None,
            ndmin=2,
            quotechar='"',
        )
    except (ValueError, IndexError):
        return None
    return numbers if len(numbers) == len(lines) and bool(np.isfinite(numbers).all()) else None


def _read_slowly(
    name: str, grid: Grid, choice: Choice, order: list[int], is_clock: bool
) -> tuple[NDArray[np.float64], NDArray[np.int64], int]:
    rows: list[list[float]] = []
    lines: list[int] = []
    for line, text in zip(grid.numbers, grid.lines, strict=True):
        cells = cells_of(text, grid.delimiter)
        if any(at >= len(cells) or not cells[at] for at in order):
            continue
        row = []
        for at in order:
            clock = clock_s(cells[at]) if is_clock and at == choice.time else None
            if clock is not None:
                row.append(clock)
                continue
            if not is_number(cells[at], decimal_comma=grid.decimal_comma):
                raise TableValueError(name, line=line, column=grid.header[at], value=cells[at])
            row.append(float(cells[at].replace(",", ".")))
        rows.append(row)
        lines.append(line)
    numbers = np.array(rows, dtype=np.float64).reshape(len(rows), len(order))
    return numbers, np.array(lines, dtype=np.int64), len(grid.lines) - len(rows)
