"""Rules that a record of SQLite carries in itself, and that would work unseen from then on."""

from pathlib import Path

from sqlalchemy import Connection, create_engine

from rig.store.database import open_for_reading
from rig.store.format.migrations import MIGRATIONS, apply


def foreign_rules(path: Path) -> tuple[str, ...]:
    """Names of triggers and views that a record of ours has not.

    They are no damage of a row: a check of rows passes, and what is written later is changed.

    Raises:
        StoreError: the store cannot be read.
    """
    with open_for_reading(path) as connection:
        found = _rules(connection)
    ours = set(_of_an_empty_record())
    return tuple(name for name, text in found if (name, text) not in ours)


def _of_an_empty_record() -> list[tuple[str, str]]:
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            apply(connection, MIGRATIONS, "")
            return _rules(connection)
    finally:
        engine.dispose()


def _rules(connection: Connection) -> list[tuple[str, str]]:
    asked = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    return [(str(name), str(text)) for name, text in connection.exec_driver_sql(asked)]
