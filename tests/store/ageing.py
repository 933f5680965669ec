"""A store as if everything in it had been done some days earlier; checksums fit."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, select, update

from rig.store.database import changing
from rig.store.format import schema
from rig.store.format.crc import row_crc
from rig.store.format.door_tables import guard_audit, unguard_audit
from rig.store.format.migrations import ALL_TABLES, SEALED_TABLES
from rig.store.format.sealed_rows import sealed_values


def make_older(store: Path, days: int) -> None:
    with changing(store) as connection:
        names = {
            row.session_no: row.session_id
            for row in connection.execute(select(schema.sessions)).all()
        }
        unguard_audit(connection)
        for table in ALL_TABLES:
            # When a session began stands in its header, which has its own checksum.
            if table not in (schema.sessions, schema.versions):
                _make_older(connection, table, timedelta(days=days), names)
        guard_audit(connection)


def _make_older(connection: Connection, table: Table, by: timedelta, names: dict[int, str]) -> None:
    moments = [each.name for each in table.columns if each.name.endswith("_utc")]
    for row in connection.execute(select(table)).mappings().all() if moments else ():
        older = {
            name: (datetime.fromisoformat(row[name]) - by).isoformat(timespec="milliseconds")
            for name in moments
            if row[name] is not None
        }
        values = {**row, **older}
        if table in SEALED_TABLES:
            values.pop("crc")
            values = sealed_values(table, values)
        elif table is schema.ends:
            kept = [value for name, value in values.items() if name not in ("session_no", "crc")]
            values["crc"] = row_crc("ends", names[row["session_no"]], kept)
        which = [column == row[column.name] for column in table.primary_key.columns]
        connection.execute(update(table).where(*which).values(values))
