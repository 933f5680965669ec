"""What is older than a day goes, and nothing else."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rig.backup.take import take_backup
from rig.school.actor import LOCAL, Actor
from rig.school.exams.pass_rule import REMOVED, result_of
from rig.store.errors import StoreBusyError
from rig.store.exams import changes
from rig.store.exams.marks import exam_marks
from rig.store.people.accounts import accounts_ever, add_account, end_account
from rig.store.people.expired import KeptSince
from rig.store.people.joining import ClassCode, put_class_code, put_pin, put_setup_code
from rig.store.people.logins import StoredLogin, begin_login, live_logins
from rig.store.people.merging import merge_learners
from rig.store.people.names import names
from rig.store.people.retention import find_expired, remove_expired
from rig.store.people.roster import add_to_class, create_class, end_class
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from rig.store.verifying.verify import verify_store
from tests.audit_lines import newest_lines
from tests.store import build
from tests.store.ageing import make_older
from tests.store.test_exams import Room

AGO = 400
DAY = (datetime.now(UTC) - timedelta(days=AGO // 2)).astimezone().date()
ALL = KeptSince(recordings=DAY, names=DAY, logins=DAY, audit=DAY)
OLD, NEW = b"Beeblebrox", b"Trillian"


def utc(days_ago):
    return (datetime.now(UTC) - timedelta(days=days_ago)).isoformat(timespec="milliseconds")


def recorded(store, session_id, learner_id, *, days_ago, ended="done"):
    head = replace(build.header(session_id, learner_id=learner_id), started_utc=utc(days_ago))
    with Recorder(store) as recorder:
        build.record(recorder, head, build.pressing(seconds=2), ended=ended)


def a_class(store, title, name):
    """A class with one learner who has a PIN and was logged in, and an account that was ended."""
    class_id = create_class(store, title, "")
    learner_id = add_to_class(store, class_id, name)
    put_pin(store, class_id, learner_id, f"hash of {name}")
    put_class_code(store, ClassCode(class_id, "AAAA-AAAA", utc(-1)), LOCAL)
    actor = Actor(learner_id, "student", learner_id, class_id)
    begin_login(store, StoredLogin(f"token of {name}", actor, utc(0), utc(0), utc(-1)), "PIN")
    add_account(store, f"teacher-{title.lower()}", "hash", "instructor", LOCAL)
    add_account(store, f"gone-{title.lower()}", "hash", "partner", LOCAL)
    end_account(store, f"gone-{title.lower()}", LOCAL)
    return class_id, learner_id


@pytest.fixture
def store(tmp_path):
    """Of a class that ended long ago, and of one of today."""
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    class_id, learner_id = a_class(store, "Old", OLD.decode())
    put_setup_code(store, "code", utc(0))
    recorded(store, "cut", learner_id, days_ago=AGO, ended="")
    recorded(store, "old", learner_id, days_ago=AGO)
    end_class(store, class_id, is_over=True)
    make_older(store, AGO)
    _, learner_id = a_class(store, "New", NEW.decode())
    recorded(store, "new", learner_id, days_ago=0)
    return store


def ids(store):
    return {name: learner_id for learner_id, name in names(store).items()}


def sessions(store):
    return {each.session_id for each in list_sessions(store, 10)}


def test_what_would_go_is_told_and_nothing_is_changed(store):
    before = {file.name: file.read_bytes() for file in store.parent.iterdir()}
    found, copies = find_expired(store, ALL)
    assert (found.sessions, copies) == (("cut", "old"), ())
    assert found.learners == (ids(store)["Beeblebrox"],)
    assert (len(found.accounts), found.logins) == (1, 3)
    assert found.audit_lines > 5
    assert {file.name: file.read_bytes() for file in store.parent.iterdir()} == before


def test_what_is_older_is_in_no_byte_and_what_is_younger_is_all_there(store):
    young = [each for each in newest_lines(store, 99) if each.at_utc >= utc(AGO // 2)]
    _, copies = remove_expired(store, ALL, LOCAL)
    assert copies == ()
    assert sessions(store) == {"new"}
    assert set(names(store).values()) == {NEW.decode()}
    assert {each.token_hash for each in live_logins(store)} == {f"token of {NEW.decode()}"}
    assert {each.login for each, _ in accounts_ever(store)} == {
        "teacher-old", "teacher-new", "gone-new",
    }  # fmt: skip
    line, *rest = newest_lines(store, 99)
    assert rest == young
    assert (line.action, line.actor) == ("old data removed", LOCAL.id)
    assert line.detail.startswith("2 recordings, 1 names, 1 ended accounts, 3 logins")
    kept = b"".join(file.read_bytes() for file in store.parent.iterdir())
    for gone in (OLD, b"hash of " + OLD, b"gone-old"):
        assert gone not in kept
    assert NEW in kept
    assert verify_store(store).is_sound
    again, _ = remove_expired(store, ALL, LOCAL)
    assert again.is_nothing
    assert list(newest_lines(store, 99)) == [line, *young]


def test_each_kind_goes_by_itself(store):
    remove_expired(store, KeptSince(recordings=DAY), LOCAL)
    assert sessions(store) == {"new"}
    assert OLD.decode() in ids(store)
    remove_expired(store, KeptSince(names=DAY), LOCAL)
    assert set(names(store).values()) == {NEW.decode()}
    assert any(each.at_utc < utc(AGO // 2) for each in newest_lines(store, 99))
    assert find_expired(store, KeptSince())[0].is_nothing


def test_the_log_still_only_grows_when_old_lines_are_gone(store):
    remove_expired(store, ALL, LOCAL)
    with closing(sqlite3.connect(store)) as connection:
        for change in ("DELETE FROM audit", "UPDATE audit SET actor = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                connection.execute(change)


def test_whoever_pressed_since_or_is_in_a_class_that_is_taught_keeps_the_name(store):
    old = ids(store)[OLD.decode()]
    recorded(store, "again", old, days_ago=0)
    assert find_expired(store, KeptSince(names=DAY))[0].learners == ()


def test_two_entries_of_one_person_are_as_young_as_the_younger(store):
    merge_learners(store, ids(store)[OLD.decode()], ids(store)[NEW.decode()])
    assert find_expired(store, KeptSince(names=DAY))[0].learners == ()


def test_a_session_that_was_cut_off_stays_until_the_rig_was_started_again(tmp_path):
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    recorded(store, "cut", "guest", days_ago=AGO, ended="")
    make_older(store, AGO)
    assert find_expired(store, ALL)[0].sessions == ()
    recorded(store, "next", "guest", days_ago=AGO)
    assert find_expired(store, ALL)[0].sessions == ()
    make_older(store, AGO)
    assert find_expired(store, ALL)[0].sessions == ("cut", "next")


def test_while_steadyhold_runs_nothing_is_removed(store):
    with Recorder(store) as recorder:
        recorder.flush()
        with pytest.raises(StoreBusyError):
            remove_expired(store, ALL, LOCAL)
    assert sessions(store) == {"old", "cut", "new"}


def test_copies_that_still_hold_it_are_named(store):
    take_backup(store.parent, store.parent / "before.steadyhold", overwrite=False)
    for since in (KeptSince(recordings=DAY), KeptSince(names=DAY), KeptSince(audit=DAY)):
        _, copies = remove_expired(store, since, LOCAL)
        assert [each.name for each in copies] == ["before.steadyhold"]


@pytest.mark.parametrize("old", [("s1",), ("s1", "s2")])
def test_a_mark_whose_recording_is_gone_says_so_and_is_no_fail(tmp_path, old):
    """Presses that were gone counted 0 points each, or it was said that nobody had pressed."""
    room = Room(tmp_path / "data" / "steadyhold.db", repetitions=2)
    room.becomes("running")
    for session_id in ("s1", "s2"):
        if session_id not in old:
            make_older(room.store, AGO)
        recorded(room.store, session_id, room.ana, days_ago=AGO if session_id in old else 1)
        changes.link_session(room.store, room.exam_id, room.ana, "pad", session_id, LOCAL)
    if len(old) == 2:
        make_older(room.store, AGO)
    room.rated()
    room.becomes("ended", "released")
    since = KeptSince(recordings=DAY, names=DAY)
    found, _ = remove_expired(room.store, since, LOCAL)
    assert found.sessions == old
    result = result_of(room.exam.attempt(room.ana, "pad"), room.plan.rule)
    assert (result.outcome, result.points, result.reason) == ("missing", None, REMOVED)
    [mark] = [each for each in exam_marks(room.store, room.class_id) if each.learner_id == room.ana]
    assert (mark.outcome, mark.reason) == ("missing", REMOVED)
    assert verify_store(room.store).is_sound
