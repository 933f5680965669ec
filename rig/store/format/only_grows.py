"""Tables whose rows are never changed nor deleted: SQLite itself refuses it."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table


def rules_of(table: Table, told: str) -> tuple[str, ...]:
    """The triggers of a table with one key.

    Args:
        table: the one that only grows.
        told: what they say when they refuse.
    """
    name, (key,) = table.name, table.primary_key.columns.keys()
    refused = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
    return (
        f"CREATE TRIGGER {name}_refuses_update BEFORE UPDATE ON {name} {refused}",
        f"CREATE TRIGGER {name}_refuses_delete BEFORE DELETE ON {name} {refused}",
        # SQLite itself deletes what INSERT OR REPLACE replaces, and no other trigger sees that.
        f"CREATE TRIGGER {name}_refuses_replace BEFORE INSERT ON {name} "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM {name} WHERE {key} = NEW.{key}) {refused}",
    )


def guard(connection: Connection, rules: Sequence[str]) -> None:
    """Let tables only grow from now on; elsewhere than in SQLite that is left to their owner."""
    if connection.dialect.name == "sqlite":
        for rule in rules:
            connection.exec_driver_sql(rule)


def unguard(connection: Connection, table: Table) -> None:
    """Let rows be removed, until the table is guarded again in the same change."""
    if connection.dialect.name == "sqlite":
        for change in ("update", "delete", "replace"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.name}_refuses_{change}")
