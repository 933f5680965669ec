"""The tables of exams: what was planned, and one row for each act; rows are only ever added.

Results are not in them: they follow from the recordings that a row names. Rows are sealed
(rig.store.format.sealed_rows). Free text stands only in rows of a learner, which forgetting
removes, and in the reasons of an exam as a whole.
"""

from sqlalchemy import Column, Connection, Double, ForeignKey, Integer, MetaData, Table, Text

from rig.store.format.sealed_rows import seal_column

metadata = MetaData()

exams = Table(
    "exams",
    metadata,
    Column("exam_id", Text, primary_key=True),
    Column("class_id", Text, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("protocol", Text, nullable=False, comment="the locked copy, as in headers"),
    Column("rule", Text, nullable=False, comment="mean or n_of_m"),
    Column("pass_mark", Double, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("grey_points", Double, nullable=False),
    Column("minutes", Double, nullable=False),
    Column("checklist", Text, nullable=False, comment="titles, a JSON list"),
    Column("by", Text, nullable=False),
    Column("made_utc", Text, nullable=False),
    seal_column(),
)

_EXAM = exams.c.exam_id


def _acts(name: str, *columns: Column[object], comment: str) -> Table:
    return Table(
        name,
        metadata,
        Column("exam_id", Text, ForeignKey(_EXAM), primary_key=True),
        Column("seq", Integer, primary_key=True, autoincrement=False),
        *columns,
        Column("by", Text, nullable=False),
        Column("at_utc", Text, nullable=False),
        seal_column(),
        comment=comment,
    )


exam_acts = _acts(
    "exam_acts",
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    comment="planned, running (also resumed), ended, released, withdrawn",
)

exam_seats = _acts(
    "exam_seats",
    Column("learner_id", Text, nullable=False),
    Column("station_id", Text, nullable=False, comment="empty: no seat yet"),
    comment="who takes it and where; the newest row of a learner counts",
)

exam_attempts = _acts(
    "exam_attempts",
    Column("learner_id", Text, nullable=False),
    Column("stage", Text, nullable=False, comment="pad or person"),
    Column("kind", Text, nullable=False, comment="session, closed or opened"),
    Column("session_id", Text, nullable=False, index=True, comment="empty but for a session"),
    Column("reason", Text, nullable=False),
    comment="which recordings belong to whose attempt, and when it was over",
)

exam_ratings = _acts(
    "exam_ratings",
    Column("learner_id", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("global_rating", Integer),
    Column("checklist", Text, nullable=False, comment="0, 1 or 2 each, a JSON list"),
    Column("supervision", Integer),
    Column("no_mark", Text, nullable=False),
    Column("before_score", Integer, nullable=False, comment="1: nobody could see the score yet"),
    comment="what examiners thought; one row for each examiner, learner and stage",
)

exam_appeals = _acts(
    "exam_appeals",
    Column("learner_id", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="asked or answered"),
    Column("text", Text, nullable=False),
    comment="what a student asked, and what an instructor answered",
)


def create_exam_tables(connection: Connection) -> None:
    """The tables of this module."""
    metadata.create_all(connection)
