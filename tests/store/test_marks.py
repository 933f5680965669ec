"""The gradebook in the record: what practice is worth, and the trail of changes."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.school.actor import LOCAL, Actor
from rig.school.errors import PointsError, WordsError
from rig.school.marks.change import MOST_WORDS
from rig.school.marks.mark import Mark, Outcome
from rig.school.marks.practice import practice_item
from rig.store.errors import DamagedRecordError
from rig.store.format import mark_tables, migrations
from rig.store.format.sealed_rows import sealed_values
from rig.store.marks import gradebook
from rig.store.marks.class_marks import class_marks
from rig.store.marks.errors import MarkChangedError, MarkMissingError, NothingToTakeBackError
from rig.store.marks.trail import ChainHead, chain_head, changes_of_class, texts_of_trail
from rig.store.people.forgetting import forget_learner
from rig.store.people.merging import merge_learners
from rig.store.people.roster import add_to_class, create_class
from rig.store.recorder import Recorder
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store import build
from tests.store.test_exams import Room

ANN = Actor("a" * 16, "instructor")
BEA = Actor("b" * 16, "instructor")


def mark_of(learner_id, points=70.0, item_id="exam-1"):
    return Mark(item_id, learner_id, "tp-hold", "2026-03-04", points, 2.0, Outcome.FAIL, "", {}, ())


@pytest.fixture
def store(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "steadyhold.db"


@pytest.fixture
def classroom(store):
    class_id = create_class(store, "Tuesday", "")
    return class_id, add_to_class(store, class_id, "Cleo")


def override(store, class_id, mark, *, points=80.0, seen=0, actor=ANN, reason="the pad slipped"):
    gradebook.override_mark(
        store,
        class_id,
        mark,
        seen=seen,
        points=points,
        outcome=Outcome.PASS,
        reason=reason,
        actor=actor,
    )


def now(store, class_id, mark):
    [entry] = gradebook.entries_of(store, class_id, [mark])
    return entry


def changed_with(store, *statements):
    """What somebody with a copy of sqlite3 does, who knows of the triggers."""
    with closing(sqlite3.connect(store)) as connection, connection:
        for change in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER mark_changes_refuses_{change}")
        for statement, values in statements:
            connection.execute(statement, values)


def resealed(store, seq, **changes):
    """A row of the trail with other values and a checksum that fits them."""
    with closing(sqlite3.connect(store)) as connection:
        row = connection.execute("SELECT * FROM mark_changes WHERE seq = ?", (seq,)).fetchone()
    names = mark_tables.mark_changes.columns.keys()
    values = sealed_values(mark_tables.mark_changes, dict(zip(names, row, strict=True)) | changes)
    sets = ", ".join(f'"{name}" = ?' for name in names)
    changed_with(store, (f"UPDATE mark_changes SET {sets} WHERE seq = ?", (*values.values(), seq)))


def test_two_instructors_who_edit_one_mark_lose_nothing_f50(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    override(store, class_id, mark, points=80.0, actor=ANN)
    with pytest.raises(MarkChangedError, match=r"changed this mark to 80 \(pass\) since") as told:
        override(store, class_id, mark, points=90.0, actor=BEA)
    assert (told.value.by, told.value.points, told.value.outcome) == (ANN.id, 80.0, "pass")
    override(store, class_id, mark, points=90.0, actor=BEA, seen=told.value.version)
    entry = now(store, class_id, mark)
    assert (entry.points, entry.version, entry.half_width) == (90.0, 2, None)
    trail = [(each.by, each.old_points, each.points, each.words) for each in entry.changes]
    assert trail == [
        (ANN.id, 70.0, 80.0, "the pad slipped"),
        (BEA.id, 80.0, 90.0, "the pad slipped"),
    ]
    assert entry.mark.points == 70.0


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from((ANN, BEA)), st.sampled_from(("look", "write"))), max_size=12
    )
)
def test_however_two_instructors_take_turns_no_update_is_lost(store, classroom, steps):
    class_id, cleo = classroom
    mark = mark_of(cleo, item_id=f"exam-{len(changes_of_class(store, class_id))}-{id(steps)}")
    seen = {ANN: 0, BEA: 0}
    written = []
    for turn, (actor, act) in enumerate(steps):
        entry = now(store, class_id, mark)
        if act == "look":
            seen[actor] = entry.version
        elif seen[actor] == entry.version:
            override(store, class_id, mark, points=float(turn), seen=seen[actor], actor=actor)
            written.append((actor.id, float(turn)))
        else:
            with pytest.raises(MarkChangedError) as told:
                override(store, class_id, mark, points=float(turn), seen=seen[actor], actor=actor)
            assert (told.value.by, told.value.points) == written[-1]
    entry = now(store, class_id, mark)
    assert [(each.by, each.points) for each in entry.changes] == written
    assert entry.points == (written[-1][1] if written else 70.0)
    assert verify_store(store).is_sound


def test_a_change_says_why_and_what_is_possible(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    for reason in ("", " \n ", "x" * (MOST_WORDS + 1)):
        with pytest.raises(WordsError):
            override(store, class_id, mark, reason=reason)
    for points in (-1.0, 100.5, float("nan"), None):
        with pytest.raises(PointsError):
            override(store, class_id, mark, points=points)
    assert chain_head(store) == ChainHead(0, "0" * 64)


def test_a_change_is_taken_back_once(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    with pytest.raises(NothingToTakeBackError):
        gradebook.withdraw_override(store, class_id, mark, seen=0, reason="no", actor=ANN)
    override(store, class_id, mark)
    gradebook.withdraw_override(store, class_id, mark, seen=1, reason="it held", actor=BEA)
    entry = now(store, class_id, mark)
    assert (entry.points, entry.outcome, entry.is_overridden) == (70.0, Outcome.FAIL, False)
    assert (entry.half_width, len(entry.changes)) == (2.0, 2)


def test_a_note_adds_and_changes_no_mark(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    override(store, class_id, mark)
    student = Actor(cleo, "student", cleo, class_id)
    gradebook.add_note(store, class_id, mark, "contest", "my second press was fine", student)
    entry = now(store, class_id, mark)
    assert (entry.points, entry.version, entry.is_contested) == (80.0, 1, True)
    gradebook.add_note(store, class_id, mark, "answer", "it was void: see the trace", ANN)
    entry = now(store, class_id, mark)
    assert (entry.is_contested, [each.kind for each in entry.changes]) == (
        False,
        ["override", "contest", "answer"],
    )


def test_the_trail_refuses_to_be_changed(store, classroom):
    class_id, cleo = classroom
    override(store, class_id, mark_of(cleo))
    for statement in (
        "UPDATE mark_changes SET points = 100",
        "DELETE FROM mark_changes",
        "INSERT OR REPLACE INTO mark_changes SELECT * FROM mark_changes",
    ):
        with (
            closing(sqlite3.connect(store)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="only ever added"),
        ):
            connection.execute(statement)


def three(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    for seen in range(3):
        override(store, class_id, mark, points=80.0 + seen, seen=seen)
    assert verify_store(store).is_sound
    return class_id


def test_an_entry_that_was_changed_is_found_and_named(store, classroom):
    class_id = three(store, classroom)
    changed_with(store, ("UPDATE mark_changes SET points = 99 WHERE seq = 2", ()))
    found = {(each.record, each.reason) for each in verify_store(store).bad}
    assert ("entry 2 of the trail of marks", "it was changed after it was written") in found
    assert not any("entry 1" in record or "entry 3" in record for record, _ in found)
    with pytest.raises(DamagedRecordError):
        changes_of_class(store, class_id)


def test_an_entry_that_was_changed_with_its_checksum_is_found_and_named(store, classroom):
    class_id = three(store, classroom)
    resealed(store, 2, points=99.0)
    [bad] = verify_store(store).bad
    assert bad.record == "entry 2 of the trail of marks"
    assert bad.reason == "it was changed after it was written"
    with pytest.raises(DamagedRecordError, match="entry 2"):
        changes_of_class(store, class_id)


def test_an_entry_whose_digest_was_made_anew_does_not_fit_its_neighbours(store, classroom):
    three(store, classroom)
    resealed(store, 2, sha256="0" * 64)
    named = {each.record for each in verify_store(store).bad}
    assert {f"entry {n} of the trail of marks" for n in (2, 3)} == named


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_an_entry_that_was_taken_out_is_missed(store, classroom, seq):
    three(store, classroom)
    changed_with(
        store,
        ("DELETE FROM mark_changes WHERE seq = ?", (seq,)),
        ("DELETE FROM mark_words WHERE seq = ?", (seq,)),
    )
    records = {each.record: each.reason for each in verify_store(store).bad}
    assert records[f"entry {seq} of the trail of marks"] == "it is gone; the audit log has it"


def test_words_that_were_changed_or_taken_out_are_found(store, classroom):
    class_id = three(store, classroom)
    with closing(sqlite3.connect(store)) as connection:
        row = connection.execute("SELECT * FROM mark_words WHERE seq = 2").fetchone()
    names = mark_tables.mark_words.columns.keys()
    told = sealed_values(
        mark_tables.mark_words, dict(zip(names, row, strict=True)) | {"words": "a favour"}
    )
    changed_with(
        store,
        ("UPDATE mark_words SET words = ?, crc = ? WHERE seq = 2", (told["words"], told["crc"])),
        ("DELETE FROM mark_words WHERE seq = 3", ()),
    )
    assert [(each.record[:7], each.reason) for each in verify_store(store).bad] == [
        ("entry 2", "its words were changed after they were written"),
        ("entry 3", "its words are gone"),
    ]
    with pytest.raises(DamagedRecordError, match="the words of entry 2"):
        changes_of_class(store, class_id)


def test_forgetting_a_learner_takes_the_words_and_leaves_the_chain_whole(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    override(store, class_id, mark, reason="Cleo Santos was ill")
    head = chain_head(store)
    assert texts_of_trail(store) == ("Cleo Santos was ill",)
    forget_learner(store, cleo)
    assert texts_of_trail(store) == ()
    assert b"Santos" not in store.read_bytes()
    assert chain_head(store) == head
    [kept] = changes_of_class(store, class_id)
    assert (kept.words, kept.points) == (None, 80.0)
    assert verify_store(store).is_sound


def test_changes_follow_a_learner_who_turns_out_to_be_another(store, classroom):
    class_id, cleo = classroom
    other = add_to_class(store, class_id, "Cleo S.")
    override(store, class_id, mark_of(other))
    merge_learners(store, other, cleo)
    entry = now(store, class_id, mark_of(cleo))
    assert (entry.points, entry.version) == (80.0, 1)
    with pytest.raises(MarkChangedError):
        override(store, class_id, mark_of(cleo), seen=0)


def test_the_trail_survives_backup_and_restore_and_salvage(store, classroom, tmp_path):
    class_id = three(store, classroom)
    trail, head = changes_of_class(store, class_id), chain_head(store)
    salvage(store, tmp_path / "saved.db")
    take_backup(store.parent, tmp_path / "backup.zip", overwrite=False)
    restore_backup(tmp_path / "backup.zip", tmp_path / "back")
    for copy in (tmp_path / "saved.db", tmp_path / "back" / store.name):
        assert changes_of_class(copy, class_id) == trail
        assert verify_store(copy).is_sound
        assert chain_head(copy) == head


def test_a_store_of_before_the_gradebook_has_an_empty_one(store, tmp_path):
    assert chain_head(tmp_path / "none.db").entries == 0
    assert mark_tables.mark_changes in migrations.SEALED_TABLES


def practised(store, learner_id, session_id, started, **options):
    head = build.header(session_id, learner_id=learner_id)
    head = replace(head, started_utc=started)
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(**options))


def test_practice_counts_by_the_last_finished_set_of_the_day(store, classroom):
    class_id, cleo = classroom
    practised(store, cleo, "s1", "2026-03-04T10:00:00.000+00:00", seed=1)
    practised(store, cleo, "s2", "2026-03-04T11:00:00.000+00:00", seed=2)
    # Stopped after one press of two: it does not count, and does not hide what was finished.
    practised(store, cleo, "s3", "2026-03-04T12:00:00.000+00:00", seed=3, seconds=21.0)
    practised(store, cleo, "s4", "2026-03-06T10:00:00.000+00:00", seed=4)
    found = gradebook.marks_of_class(store, class_id)
    assert [(each.day, each.session_ids) for each in found] == [
        ("2026-03-06", ("s4",)),
        ("2026-03-04", ("s2",)),
    ]
    first = found[0]
    assert first.item_id == practice_item("tp-hold", "2026-03-06")
    assert first.points is not None
    assert 0 <= first.points <= 100
    assert sum(first.criteria.values()) >= first.points - 1e-9
    assert gradebook.entry_named(store, class_id, first.item_id, cleo).points == first.points
    with pytest.raises(MarkMissingError):
        gradebook.entry_named(store, class_id, "exam-1", cleo)
    assert gradebook.marks_shown_to(store, class_id, "somebody") == []
    with pytest.raises(MarkMissingError):
        gradebook.own_entry(store, class_id, first.item_id, "somebody")


def test_a_session_that_cannot_be_read_is_a_void_mark_with_its_reason(store, classroom):
    class_id, cleo = classroom
    practised(store, cleo, "s1", "2026-03-04T10:00:00.000+00:00")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE sets SET json = '{}'")
    [mark] = gradebook.marks_of_class(store, class_id)
    assert (mark.points, mark.outcome) == (None, Outcome.VOID)
    assert "cannot be read" in mark.reason
    assert gradebook.called(store, LOCAL.id) == "somebody at this computer"


def test_exams_stand_in_the_gradebook_and_are_no_practice(store):
    room = Room(store)
    room.becomes("running")
    room.pressed("s1")
    waits, _ = gradebook.gradebook_of(store, room.class_id)
    assert (waits.mark.item_id, waits.points, waits.outcome) == (room.exam_id, None, "missing")
    room.rated()
    found = class_marks(store, room.class_id)
    assert [each.mark.item_id for each in found.entries] == [room.exam_id] * 2
    item = found.items[room.exam_id]
    assert (item.title, sum(item.weights.values())) == ("Mid term", pytest.approx(100.0))
    mine = found.of_item(room.exam_id)[room.ana]
    assert mine.points is not None
    assert gradebook.marks_shown_to(store, room.class_id, room.ana) == []
    room.becomes("ended", "released")
    assert gradebook.marks_shown_to(store, room.class_id, room.ana) == [mine.mark]
    override(store, room.class_id, mine.mark)
    own = gradebook.own_entry(store, room.class_id, room.exam_id, room.ana)
    assert (own.points, own.mark) == (80.0, mine.mark)
