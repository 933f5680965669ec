"""What the tables of every trail (rig.store.trails) have alike: a chain, and the words apart."""

from typing import Any

from sqlalchemy import BigInteger, Column, Double, Integer, MetaData, Table, Text

from rig.store.format.sealed_rows import seal_column


def number_column() -> Column[int]:
    """Number of an entry, counted from 1."""
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column("seq", kind, primary_key=True, autoincrement=False)


def chain_columns() -> tuple[Column[Any], ...]:
    """Who added an entry and when, and what chains it to the one before; they come last."""
    return (
        Column("words_sha256", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("role", Text, nullable=False),
        Column("at_utc", Text, nullable=False),
        Column("monotonic_s", Double, nullable=False),
        Column("before_sha256", Text, nullable=False),
        Column("sha256", Text, nullable=False),
        seal_column(),
    )


def words_table(name: str, metadata: MetaData, *, entry: str) -> Table:
    """The words of a trail, which their learner takes along when they are forgotten.

    Args:
        name: of the table.
        metadata: that of the trail.
        entry: what one of the trail is called.
    """
    return Table(
        name,
        metadata,
        number_column(),
        Column("learner_id", Text, nullable=False, index=True),
        Column("salt", Text, nullable=False),
        Column("words", Text, nullable=False),
        seal_column(),
        comment=f"of the {entry} of that number; gone once the learner is forgotten",
    )
