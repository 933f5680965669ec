"""What a damaged store must have held, told from what is left of it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DatabaseError

from rig.errors import StoreError
from rig.store.database import open_for_reading
from rig.store.format import schema
from rig.store.verifying.findings import BadRecord


def numbers_gone(connection: Connection, table: Table) -> Iterator[BadRecord]:
    """Numbers that no row of a table has any more; none was ever left out."""
    key = table.columns[0]
    if key.type.python_type is not int:
        return
    before = 0
    for (number,) in connection.execute(select(key).order_by(key)):
        if number > before + 1:
            first, last = before + 1, number - 1
            which = f"number {first}" if first == last else f"numbers {first} to {last}"
            yield BadRecord(f"{table.name} {which}", "gone")
        before = number


def names_gone(connection: Connection, path: Path) -> Iterator[BadRecord]:
    """Learners whose name was lost, as far as the index of the names still tells."""
    names = schema.learner_names
    index = f"INDEXED BY sqlite_autoindex_{names.name}_1"
    with suppress(StoreError, DatabaseError), open_for_reading(path) as damaged:
        told = damaged.execute(select(names.c.learner_id).with_hint(names, index, "sqlite"))
        known = set(told.scalars()) - set(connection.execute(select(names.c.learner_id)).scalars())
        for learner_id in sorted(known):
            yield BadRecord(f"the name of learner {learner_id}", "gone")
