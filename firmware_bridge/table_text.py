"""The text of a recording, whatever wraps it: gzip, byte order marks, UTF-16, old encodings."""

import gzip
import zlib
from pathlib import Path

from firmware_bridge.errors import TableFormatError, TableMissingError

BYTES_LIMIT = 1 << 30
"""A recording of 40 hours at 1 kHz is smaller; what unpacks to more is no recording."""
CONTROLS_FRAC = 0.01
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))


def read_text(path: Path) -> str:
    """The text of a file with line feeds as line ends.

    Raises:
        TableMissingError: the file is not there or may not be read.
        TableFormatError: it is empty, binary or damaged.
    """
    name = str(path)
    try:
        data = path.read_bytes()
    except IsADirectoryError as error:
        raise TableMissingError(name, why="this is a folder, not a file") from error
    except FileNotFoundError as error:
        raise TableMissingError(name, why="no such file") from error
    except OSError as error:
        raise TableMissingError(name, why=f"cannot be read ({error.strerror})") from error
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(name, path)
    text = _decoded(name, data)
    if not text.strip():
        raise TableFormatError(name, why="the file is empty; record again or choose another file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unpacked(name: str, path: Path) -> bytes:
    try:
        with gzip.open(path) as packed:
            data = packed.read(BYTES_LIMIT + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = f"the gzip file is damaged ({error}); fetch it again"
        raise TableFormatError(name, why=why) from error
    if len(data) > BYTES_LIMIT:
        raise TableFormatError(name, why="unpacks to more than 1 GB; that is no recording")
    return data


def _decoded(name: str, data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _text(name, data, encoding)
    head = data[:4096]
    # Text of UTF-16 without a mark: every second byte of the digits is zero.
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[odd::2].count(0), head[1 - odd :: 2].count(0)
        if zeros > 0.4 * len(head) > 100 * others:
            return _text(name, data, encoding)
    if len(head) - len(head.translate(None, _CONTROLS)) > CONTROLS_FRAC * len(head):
        raise TableFormatError(
            name, why="this is a binary file, not a table of text; export it as CSV"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _text(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        why = f"cannot be read as {encoding} text; export it as UTF-8 CSV"
        raise TableFormatError(name, why=why) from error
