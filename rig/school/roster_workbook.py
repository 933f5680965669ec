"""The rows of an Excel workbook of a stranger, held against limits before it is unpacked."""

import io
import struct
import warnings
import zipfile
import zlib
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from rig.school.errors import RosterFileError

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 300
MOST_PARTS: Final = 500
MOST_UNPACKED_BYTES: Final = 60_000_000
MOST_RATIO: Final = 150
# A sheet of blanks packs a thousandfold; below this it does no harm.
RATIO_FROM_BYTES: Final = 2_000_000
_HEAD_BYTES: Final = 1_000
# What openpyxl and what it stands on raise on torn workbooks.
_TORN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ParseError, LookupError, ValueError,
    TypeError, AttributeError, RuntimeError, NotImplementedError, OSError, MemoryError,
)  # fmt: skip


def workbook_rows(name: str, content: bytes) -> list[tuple[str, ...]]:
    """The rows of the first sheet with anything in it, blank ones included.

    Raises:
        RosterFileError: it is another kind of archive, unpacks to too much, or is damaged.
    """
    try:
        _check(name, content)
        with warnings.catch_warnings():
            # openpyxl remarks on styles and extensions it leaves out; none holds a name.
            warnings.simplefilter("ignore")
            return _read(name, content)
    except _TORN as error:
        raise RosterFileError(
            name, "this workbook is damaged; open it in Excel and save it again, or save it as CSV"
        ) from error


def _check(name: str, content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise RosterFileError(
                name, "this is an archive, not an Excel workbook; unpack it, or save as CSV"
            )
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES:
            raise RosterFileError(
                name, "this workbook unpacks to far more than a list of learners; save it as CSV"
            )
        for part in parts:
            if part.file_size > max(RATIO_FROM_BYTES, MOST_RATIO * part.compress_size):
                raise RosterFileError(
                    name, "a part of this workbook unpacks a hundredfold; save it as CSV"
                )
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as file:
                    head = file.read(_HEAD_BYTES).replace(b"\0", b"").upper()
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                    raise RosterFileError(name, "this workbook was not made by Excel; save as CSV")


def _read(name: str, content: bytes) -> list[tuple[str, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            found = [
                tuple(_text(cell) for cell in row)
                for row in sheet.iter_rows(
                    max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True
                )
            ]
            if any(map(any, found)):
                return _within(name, found)
        return []
    finally:
        book.close()


def _within(name: str, rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if len(rows) > MOST_ROWS and any(rows[-1]):
        raise RosterFileError(name, f"it has more than {MOST_ROWS} rows; a class has fewer")
    widest = max(max((n + 1 for n, cell in enumerate(row) if cell), default=0) for row in rows)
    if widest > MOST_COLUMNS:
        raise RosterFileError(name, f"it has more than {MOST_COLUMNS} columns")
    return [(row + ("",) * widest)[:widest] for row in rows]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        # A number of a student that Excel took for a quantity.
        return str(int(cell))
    return str(cell).strip()
