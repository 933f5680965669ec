"""Rows that carry a checksum of their own, bound to their table.

A damaged one is seen, and one that lies on a torn page without its tree still tells which table it
belongs to, though another has columns of the same types.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import BigInteger, Column, Table

from rig.store.format.crc import row_crc

Sealable = int | float | str | None

SEAL = "crc"


def seal_column() -> Column[int]:
    """The last column of a table of sealed rows."""
    return Column(SEAL, BigInteger, nullable=False)


def sealed_values(table: Table, values: Mapping[str, Sealable]) -> dict[str, Sealable]:
    """The columns of a row to be inserted, with their checksum.

    Args:
        table: it has a `seal_column`.
        values: its other columns by name; one that is left out is null.
    """
    row = {each.name: values.get(each.name) for each in table.columns if each.name != SEAL}
    return row | {SEAL: row_crc(table.name, "", list(row.values()))}


def is_sealed(table: Table, row: Sequence[object]) -> bool:
    """Whether a row, all its columns in order, is as it was sealed."""
    *values, seal = row
    return row_crc(table.name, "", values) == seal
