"""The table of second factors: what an authenticator app of an account knows as well.

The secret is kept as it is, for both sides need it; the file is readable by one account. Rows are
sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, MetaData, Table, Text

from rig.store.format import door_tables
from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

second_factors = Table(
    "second_factors",
    metadata,
    Column("account_id", Text, ForeignKey(door_tables.accounts.c.account_id), primary_key=True),
    Column("secret", Text, nullable=False),
    Column("since_utc", Text, nullable=False),
    Column("used_step", BigInteger, nullable=False, comment="of the newest code that was taken"),
    seal_column(),
)


def create_factor_tables(connection: Connection) -> None:
    """The table of this module."""
    metadata.create_all(connection)
