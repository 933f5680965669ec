"""Tables as CSV that a spreadsheet reads as numbers and text, never as formulas."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from rig.export.formats import TableWriter
from rig.export.table import Cells, ExportTable
from rig.safe_table import written_cell

_ROWS_AT_A_TIME = 65_536


def write_csv(table: ExportTable, path: Path) -> None:
    """UTF-8, comma, decimal point, one header row; an empty cell where there is no value."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in table.fields])
        for start in range(0, table.rows, _ROWS_AT_A_TIME):
            part = slice(start, start + _ROWS_AT_A_TIME)
            columns = [_told(field.cells[part]) for field in table.fields]
            writer.writerows(zip(*columns, strict=True))


def _told(cells: Cells) -> list[int | float | str]:
    values: Iterable[Any] = cells.tolist() if isinstance(cells, np.ndarray) else cells
    return [written_cell(value) for value in values]


WRITER = TableWriter(write=lambda table, path, _: write_csv(table, path))
