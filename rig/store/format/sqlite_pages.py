"""Pages of a SQLite file read without SQLite: for a file it refuses, or reads in part only.

The layout is that of https://www.sqlite.org/fileformat2.html, 1.2 to 1.6 and 4.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_USUAL_PAGE_BYTES = 4096
_FILE_HEAD = struct.Struct(">16sH2xB")
_WAL_HEAD = struct.Struct(">8I")
_WAL_FRAME = struct.Struct(">6I")
_WAL_MAGIC = 0x377F0682

_TABLE_LEAF = 0x0D
_LEAF_HEAD = struct.Struct(">xxxH")
_LEAF_HEAD_BYTES = 8
_FILE_HEAD_BYTES = 100

# Nothing that we store in one row is larger; a torn length is no reason to read a whole disk.
_MOST_ROW_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One row as it lies on its page.

    Attributes:
        page: number of the page, from 1.
        rowid: its number in its table.
        record: the packed columns.
    """

    page: int
    rowid: int
    record: bytes


class Pages:
    """The pages of a store, what is committed in the journal beside it laid over them.

    Args:
        file: the store, open to read.
        path: where it is.
    """

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self._file = file
        head = file.read(_FILE_HEAD.size).ljust(_FILE_HEAD.size, b"\0")
        _, told_bytes, reserved = _FILE_HEAD.unpack(head)
        self.page_bytes = _page_bytes(told_bytes)
        self._usable_bytes = self.page_bytes - (reserved if reserved <= self.page_bytes // 8 else 0)
        self._newer = _committed_pages(path.with_name(path.name + "-wal"), self.page_bytes)
        in_file = -(-path.stat().st_size // self.page_bytes)
        self.count = max(in_file, *self._newer) if self._newer else in_file

    def page(self, number: int) -> bytes:
        """One page, zeros where the file ends before it does."""
        if number in self._newer:
            return self._newer[number]
        self._file.seek((number - 1) * self.page_bytes)
        return self._file.read(self.page_bytes).ljust(self.page_bytes, b"\0")

    def leaf_rows(self) -> Iterator[LeafRow]:
        """Every row of every table that lies on a page of rows, each page read once."""
        for number in range(1, self.count + 1):
            page = self.page(number)
            start = _FILE_HEAD_BYTES if number == 1 else 0
            if page[start] != _TABLE_LEAF:
                continue
            (cells,) = _LEAF_HEAD.unpack_from(page, start)
            first = start + _LEAF_HEAD_BYTES
            cells = min(cells, (self.page_bytes - first) // 2)
            for place in struct.unpack_from(f">{cells}H", page, first):
                row = self._row(number, page, place)
                if row is not None:
                    yield row

    def _row(self, number: int, page: bytes, place: int) -> LeafRow | None:
        try:
            size, place = read_varint(page, place)
            rowid, place = read_varint(page, place)
            here = self._bytes_here(size)
            record = page[place : place + here]
            if size > here:
                (next_page,) = struct.unpack_from(">I", page, place + here)
                record += self._overflow(next_page, size - here)
        except (IndexError, struct.error):
            return None
        return LeafRow(number, rowid, record) if 0 < size == len(record) else None

    def _bytes_here(self, size: int) -> int:
        usable = self._usable_bytes
        most = usable - 35
        if size <= most:
            return size
        least = (usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (usable - 4)
        return here if here <= most else least

    def _overflow(self, next_page: int, size: int) -> bytes:
        if size > _MOST_ROW_BYTES:
            return b""
        parts: list[bytes] = []
        while size > 0 and 0 < next_page <= self.count:
            page = self.page(next_page)
            (next_page,) = struct.unpack_from(">I", page)
            parts.append(page[4 : min(self._usable_bytes, 4 + size)])
            size -= len(parts[-1])
        return b"".join(parts)


def read_varint(content: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the place after it.

    Raises:
        IndexError: the content ends within it.
    """
    value = 0
    for at in range(place, place + 8):
        value = value << 7 | content[at] & 0x7F
        if content[at] < 0x80:
            return value, at + 1
    value = value << 8 | content[place + 8]
    return value - (1 << 64) if value >> 63 else value, place + 9


def _page_bytes(told: int) -> int:
    size = 65536 if told == 1 else told
    is_power_of_two = size >= 512 and size & (size - 1) == 0
    return size if is_power_of_two else _USUAL_PAGE_BYTES


def _committed_pages(journal: Path, page_bytes: int) -> dict[int, bytes]:
    """The newest committed content of each page in a write-ahead journal."""
    if not journal.is_file():
        return {}
    committed: dict[int, bytes] = {}
    under_way: dict[int, bytes] = {}
    with journal.open("rb") as file:
        head = file.read(_WAL_HEAD.size)
        if len(head) < _WAL_HEAD.size:
            return {}
        magic, _, size, _, *salts, first, second = _WAL_HEAD.unpack(head)
        if magic & ~1 != _WAL_MAGIC or size != page_bytes:
            return {}
        order = ">" if magic & 1 else "<"
        sums = _sums((0, 0), head[:24], order)
        if sums != (first, second):
            return {}
        while len(frame := file.read(_WAL_FRAME.size + page_bytes)) == _WAL_FRAME.size + page_bytes:
            number, pages_after_commit, *rest = _WAL_FRAME.unpack_from(frame)
            page = frame[_WAL_FRAME.size :]
            sums = _sums(_sums(sums, frame[:8], order), page, order)
            if rest != [*salts, *sums]:
                break
            under_way[number] = page
            if pages_after_commit:
                committed |= under_way
                under_way = {}
    return committed


def _sums(before: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    first, second = before
    words: Sequence[int] = struct.unpack(f"{order}{len(content) // 4}I", content)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & 0xFFFFFFFF
        second = (second + words[at + 1] + first) & 0xFFFFFFFF
    return first, second
