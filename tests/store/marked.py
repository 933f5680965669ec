"""Marks that are changed, as a gradebook changes them."""

import pytest

from rig.school.actor import Actor
from rig.school.marks.mark import Mark, MarkOutcome
from rig.store.database import open_for_reading
from rig.store.format.mark_tables import mark_changes
from rig.store.marks import gradebook
from rig.store.marks.trail import changes_where
from rig.store.people.roster import add_to_class, create_class

ANN = Actor("a" * 16, "instructor")
BEA = Actor("b" * 16, "instructor")


@pytest.fixture
def store(tmp_path):
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "steadyhold.db"


@pytest.fixture
def classroom(store):
    class_id = create_class(store, "Tuesday", "")
    return class_id, add_to_class(store, class_id, "Cleo")


def mark_of(learner_id, points=70.0, item_id="exam-1"):
    return Mark(
        item_id, learner_id, "tp-hold", "2026-03-04", points, 2.0, MarkOutcome.FAIL, "", {}, ()
    )


def override(store, class_id, mark, *, points=80.0, seen=0, actor=ANN, reason="the pad slipped"):
    gradebook.override_mark(
        store,
        class_id,
        mark,
        seen=seen,
        points=points,
        outcome=MarkOutcome.PASS,
        reason=reason,
        actor=actor,
    )


def now(store, class_id, mark):
    [entry] = gradebook.entries_of(store, class_id, [mark])
    return entry


def changes_of_class(store, class_id):
    with open_for_reading(store) as connection:
        return changes_where(connection, store, mark_changes.c.class_id == class_id)
