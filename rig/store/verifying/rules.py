"""Rules that a record of SQLite carries in itself, and that would work unseen from then on."""

from pathlib import Path

from rig.store.database import open_for_reading
from rig.store.format.migrations import RULES


def foreign_rules(path: Path) -> tuple[str, ...]:
    """Names of triggers and views that no release of ours has made.

    They are no damage of a row: a check of rows passes, and what is written later is changed.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    with open_for_reading(path) as connection:
        found = connection.exec_driver_sql(asked).all()
    return tuple(str(name) for name, sql in found if sql not in RULES)
