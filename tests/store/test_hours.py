"""Corrections of practice hours: kept beside the record, and whoever changes one is found out."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.school.errors import WordsError
from rig.school.hours.correction import HoursCorrectionError
from rig.store.errors import DamagedRecordError, LearnerMissingError
from rig.store.format import hours_tables, migrations
from rig.store.format.sealed_rows import sealed_values
from rig.store.hours.corrections import CORRECTIONS, correct_hours
from rig.store.hours.reading import EVER, Period, hours_of_class, hours_of_learner
from rig.store.people.forgetting import forget_learner
from rig.store.people.merging import merge_learners
from rig.store.people.roster import add_to_class
from rig.store.recorder import Recorder
from rig.store.trails.chained import head_of_trail, texts_of_trail
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store import build
from tests.store.marked import ANN, classroom, store

__all__ = ["classroom", "store"]

DAY = date(2026, 3, 4)


def correct(store, learner_id, *, day=DAY, added_s=1800, reason="the pad was away"):
    correct_hours(store, learner_id, day, added_s, reason, ANN)


def corrections(store, learner_id, wanted=EVER):
    _, sheet = hours_of_learner(store, learner_id, wanted, ())
    return [(each.seq, each.day, each.added_s, each.reason) for each in sheet.corrections]


def rewritten(store, seq, **changes):
    """What somebody does who knows of triggers and checksums."""
    with closing(sqlite3.connect(store)) as connection, connection:
        row = connection.execute("SELECT * FROM hours_corrections WHERE seq=?", (seq,)).fetchone()
        names = hours_tables.hours_corrections.columns.keys()
        before = dict(zip(names, row, strict=True))
        values = sealed_values(hours_tables.hours_corrections, before | changes)
        for change in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER hours_corrections_refuses_{change}")
        connection.execute("DELETE FROM hours_corrections WHERE seq = ?", (seq,))
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO hours_corrections VALUES ({marks})", (*values.values(),))


def test_corrections_are_added_and_none_takes_the_place_of_another(store, classroom):
    class_id, cleo = classroom
    correct(store, cleo)
    correct(store, cleo, added_s=-600, reason=" too\nmuch ")
    assert corrections(store, cleo) == [
        (1, "2026-03-04", 1800, "the pad was away"), (2, "2026-03-04", -600, "too much"),
    ]  # fmt: skip
    _, sheet = hours_of_class(store, class_id)[cleo]
    assert (len(sheet.corrections), sheet.days, sheet.total.signed_in_s) == (2, (), 0.0)
    assert corrections(store, cleo, Period(from_day=DAY + timedelta(days=1))) == []
    assert verify_store(store).is_sound


def test_a_correction_without_a_reason_a_learner_or_a_time_is_refused(store, classroom):
    _, cleo = classroom
    with pytest.raises(WordsError):
        correct(store, cleo, reason=" \n ")
    with pytest.raises(HoursCorrectionError):
        correct(store, cleo, added_s=0)
    with pytest.raises(HoursCorrectionError):
        correct(store, cleo, day=date.today() + timedelta(days=1))  # noqa: DTZ011
    with pytest.raises(LearnerMissingError):
        correct(store, "nobody")
    with pytest.raises(LearnerMissingError):
        corrections(store, "nobody")
    assert head_of_trail(store, CORRECTIONS).entries == 0
    with pytest.raises(LearnerMissingError):
        hours_of_learner(store.with_name("none.db"), cleo, EVER, ())


def test_the_trail_of_corrections_refuses_to_be_changed(store, classroom):
    correct(store, classroom[1])
    for statement in (
        "UPDATE hours_corrections SET added_s = 7200",
        "DELETE FROM hours_corrections",
        "INSERT OR REPLACE INTO hours_corrections SELECT * FROM hours_corrections",
    ):
        with (
            closing(sqlite3.connect(store)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="only ever added"),
        ):
            connection.execute(statement)


def test_a_correction_that_was_changed_with_its_checksum_is_found_and_named(store, classroom):
    _, cleo = classroom
    for _ in range(3):
        correct(store, cleo)
    assert verify_store(store).is_sound
    rewritten(store, 2, added_s=7200)
    [bad] = verify_store(store).bad
    assert bad.record == "entry 2 of the trail of corrections of hours"
    assert bad.reason == "it was changed after it was written"
    with pytest.raises(DamagedRecordError, match="entry 2 of the trail of corrections"):
        corrections(store, cleo)


def test_a_correction_that_was_taken_out_is_missed(store, classroom):
    correct(store, classroom[1])
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DROP TRIGGER hours_corrections_refuses_delete")
        connection.execute("DELETE FROM hours_corrections")
        connection.execute("DELETE FROM hours_words")
    [bad] = verify_store(store).bad
    assert bad.reason == "it is gone; the audit log has it"


def test_forgetting_a_learner_takes_the_reasons_and_leaves_the_trail_whole(store, classroom):
    _, cleo = classroom
    correct(store, cleo, reason="Cleo Santos was ill")
    head = head_of_trail(store, CORRECTIONS)
    assert texts_of_trail(store, CORRECTIONS) == ("Cleo Santos was ill",)
    forget_learner(store, cleo)
    assert b"Santos" not in store.read_bytes()
    assert head_of_trail(store, CORRECTIONS) == head
    assert corrections(store, cleo) == [(1, "2026-03-04", 1800, None)]
    assert verify_store(store).is_sound


def test_corrections_follow_a_learner_who_turns_out_to_be_another(store, classroom):
    class_id, cleo = classroom
    other = add_to_class(store, class_id, "Cleo S.")
    correct(store, other)
    merge_learners(store, other, cleo)
    assert corrections(store, cleo) == corrections(store, other)
    assert hours_of_learner(store, other, EVER, ())[0] == "Cleo"
    assert len(corrections(store, cleo)) == 1


def test_corrections_survive_backup_and_restore_and_salvage(store, classroom, tmp_path):
    _, cleo = classroom
    correct(store, cleo)
    told, head = corrections(store, cleo), head_of_trail(store, CORRECTIONS)
    salvage(store, tmp_path / "saved.db")
    take_backup(store.parent, tmp_path / "backup.zip", overwrite=False)
    restore_backup(tmp_path / "backup.zip", tmp_path / "back")
    for copy in (tmp_path / "saved.db", tmp_path / "back" / store.name):
        assert corrections(copy, cleo) == told
        assert head_of_trail(copy, CORRECTIONS) == head
        assert verify_store(copy).is_sound
    assert hours_tables.hours_corrections in migrations.SEALED_TABLES


def test_a_session_that_is_under_way_is_not_interrupted(store, classroom):
    _, cleo = classroom
    usual = build.header("s1", learner_id=cleo)
    head = replace(usual, traits=replace(usual.traits, simulated=False))

    def told():
        _, sheet = hours_of_learner(store, cleo, EVER, ())
        return sheet.total.sessions, sheet.total.interrupted

    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(), ended="")
        recorder.flush()
        assert told() == (1, 0)
    assert told() == (1, 1)
    with Recorder(store):
        assert told() == (1, 1)


def test_what_is_withheld_of_an_exam_counts_as_signed_in_and_tells_no_press(store, classroom):
    _, cleo = classroom
    usual = build.header("s1", learner_id=cleo)
    head = replace(usual, traits=replace(usual.traits, simulated=False))
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing())
    name, whole = hours_of_learner(store, cleo, EVER, ())
    _, blind = hours_of_learner(store, cleo, EVER, {"s1"})
    assert (name, whole.withheld, blind.withheld) == ("Cleo", 0, 1)
    assert whole.total.pressing_s > 20
    assert (blind.total.pressing_s, blind.total.resting_s) == (0.0, 0.0)
    assert blind.total.signed_in_s == whole.total.signed_in_s
