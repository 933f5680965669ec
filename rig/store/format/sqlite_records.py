"""Packed SQLite records as rows of our tables, known by the types of their columns."""

import re
import struct
from collections.abc import Sequence

from sqlalchemy import Double, Integer, LargeBinary, Table

from rig.store.format import schema
from rig.store.format.migrations import ALL_TABLES
from rig.store.format.sealed_rows import SEAL, is_sealed
from rig.store.format.sqlite_pages import LeafRow, read_varint

Value = int | float | str | bytes | None

_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_TABLES = tuple(schema.metadata.sorted_tables)
_SEALED = tuple(table for table in ALL_TABLES if table not in _TABLES and SEAL in table.columns)
_DOUBLE = struct.Struct(">d")
_WRITTEN_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00")


def table_and_values(row: LeafRow) -> tuple[Table, tuple[Value, ...]] | None:
    """Which of our tables a row belongs to, and its columns; None where to none.

    Tables of equal types are told apart by what is in them: a learner has the time when it was
    made, a name has none; a sealed row has the checksum of its table.
    """
    try:
        values = _unpacked(row.record)
    except (IndexError, ValueError, struct.error):
        return None
    for table in _TABLES:
        whole = _as_columns(table, row.rowid, values)
        if whole is not None and is_well_typed(table, whole):
            return (schema.learner_names, whole) if _is_name(table, whole) else (table, whole)
    for table in _SEALED:
        whole = _as_columns(table, row.rowid, values)
        if whole is not None and is_well_typed(table, whole) and is_sealed(table, whole):
            return table, whole
    return None


def is_well_typed(table: Table, values: Sequence[object]) -> bool:
    """Whether the columns of a row hold what their table says."""
    return len(values) == len(table.columns) and all(
        column.nullable if value is None else isinstance(value, _kind(column.type))
        for column, value in zip(table.columns, values, strict=True)
    )


def _kind(type_: object) -> type:
    if isinstance(type_, Integer):
        return int
    if isinstance(type_, Double):
        return float
    return bytes if isinstance(type_, LargeBinary) else str


def _is_name(table: Table, values: Sequence[Value]) -> bool:
    return table is schema.learners and not _WRITTEN_TIME.fullmatch(str(values[1]))


def _as_columns(table: Table, rowid: int, values: Sequence[Value]) -> tuple[Value, ...] | None:
    """The columns as SQLite gives them: a key is the row's number, a whole double is a double."""
    if len(values) != len(table.columns):
        return None
    whole: list[Value] = []
    for column, value in zip(table.columns, values, strict=True):
        if value is None and column.primary_key:
            whole.append(rowid)
        elif isinstance(value, int) and isinstance(column.type, Double):
            whole.append(float(value))
        else:
            whole.append(value)
    return tuple(whole)


def _unpacked(record: bytes) -> tuple[Value, ...]:
    head_bytes, place = read_varint(record, 0)
    kinds: list[int] = []
    while place < head_bytes:
        kind, place = read_varint(record, place)
        kinds.append(kind)
    values: list[Value] = []
    place = head_bytes
    for kind in kinds:
        size = _size(kind)
        content = record[place : place + size]
        if len(content) != size:
            raise ValueError(f"{size} bytes of a column are not there")
        values.append(_value(kind, content))
        place += size
    return tuple(values)


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGER_BYTES.get(kind, 0)


def _value(kind: int, content: bytes) -> Value:
    if kind in _INTEGER_BYTES:
        return int.from_bytes(content, "big", signed=True)
    if kind == 7:
        return float(_DOUBLE.unpack(content)[0])
    if kind in (8, 9):
        return kind - 8
    if kind >= 12:
        return content.decode("utf-8") if kind % 2 else content
    return None
