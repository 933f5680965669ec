"""The table of protocols that instructors saved; rows are only ever added.

Recordings carry their own protocol: no row here is looked at for a result that is there already.
Rows are sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text

from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

protocol_versions = Table(
    "protocol_versions",
    metadata,
    Column("protocol_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("class_id", Text, comment="null: for the whole school"),
    Column("document", Text, comment="the protocol as in headers; null: taken out of use"),
    Column("by", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    Column("reason", Text, nullable=False),
    seal_column(),
)


def create_target_tables(connection: Connection) -> None:
    """The table of this module."""
    metadata.create_all(connection)
