"""The tables of the gradebook: changes of marks, their words, and where a school's system has them.

Changes are only ever added, and each is chained to the one before it (rig.school.marks.chain). The
words of a change stand in a table of their own, which loses them when their learner is forgotten.
Rows are sealed (rig.store.format.sealed_rows).
"""

from sqlalchemy import BigInteger, Column, Connection, Double, Integer, MetaData, Table, Text

from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

mark_changes = Table(
    "mark_changes",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False, comment="override, withdrawn, contest or answer"),
    Column("class_id", Text, nullable=False, index=True),
    Column("item_id", Text, nullable=False),
    Column("learner_id", Text, nullable=False),
    Column("points", Double),
    Column("outcome", Text, nullable=False),
    Column("old_points", Double),
    Column("old_outcome", Text, nullable=False),
    Column("words_sha256", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    Column("monotonic_s", Double, nullable=False),
    Column("before_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    seal_column(),
)

mark_words = Table(
    "mark_words",
    metadata,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("learner_id", Text, nullable=False, index=True),
    Column("salt", Text, nullable=False),
    Column("words", Text, nullable=False),
    seal_column(),
    comment="of the change of that number; gone once the learner is forgotten",
)

lms_columns = Table(
    "lms_columns",
    metadata,
    Column("class_id", Text, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("part", Text, primary_key=True, comment="a criterion; empty for the total"),
    Column("title", Text, nullable=False, comment="as the school's system writes it"),
    Column("assignment_id", Text, nullable=False),
    Column("seen_utc", Text, nullable=False),
    seal_column(),
)


def create_mark_tables(connection: Connection) -> None:
    """The tables of this module; what stands in the trail of changes stays as it is."""
    metadata.create_all(connection)
    if connection.dialect.name != "sqlite":
        return
    for change in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER mark_changes_refuses_{change.lower()} BEFORE {change} ON mark_changes "
            "BEGIN SELECT RAISE(ABORT, 'changes of marks are only ever added'); END"
        )
    # SQLite itself deletes what INSERT OR REPLACE replaces, and no trigger sees that.
    connection.exec_driver_sql(
        "CREATE TRIGGER mark_changes_refuses_replace BEFORE INSERT ON mark_changes "
        "WHEN EXISTS (SELECT 1 FROM mark_changes WHERE seq = NEW.seq) "
        "BEGIN SELECT RAISE(ABORT, 'changes of marks are only ever added'); END"
    )
