"""The gradebook in the record: what practice is worth, and what people make of a mark."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rig.school.actor import LOCAL, Actor
from rig.school.errors import PointsError, WordsError
from rig.school.marks.change import MOST_UNANSWERED, MOST_WORDS
from rig.school.marks.mark import MarkOutcome
from rig.school.marks.practice import practice_item
from rig.store.format import mark_tables, migrations
from rig.store.marks import gradebook
from rig.store.marks.class_marks import class_marks
from rig.store.marks.errors import (
    ItemMissingError,
    MarkChangedError,
    MarkMissingError,
    NoCanvasFileError,
    NotesWaitError,
    NothingToTakeBackError,
)
from rig.store.marks.exporting import MarksQuestion, export_marks
from rig.store.marks.trail import MARKS, chain_head
from rig.store.people.forgetting import forget_learner
from rig.store.people.merging import merge_learners
from rig.store.people.roster import add_to_class
from rig.store.recorder import Recorder
from rig.store.trails.chained import ChainHead, texts_of_trail
from rig.store.verifying.verify import verify_store
from tests.store import build
from tests.store.marked import ANN, BEA, changes_of_class, classroom, mark_of, now, override, store
from tests.store.test_exams import Room

__all__ = ["classroom", "store"]


def test_f50_two_instructors_who_edit_one_mark_lose_nothing(store, classroom):
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
    assert (entry.points, entry.outcome, entry.is_overridden) == (70.0, MarkOutcome.FAIL, False)
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


def test_notes_that_nobody_answers_come_to_an_end(store, classroom):
    """The trail only grows, and each note waits for the disk of the recording."""
    class_id, cleo = classroom
    mark, student = mark_of(cleo), Actor(cleo, "student", cleo, class_id)

    def noted(kind, actor):
        gradebook.add_note(store, class_id, mark, kind, "look again", actor)

    for _ in range(MOST_UNANSWERED):
        noted("contest", student)
    with pytest.raises(NotesWaitError, match="5 notes about this mark wait for an answer"):
        noted("contest", student)
    noted("answer", ANN)
    noted("contest", student)
    assert now(store, class_id, mark).unanswered == 1


def test_forgetting_a_learner_takes_the_words_and_leaves_the_chain_whole(store, classroom):
    class_id, cleo = classroom
    mark = mark_of(cleo)
    override(store, class_id, mark, reason="Cleo Santos was ill")
    head = chain_head(store)
    assert texts_of_trail(store, MARKS) == ("Cleo Santos was ill",)
    forget_learner(store, cleo)
    assert texts_of_trail(store, MARKS) == ()
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
    assert (mark.points, mark.outcome) == (None, MarkOutcome.VOID)
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


def test_a_file_for_nothing_and_one_without_canvas_are_refused(store, classroom):
    class_id, cleo = classroom
    with pytest.raises(ItemMissingError, match="nobody has finished a set yet"):
        export_marks(store, class_id, MarksQuestion("moodle", "exam-9"), ANN)
    practised(store, cleo, "s1", "2026-03-04T10:00:00.000+00:00")
    item_id = practice_item("tp-hold", "2026-03-04")
    with pytest.raises(ItemMissingError, match=item_id):
        export_marks(store, class_id, MarksQuestion("moodle", "exam-9"), ANN)
    with pytest.raises(NoCanvasFileError):
        export_marks(store, class_id, MarksQuestion("canvas", item_id), ANN)
