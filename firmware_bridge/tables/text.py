"""The text of a recording, whatever wraps it, looked at before it is read."""

import gzip
import re
import stat
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from firmware_bridge.errors import TableFormatError, TableMissingError
from firmware_bridge.rounding import fixed
from firmware_bridge.tables.binaries import kind_of_binary, workbook_text

BYTES_LIMIT = 1 << 30
"""A recording of 40 hours at 1 kHz is smaller; what is or unpacks to more is no recording."""
PACKED_RATIO = 100
PACKED_SURE_BYTES = 1 << 24
"""Noise packs 3 to 30 times; beyond this many bytes a hundredfold is no recording."""
LINE_LIMIT = 1 << 20
CHUNK = 1 << 22
CONTROLS_FRAC = 0.01
HEAD_BYTES = 1 << 14
TUPLES_FRAC = 0.8
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 27))
_TUPLE = re.compile(rb"^[ \t]*[(\[]{1,2}([^()\[\]\n]*\d[^()\[\]\n]*)[)\]]{1,2},?[ \t]*$", re.M)
_LONE_RETURN = re.compile(rb"\r(?!\n)")


def read_text(path: Path) -> bytes:
    """The text of a file in UTF-8, its lines ended by line feeds.

    Raises:
        TableMissingError: the file is not there or may not be read.
        TableFormatError: it is no regular file, too large, empty, binary or damaged.
    """
    name = str(path)
    try:
        _check(name, path)
        with path.open("rb") as file:
            data = _content(name, file, path.stat().st_size)
    except FileNotFoundError as error:
        raise TableMissingError(name, why="no such file") from error
    except OSError as error:
        raise TableMissingError(name, why=f"cannot be read ({error.strerror})") from error
    if data[:4] == b"PK\x03\x04":
        data = workbook_text(name, path)
    text = _decoded(name, data)
    if not text or text.isspace():
        raise TableFormatError(name, why="the file is empty; record again or choose another file")
    if b"\r" in text[:LINE_LIMIT]:
        text = _LONE_RETURN.sub(b"\n", text).replace(b"\r", b"")
    text = _without_brackets(text)
    return text if text.endswith(b"\n") else text + b"\n"


def _without_brackets(text: bytes) -> bytes:
    """The text, where nearly all its lines are tuples or lists of Python, with what is in them."""
    lines = [line for line in text[:HEAD_BYTES].split(b"\n")[:-1] if line.strip()]
    tuples = sum(bool(_TUPLE.fullmatch(line)) for line in lines)
    if tuples < max(2, TUPLES_FRAC * len(lines)):
        return text
    return _TUPLE.sub(lambda found: found[1].replace(b"'", b'"'), text)


def _check(name: str, path: Path) -> None:
    about = path.stat()
    if stat.S_ISDIR(about.st_mode):
        raise TableMissingError(name, why="this is a folder, not a file")
    if not stat.S_ISREG(about.st_mode):
        why = "this is a device or a pipe, not a file; save what it sends as a file first"
        raise TableFormatError(name, why=why)
    if about.st_size > BYTES_LIMIT:
        raise TableFormatError(name, why=_too_large(about.st_size))


def _content(name: str, file: BinaryIO, size: int) -> bytes:
    head = file.read(2)
    file.seek(0)
    if head != b"\x1f\x8b":
        return _bounded(name, file, BYTES_LIMIT)
    try:
        with gzip.open(file) as packed:
            return _bounded(name, packed, max(PACKED_RATIO * size, PACKED_SURE_BYTES))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        why = f"the gzip file is damaged ({error}); fetch it again"
        raise TableFormatError(name, why=why) from error


def _bounded(name: str, file: "BinaryIO | gzip.GzipFile", limit: int) -> bytes:
    """All of a file, given up as soon as it cannot be a table of text."""
    # Grows in place; parts that are joined would all be there twice.
    whole = BytesIO()
    size = since_end = 0
    while part := file.read(CHUNK):
        size += len(part)
        ends = max(part.rfind(b"\n"), part.rfind(b"\r"))
        since_end = len(part) - 1 - ends if ends >= 0 else since_end + len(part)
        if size == len(part):
            _refuse_binary(name, part)
        if size > min(limit, BYTES_LIMIT):
            raise TableFormatError(name, why=_too_large(size))
        if since_end > LINE_LIMIT:
            why = f"a line of more than {LINE_LIMIT // 1000:,} kB is no row of a table; export it "
            raise TableFormatError(name, why=f"{why}as CSV, a sample a line")
        whole.write(part)
    return whole.getvalue()


def _too_large(size: int) -> str:
    much = (
        f"{fixed(size / 1e9, 1)} GB"
        if size > BYTES_LIMIT
        else f"{fixed(size / 1e6, 0)} MB from a small file"
    )
    return f"{much} is no recording of force; cut it, or export the part that is wanted as CSV"


def _refuse_binary(name: str, head: bytes) -> None:
    kind = kind_of_binary(head)
    if kind:
        raise TableFormatError(name, why=kind)


def _decoded(name: str, data: bytes) -> bytes:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[3:] if encoding == "utf-8-sig" else _utf8(name, data, encoding)
    head = data[:4096]
    # Text of UTF-16 without a mark: every second byte of the digits is zero.
    for odd, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[odd::2].count(0), head[1 - odd :: 2].count(0)
        if zeros > 0.4 * len(head) > 100 * others:
            return _utf8(name, data, encoding)
    if len(head) - len(head.translate(None, _CONTROLS)) > CONTROLS_FRAC * len(head):
        raise TableFormatError(
            name, why="this is a binary file, not a table of text; export it as CSV"
        )
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode()
    return data


def _utf8(name: str, data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        why = f"cannot be read as {encoding} text; export it as UTF-8 CSV"
        raise TableFormatError(name, why=why) from error
