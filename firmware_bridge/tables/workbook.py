"""The first sheet with numbers of an Excel workbook, as text."""

import csv
import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from firmware_bridge.errors import TableFormatError

UNPACKED_LIMIT = 1 << 29


def workbook_text(name: str, path: Path) -> bytes:
    """The rows of the sheet with most of them as tab-separated text.

    Raises:
        TableFormatError: it is another kind of archive, too large, damaged, or openpyxl is missing.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                why = (
                    "this is a ZIP archive: unpack it first (Numbers and LibreOffice: save as CSV)"
                )
                raise TableFormatError(name, why=why)
            if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                why = "this workbook unpacks to more than 500 MB; save the sheet as CSV"
                raise TableFormatError(name, why=why)
    except zipfile.BadZipFile as error:
        raise TableFormatError(name, why="this workbook is damaged; save it again") from error
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        why = (
            "a workbook is read with openpyxl, which is not installed: save the sheet as CSV, or "
            "pip install 'steadyhold[research]'"
        )
        raise TableFormatError(name, why=why) from error
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    finally:
        book.close()
    rows = max(sheets, key=lambda each: sum(any(_numeric(cell) for cell in row) for row in each))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _numeric(cell: Any) -> bool:
    return isinstance(cell, int | float)


def _written(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="microseconds")
    if isinstance(cell, time):
        return cell.isoformat(timespec="microseconds")
    return " ".join(str(cell).split())
