"""Exams in the record: kept as planned, attempts from the recordings, and nothing lost or left."""

import sqlite3
from contextlib import closing

import pytest

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.school.actor import LOCAL, Actor
from rig.school.exams.examiner import WITHHELD, ExaminersMark, ExaminersMarkError
from rig.school.marks.change import MOST_UNANSWERED
from rig.store.errors import DamagedRecordError
from rig.store.exams import changes
from rig.store.exams.errors import (
    ExamMissingError,
    ExamStateError,
    NotInExamError,
    RatedAlreadyError,
)
from rig.store.exams.marks import exam_marks
from rig.store.exams.plans import plan_exam
from rig.store.exams.read import exams_in, load_exam
from rig.store.exams.withheld import withheld_sessions
from rig.store.folder import STORE_NAME
from rig.store.format.exam_tables import exams
from rig.store.format.sealed_rows import sealed_values
from rig.store.people.errors import ClassEndedError
from rig.store.people.forgetting import forget_learner
from rig.store.people.merging import merge_learners
from rig.store.people.roster import end_class
from rig.store.session_list import list_sessions
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store.exam_class import MIA, NIK, Room


@pytest.fixture
def room(tmp_path):
    return Room(tmp_path / "data" / STORE_NAME)


def test_an_exam_is_read_back_as_it_was_planned(room):
    exam = room.exam.exam
    assert (exam.title, exam.protocol, exam.rule) == (
        "Mid term",
        room.plan.protocol,
        room.plan.rule,
    )
    assert (exam.minutes, exam.checklist, exam.by) == (20.0, ("Consent", "Scale"), "mia")
    assert room.exam.stations == {room.ana: "", room.ben: ""}
    assert exams_in(room.store, room.class_id) == exams_in(room.store) == (room.exam_id,)
    assert exams_in(room.store, "another") == ()
    with pytest.raises(ExamMissingError):
        load_exam(room.store, "none")


def test_before_the_first_record_there_are_no_exams(tmp_path):
    store = tmp_path / STORE_NAME
    assert exams_in(store) == ()
    assert withheld_sessions(store).from_students == frozenset()
    assert exam_marks(store, "") == []


def test_a_class_that_is_over_has_no_new_exam(room):
    end_class(room.store, room.class_id, is_over=True)
    with pytest.raises(ClassEndedError):
        plan_exam(room.store, room.plan, (), MIA)


def test_an_exam_goes_its_way_and_not_back(room):
    with pytest.raises(ExamStateError, match="end it first"):
        room.becomes("released")
    room.becomes("running", "running", "ended")
    for state in ("running", "ended"):
        with pytest.raises(ExamStateError, match="over"):
            room.becomes(state)
    with pytest.raises(ExamStateError):
        changes.seat(room.store, room.exam_id, {room.ana: "p"}, MIA)
    with pytest.raises(ExamStateError):
        changes.close_attempt(room.store, room.exam_id, room.ana, "pad", "", MIA)


def test_the_presses_of_an_attempt_come_from_its_recordings(room):
    room.becomes("running")
    room.pressed("s1")
    attempt = room.exam.attempt(room.ana, "pad")
    assert (attempt.session_ids, attempt.state, len(attempt.counted)) == (("s1",), "done", 1)
    [listed] = list_sessions(room.store, 5)
    assert attempt.counted[0].points == pytest.approx(listed.mean_score)
    assert attempt.recorded_s > 1.0
    assert attempt.newest_utc > listed.started_utc
    assert room.exam.attempt(room.ben, "pad").state == "waiting"


def test_a_recording_that_never_reached_the_disk_is_an_attempt_without_presses(room):
    changes.link_session(room.store, room.exam_id, room.ana, "pad", "lost", MIA)
    attempt = room.exam.attempt(room.ana, "pad")
    assert (attempt.state, attempt.presses, attempt.recorded_s) == ("interrupted", (), 0.0)
    under_way = load_exam(room.store, room.exam_id, {"lost"}).attempt(room.ana, "pad")
    assert under_way.state == "pressing"


def test_scores_are_withheld_until_the_examiners_mark_and_from_students_until_released(room):
    room.becomes("running")
    room.pressed("s1")
    room.pressed("s2", learner_id=room.ben)
    assert withheld_sessions(room.store).from_all == {"s1", "s2"}
    assert [each.reason for each in exam_marks(room.store, room.class_id)] == [WITHHELD] * 2
    room.rated()
    assert withheld_sessions(room.store).from_all == {"s2"}
    assert withheld_sessions(room.store).from_students == {"s1", "s2"}
    mine, theirs = exam_marks(room.store, room.class_id)
    assert mine.points == pytest.approx(room.exam.attempt(room.ana, "pad").counted[0].points)
    assert (theirs.points, theirs.criteria, theirs.outcome) == (None, {}, "missing")
    room.becomes("ended", "released")
    assert withheld_sessions(room.store).from_students == {"s2"}
    room.becomes("withdrawn")
    assert withheld_sessions(room.store).from_students == {"s1", "s2"}


def test_an_exam_that_has_not_begun_has_no_marks(room):
    assert exam_marks(room.store, room.class_id) == []


def test_each_examiner_gives_one_mark_and_after_the_presses_only_the_first_is_blind(room):
    room.pressed("s1")
    room.rated()
    with pytest.raises(RatedAlreadyError):
        room.rated()
    room.rated(actor=NIK)
    first, second = room.exam.ratings[room.ana, "pad"]
    assert (first.global_rating, first.checklist, first.supervision) == (4, (2, 1), 5)
    assert [(each.by, each.before_score) for each in (first, second)] == [
        ("mia", True), ("nik", False)
    ]  # fmt: skip


def test_examiners_who_judge_while_presses_go_on_all_judge_before_the_score(tmp_path):
    room = Room(tmp_path / "data" / STORE_NAME, repetitions=6)
    room.becomes("running")
    room.pressed("s1")
    room.rated()
    room.rated(actor=NIK)
    assert [each.before_score for each in room.exam.ratings[room.ana, "pad"]] == [True, True]
    # Until no press can follow, its recording tells nobody how it went.
    assert withheld_sessions(room.store).from_all == {"s1"}
    changes.close_attempt(room.store, room.exam_id, room.ana, "pad", "ill", MIA)
    assert withheld_sessions(room.store).from_all == frozenset()


def test_a_mark_that_is_not_complete_is_not_kept(room):
    for wrong in (
        ExaminersMark(None, (2, 1), 5, "", "", "", before_score=True),
        ExaminersMark(4, (2,), 5, "", "", "", before_score=True),
        ExaminersMark(4, (2, 3), 5, "", "", "", before_score=True),
        ExaminersMark(4, (2, 1), 0, "", "", "", before_score=True),
    ):
        with pytest.raises(ExaminersMarkError):
            room.rated(wrong)
    with pytest.raises(NotInExamError):
        room.rated(learner_id="nobody")
    assert room.exam.ratings == {}


def test_an_appeal_only_grows(room):
    with pytest.raises(ExamStateError, match="nobody has appealed"):
        changes.answer_appeal(room.store, room.exam_id, room.ana, "no", MIA)
    student = Actor(room.ana, "student", room.ana, room.class_id)
    with pytest.raises(ExamStateError):
        changes.appeal(room.store, room.exam_id, room.ana, " \n ", student)
    changes.appeal(room.store, room.exam_id, room.ana, "the pad\x1b moved", student)
    with pytest.raises(ExamStateError, match="reason"):
        changes.answer_appeal(room.store, room.exam_id, room.ana, "", MIA)
    changes.answer_appeal(room.store, room.exam_id, room.ana, "it stands", MIA)
    entries = room.exam.appeals[room.ana]
    assert [(each.kind, each.text, each.by) for each in entries] == [
        ("asked", "the pad\\x1b moved", room.ana), ("answered", "it stands", "mia")
    ]  # fmt: skip
    for _ in range(MOST_UNANSWERED):
        changes.appeal(room.store, room.exam_id, room.ana, "again", student)
    with pytest.raises(ExamStateError, match="5 appeals wait for an answer"):
        changes.appeal(room.store, room.exam_id, room.ana, "again", student)


def test_two_who_are_one_person_are_one_in_an_exam(room):
    room.becomes("running")
    room.pressed("s1", learner_id=room.ben)
    room.rated(learner_id=room.ben)
    merge_learners(room.store, room.ben, room.ana)
    assert list(room.exam.stations) == [room.ana]
    assert room.exam.attempt(room.ana, "pad").session_ids == ("s1",)
    with pytest.raises(RatedAlreadyError):
        room.rated()
    [mark] = exam_marks(room.store, room.class_id)
    assert (mark.learner_id, mark.session_ids) == (room.ana, ("s1",))


def test_of_a_forgotten_learner_no_exam_tells(room):
    room.becomes("running")
    room.pressed("s1")
    room.rated()
    student = Actor(room.ana, "student", room.ana, room.class_id)
    changes.appeal(room.store, room.exam_id, room.ana, "Zaphod asks", student)
    forget_learner(room.store, room.ana)
    exam = room.exam
    assert (list(exam.stations), exam.attempts, exam.ratings, exam.appeals) == (
        [room.ben], {}, {}, {}
    )  # fmt: skip
    for file in room.store.parent.iterdir():
        assert b"Zaphod asks" not in file.read_bytes()


@pytest.mark.parametrize(
    "table", ["exams", "exam_acts", "exam_seats", "exam_attempts", "exam_ratings", "exam_appeals"]
)
def test_a_row_that_was_changed_is_named_and_nothing_is_made_of_it(room, table):
    room.becomes("running")
    room.pressed("s1")
    room.rated()
    student = Actor(room.ana, "student", room.ana, room.class_id)
    changes.appeal(room.store, room.exam_id, room.ana, "why?", student)
    assert verify_store(room.store).is_sound
    with closing(sqlite3.connect(room.store)) as connection, connection:
        connection.execute(f"UPDATE {table} SET by = 'another' WHERE rowid = 1")
    with pytest.raises(DamagedRecordError):
        load_exam(room.store, room.exam_id)
    [bad] = verify_store(room.store).bad
    assert (bad.record, bad.reason) == (f"row '{room.exam_id}' of {table}", "checksum")


def test_an_exam_that_cannot_be_read_is_said_to_be_damaged(room):
    with closing(sqlite3.connect(room.store)) as connection, connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("SELECT * FROM exams").fetchone())
        row = sealed_values(exams, row | {"checklist": "{"})
        connection.execute(
            "UPDATE exams SET checklist = ?, crc = ?", (row["checklist"], row["crc"])
        )
    with pytest.raises(DamagedRecordError, match="cannot be read"):
        load_exam(room.store, room.exam_id)


def test_exams_survive_the_loss_of_the_head_of_the_file(room, tmp_path):
    room.becomes("running")
    room.rated()
    before, content = room.exam, room.store.read_bytes()
    room.store.write_bytes(bytes(4096) + content[4096:])
    saved = tmp_path / "saved.db"
    salvage(room.store, saved)
    assert load_exam(saved, room.exam_id) == before


def test_exams_come_back_from_a_backup(room, tmp_path):
    room.becomes("running")
    room.pressed("s1")
    room.rated()
    before = room.exam
    taken = take_backup(room.store.parent, tmp_path / "kept.zip", overwrite=False)
    restored = tmp_path / "another"
    restore_backup(taken.path, restored)
    assert load_exam(restored / STORE_NAME, room.exam_id) == before


def test_whoever_is_moved_goes_to_the_end_of_the_queue(room):
    changes.seat(room.store, room.exam_id, {room.ana: "p1", room.ben: "p1"}, LOCAL)
    assert list(room.exam.stations.items()) == [(room.ana, "p1"), (room.ben, "p1")]
    changes.seat(room.store, room.exam_id, {room.ana: "p1"}, LOCAL)
    assert list(room.exam.stations.items()) == [(room.ben, "p1"), (room.ana, "p1")]
