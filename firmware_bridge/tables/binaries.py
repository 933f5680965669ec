"""Files that are no text: a workbook is read, others are refused by name with the way out."""

import csv
import io
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

from firmware_bridge.errors import TableFormatError

_AS_CSV = "export it as CSV there"
KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls): save it as CSV or .xlsx"),
    (b"PAR1", "a Parquet file: write it as CSV first"),
    (b"ARROW1", "a Feather or Arrow file: write it as CSV first"),
    (b"\x89HDF", "an HDF5 or MATLAB 7.3 file: write its columns as CSV first"),
    (b"MATLAB 5.0", "a MATLAB file: write its columns with writematrix(..., 'x.csv')"),
    (b"TDSm", "a LabVIEW TDMS file: save it as .lvm or CSV"),
    (b"XDF:", "a LabRecorder file: write its stream as CSV first"),
    (b"SQLite format 3", "a database; a record of Steadyhold becomes CSV by `steadyhold export`"),
    (b"\x93NUMPY", "a numpy file: write it with numpy.savetxt"),
    (b"CFWB", "a LabChart binary file: export it as text there"),
    (b"%PDF", f"a PDF: {_AS_CSV}"),
    (b"\x89PNG", "a picture: the numbers behind it are needed"),
    (b"\xff\xd8\xff", "a picture: the numbers behind it are needed"),
    (b"RIFF", "a sound or film: the numbers behind it are needed"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first (bunzip2)"),
    (b"\xfd7zXZ", "an xz file: unpack it first (unxz)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file: unpack it first (unzstd)"),
)
C3D_SECOND_BYTE = 0x50
UNPACKED_LIMIT = 1 << 29


def kind_of_binary(head: bytes) -> str:
    """A sentence that names the kind and the way out; empty where it may be text."""
    for start, kind in KINDS:
        if head.startswith(start):
            return f"this is {kind}"
    if len(head) > 512 and head[1] == C3D_SECOND_BYTE and head[0] < 20 and b"\0" in head[:512]:
        return "this is a C3D file: export the analog channels as CSV"
    return ""


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
