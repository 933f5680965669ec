"""Who is forgotten is in no byte of the record, by a search of its files."""

import sqlite3
from contextlib import closing

import pytest

from rig.backup.take import take_backup
from rig.school.roster_import import listed_class
from rig.store.errors import LearnerMissingError, StoreBusyError
from rig.store.people.forgetting import forget_learner, forget_with_recordings
from rig.store.people.importing import import_class
from rig.store.people.merging import merge_learners
from rig.store.people.names import add_learner, names, pseudonyms_of
from rig.store.people.roster import create_class
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from rig.store.verifying.verify import verify_store
from tests.store import build

WORDS = (b"Beeblebrox", b"zaphod@betelgeuse", b"HHGG-4242")
LIST = (
    "First name,Last name,Email address,ID number\n"
    "Zaphod,Beeblebrox,zaphod@betelgeuse.test,HHGG-4242\n"
    + "".join(f"Person,N{n},p{n}@school.test,{n}\n" for n in range(300))
).encode()


@pytest.fixture
def store(tmp_path):
    """A class of 301 with a recording of the one who is to be forgotten, and one of another."""
    store = tmp_path / "data" / "steadyhold.db"
    store.parent.mkdir()
    class_id = create_class(store, "Massage 1", "")
    import_class(store, class_id, listed_class("list.csv", LIST))
    with Recorder(store) as recorder:
        for session_id, name in (("his", "Zaphod Beeblebrox"), ("hers", "Person N1")):
            head = build.header(session_id, learner_id=learner_called(store, name))
            build.record(recorder, head, build.pressing(seconds=2))
    return store


def learner_called(store, name):
    return next(key for key, each in names(store).items() if each == name)


def traces(folder):
    found = []
    for file in folder.iterdir():
        if file.is_file():
            content = file.read_bytes()
            found += [(file.name, word) for word in WORDS if word in content]
    return found


def test_a_forgotten_learner_is_in_no_byte_while_the_samples_stay(store):
    assert traces(store.parent)
    learner = learner_called(store, "Zaphod Beeblebrox")
    before, called = load_session(store, "his"), pseudonyms_of(store)[learner]
    done = forget_learner(store, learner)
    assert (done.sessions_kept, done.sessions_removed, done.is_scrubbed) == (1, 0, True)
    assert traces(store.parent) == []
    assert done.copies == ()
    after = load_session(store, "his")
    assert after.header == before.header
    assert len(after.blocks) == len(before.blocks)
    assert pseudonyms_of(store)[learner] != called
    assert len(names(store)) == 300
    assert verify_store(store).is_sound


def test_recordings_go_whole_where_that_is_asked(store):
    learner = learner_called(store, "Zaphod Beeblebrox")
    done = forget_with_recordings(store, learner)
    assert (done.sessions_kept, done.sessions_removed) == (0, 1)
    assert traces(store.parent) == []
    assert [each.session_id for each in list_sessions(store, 10)] == ["hers"]
    with closing(sqlite3.connect(store)) as connection:
        [[header]] = connection.execute(
            "SELECT count(*) FROM sessions WHERE learner_id = ?", [learner]
        )
        [[blocks]] = connection.execute("SELECT count(DISTINCT session_no) FROM blocks")
    assert (header, blocks) == (0, 1)
    assert verify_store(store).is_sound
    with Recorder(store) as recorder:
        build.record(recorder, build.header("next"), build.pressing(seconds=2))
    assert verify_store(store).is_sound
    after, hers = (load_session(store, each).blocks for each in ("next", "hers"))
    assert sum(len(each.raw.tick) for each in after) == sum(len(each.raw.tick) for each in hers)


def test_while_it_is_recorded_the_name_goes_and_the_journal_goes_with_the_stop(store):
    learner = learner_called(store, "Zaphod Beeblebrox")
    with Recorder(store) as recorder:
        recorder.flush()
        with pytest.raises(StoreBusyError):
            forget_with_recordings(store, learner)
        done = forget_learner(store, learner)
        assert not done.is_scrubbed
        assert learner not in names(store)
        build.record(recorder, build.header("next"), build.pressing(seconds=2))
        assert not recorder.warning
    assert traces(store.parent) == []
    assert verify_store(store).is_sound


def test_whoever_was_merged_is_forgotten_as_well(store):
    learner = learner_called(store, "Zaphod Beeblebrox")
    other = add_learner(store, "Z. Beeblebrox")
    merge_learners(store, learner, other)
    done = forget_learner(store, other)
    assert set(done.learner_ids) == {learner, other}
    assert traces(store.parent) == []


def test_copies_that_still_name_somebody_are_listed(store):
    learner = learner_called(store, "Zaphod Beeblebrox")
    take_backup(store.parent, store.parent / "before.steadyhold", overwrite=False)
    done = forget_learner(store, learner)
    assert [each.name for each in done.copies] == ["before.steadyhold"]


def test_nobody_is_forgotten_under_an_id_that_nobody_has(store):
    with pytest.raises(LearnerMissingError):
        forget_learner(store, "nobody")
