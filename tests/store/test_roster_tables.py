"""Stores of before there were classes, and what happens to them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rig.store.format.migrations import MIGRATIONS
from rig.store.people.names import add_learner, names
from rig.store.session_list import list_sessions
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store

OLD = sorted((Path(__file__).parents[1] / "stores").glob("*.db"))


@pytest.fixture(params=OLD, ids=[each.stem for each in OLD])
def old_store(request, tmp_path):
    """A store of an older release."""
    store = tmp_path / "steadyhold.db"
    shutil.copy(request.param, store)
    return store


def asked(store, query):
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(query).fetchall()


def test_looking_into_an_older_store_changes_no_byte_of_it(old_store):
    before = old_store.read_bytes()
    assert list_sessions(old_store, 1000)
    names(old_store)
    assert verify_store(old_store).is_sound
    assert old_store.read_bytes() == before
    assert [each.name for each in old_store.parent.glob("backups/*")] == []


def test_writing_into_an_older_store_gives_everybody_a_pseudonym(old_store):
    before = names(old_store)
    new = add_learner(old_store, "Ana")
    assert names(old_store) == before | {new: "Ana"}
    learners = {row[0] for row in asked(old_store, "SELECT learner_id FROM learners")}
    given = dict(asked(old_store, "SELECT learner_id, pseudonym FROM pseudonyms"))
    assert given.keys() == learners
    assert len(set(given.values())) == len(given)
    assert asked(old_store, "SELECT max(version) FROM versions") == [(len(MIGRATIONS),)]
    assert verify_store(old_store).is_sound
    [kept] = (old_store.parent / "backups").iterdir()
    assert asked(kept, "SELECT max(version) FROM versions") == [(1,)]


def test_a_changed_row_of_a_class_is_named(tmp_path):
    store = tmp_path / "steadyhold.db"
    learner = add_learner(store, "Ana")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE pseudonyms SET pseudonym = 'Somebody Else'")
    [bad] = verify_store(store).bad
    assert (bad.record, bad.reason) == (f"row {learner!r} of pseudonyms", "checksum")


def test_pseudonyms_survive_the_loss_of_the_head_of_the_file(tmp_path):
    store = tmp_path / "steadyhold.db"
    for n in range(5):
        add_learner(store, f"Learner {n}")
    given = "SELECT learner_id, pseudonym FROM pseudonyms"
    whole = set(asked(store, given))
    content = store.read_bytes()
    store.write_bytes(bytes(4096) + content[4096:])
    saved = salvage(store, tmp_path / "saved.db")
    assert saved.names == 5
    assert set(asked(tmp_path / "saved.db", given)) == whole
