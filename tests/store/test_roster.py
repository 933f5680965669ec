import sqlite3
from contextlib import closing

import pytest

from rig.school.roster_import import listed_class
from rig.store.errors import BlankNameError, DamagedRecordError, LearnerMissingError
from rig.store.people.errors import (
    ClassEndedError,
    ClassMissingError,
    ClassTitleError,
    MergedAlreadyError,
    NotMergedError,
)
from rig.store.people.importing import import_class, planned_import
from rig.store.people.merging import merge_learners, merges_of, unmerge_learner
from rig.store.people.names import add_learner, names, personal_texts, pseudonyms_of, rename_learner
from rig.store.people.roster import (
    add_to_class,
    class_of,
    classes_of,
    create_class,
    end_class,
    enrol,
    learners_in,
    leave,
    rename_class,
    roster_of,
)
from rig.store.recorder import Recorder
from rig.store.verifying.verify import verify_store
from tests.store import build

FIRST = b"Name,Number,E-mail\nAnn Lee,1,ann@school.test\nBen Okri,2,ben@school.test\n"


@pytest.fixture
def store(tmp_path):
    return tmp_path / "steadyhold.db"


@pytest.fixture
def class_id(store):
    return create_class(store, "Massage 1", "Autumn 2026")


def called(store, class_id):
    return {each.name: each.state for each in roster_of(store, class_id)}


def test_a_class_is_made_renamed_ended_and_begun_again(store):
    assert classes_of(store) == ()
    first = create_class(store, "  Massage   1 ", "")
    second = create_class(store, "Massage 2", "Spring 2027")
    rename_class(store, first, "Evening class", "Autumn 2026")
    assert class_of(store, first).title == "Evening class"
    end_class(store, second, is_over=True)
    assert [each.id for each in classes_of(store)] == [first, second]
    with pytest.raises(ClassEndedError, match="Massage 2 is over"):
        add_to_class(store, second, "Ann")
    end_class(store, second, is_over=False)
    add_to_class(store, second, "Ann")
    assert class_of(store, second).learners == 1
    assert verify_store(store).is_sound


def test_what_is_not_there_is_said(store, class_id):
    for act in (
        lambda: roster_of(store, "none"),
        lambda: rename_class(store, "none", "A", ""),
        lambda: enrol(store, "none", "x"),
    ):
        with pytest.raises(ClassMissingError, match="no class 'none'"):
            act()
    with pytest.raises(ClassTitleError, match="no title"):
        create_class(store, "\u202e", "")
    with pytest.raises(BlankNameError):
        add_to_class(store, class_id, "x" * 10_000)
    with pytest.raises(LearnerMissingError):
        rename_learner(store, "nobody", "Ann")


@pytest.mark.parametrize(
    "name",
    ["<img src=x onerror=alert(1)>", "=1+1", "אנה לוי", "آنا\u200cلی", "👩🏽 Ann", "O'Neill"],
)
def test_a_name_is_kept_as_it_is_written(store, class_id, name):
    learner = add_to_class(store, class_id, name)
    assert names(store) == {learner: name}
    assert called(store, class_id) == {name: "in"}


def test_whoever_leaves_stays_on_the_list_as_left(store, class_id):
    learner = add_to_class(store, class_id, "Ann")
    leave(store, class_id, learner)
    assert called(store, class_id) == {"Ann": "out"}
    assert class_of(store, class_id).learners == 0
    enrol(store, class_id, learner)
    assert called(store, class_id) == {"Ann": "in"}


def test_merged_learners_are_shown_as_one_until_that_is_undone(store, class_id):
    ann, anne = add_to_class(store, class_id, "Ann"), add_to_class(store, class_id, "Anne")
    with Recorder(store) as recorder:
        build.record(recorder, build.header(learner_id=anne), build.pressing(seconds=2))
    merge_learners(store, anne, ann)
    assert names(store) == {ann: "Ann"}
    [entry] = roster_of(store, class_id)
    assert (entry.learner_id, entry.merged) == (ann, ((anne, "Anne"),))
    assert learners_in(store, class_id) == {ann, anne}
    assert set(personal_texts(store)) == {"Ann", "Anne"}
    with pytest.raises(MergedAlreadyError, match="already"):
        merge_learners(store, ann, anne)
    with pytest.raises(LearnerMissingError):
        merge_learners(store, ann, "nobody")
    unmerge_learner(store, anne)
    assert called(store, class_id) == {"Ann": "in", "Anne": "in"}
    with pytest.raises(NotMergedError):
        unmerge_learner(store, anne)


def test_a_chain_of_merges_leads_to_one_person(store):
    a, b, c = (add_learner(store, name) for name in "ABC")
    merge_learners(store, a, b)
    merge_learners(store, b, c)
    assert merges_of(store) == {a: c, b: c}
    unmerge_learner(store, b)
    assert merges_of(store) == {a: b}


def test_the_same_list_twice_changes_nothing_the_second_time(store, class_id):
    listed = listed_class("a.csv", FIRST)
    plan = planned_import(store, class_id, listed)
    assert [each.step for each in plan.learners] == ["new", "new"]
    assert called(store, class_id) == {}
    assert import_class(store, class_id, listed) == plan
    before = roster_of(store, class_id)
    assert [each.external for each in before] == [
        (("email", "ann@school.test"), ("number", "1")),
        (("email", "ben@school.test"), ("number", "2")),
    ]
    again = import_class(store, class_id, listed)
    assert [each.step for each in again.learners] == ["known", "known"]
    assert roster_of(store, class_id) == before


def test_a_learner_known_by_number_keeps_the_name_and_joins_the_other_class(store, class_id):
    import_class(store, class_id, listed_class("a.csv", FIRST))
    other = create_class(store, "Massage 2", "")
    plan = import_class(store, other, listed_class("b.csv", b"Name,Number\nAnn Lee-Okri,1\n"))
    [told] = plan.learners
    assert (told.step, told.remark) == ("enrol", "known here as Ann Lee; the name stays as it is")
    assert called(store, other) == {"Ann Lee": "in"}
    assert len(names(store)) == 2


def test_a_row_whose_ids_lead_to_two_people_is_refused(store, class_id):
    import_class(store, class_id, listed_class("a.csv", FIRST))
    crossed = b"Name,Number,E-mail\nAnn Lee,1,ben@school.test\n"
    plan = import_class(store, class_id, listed_class("b.csv", crossed))
    assert plan.learners == ()
    assert "is that of Ann Lee" in plan.refused[0].reason
    assert "is that of Ben Okri" in plan.refused[0].reason
    assert plan.missing == ("Ann Lee", "Ben Okri")


def test_somebody_of_the_same_name_with_another_number_is_somebody_else(store, class_id):
    import_class(store, class_id, listed_class("a.csv", FIRST))
    plan = import_class(store, class_id, listed_class("b.csv", b"Name,Number\nAnn Lee,7\n"))
    [told] = plan.learners
    assert told.step == "new"
    assert "another Ann Lee is known here" in told.remark
    assert [each.name for each in roster_of(store, class_id)] == ["Ann Lee", "Ann Lee", "Ben Okri"]


def test_a_name_typed_before_is_found_when_the_list_comes(store, class_id):
    ann = add_to_class(store, class_id, "ann lee")
    plan = import_class(store, class_id, listed_class("a.csv", FIRST))
    assert [(each.step, each.learner_id) for each in plan.learners] == [("known", ann), ("new", "")]
    two = b"Name\nAnn Lee\n"
    add_to_class(store, class_id, "Ann Lee")
    told = planned_import(store, class_id, listed_class("c.csv", two))
    assert told.refused[0].reason == "2 learners of the class are called Ann Lee"


def test_everybody_has_a_pseudonym_of_their_own(store, class_id):
    for n in range(100):
        add_to_class(store, class_id, f"Learner {n}")
    given = pseudonyms_of(store)
    assert len(set(given.values())) == 100
    assert {each.pseudonym for each in roster_of(store, class_id)} == set(given.values())


def test_a_changed_row_of_a_class_is_refused(store, class_id):
    add_to_class(store, class_id, "Ann")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE enrolments SET state = 'out'")
    with pytest.raises(DamagedRecordError, match="enrolments"):
        roster_of(store, class_id)
    assert not verify_store(store).is_sound
