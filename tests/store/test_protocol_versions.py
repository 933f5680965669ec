"""Versions of protocols in the record: none is lost, and none touches a result that is there."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.protocols.library import built_in
from rig.protocols.versions import SCHOOL, VersionMissingError, VersionTakenError, in_use
from rig.store.errors import DamagedRecordError
from rig.store.folder import STORE_NAME
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore_session
from rig.store.targets.versions import retire_version, save_version, saved_versions
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.store import build

HOLD = built_in()["tp-hold"]
LIBRARY = {HOLD.id: HOLD}
STEPS = built_in()["ic-steps"]


def named(name):
    return replace(HOLD, name=name)


def save(store, protocol, base, class_id=SCHOOL, reason="a reason"):
    return save_version(
        store, protocol, LIBRARY, class_id=class_id, base=base, by="local", reason=reason
    )


def retire(store, base, class_id=SCHOOL):
    return retire_version(
        store, HOLD.id, LIBRARY, class_id=class_id, base=base, by="local", reason="no more"
    )


@pytest.fixture
def store(tmp_path):
    return tmp_path / "steadyhold.db"


def test_before_the_first_version_there_is_none(store):
    assert saved_versions(store) == ()


def test_a_saved_version_is_read_back_equal_and_counted_up(store):
    first = save(store, named("A"), base=1)
    second = save(store, replace(STEPS, id=HOLD.id), base=2, reason="  three\nsteps ")
    assert [each.number for each in (first, second)] == [2, 3]
    assert saved_versions(store) == (first, second)
    assert second.protocol == replace(STEPS, id=HOLD.id, version=3)
    assert second.reason == "three steps"


def test_of_two_instructors_who_save_at_once_one_is_told_and_nothing_is_lost(store):
    save(store, named("A"), base=1)
    told, both = [], threading.Barrier(2)

    def edit(name):
        both.wait()
        try:
            told.append(save(store, named(name), base=2))
        except VersionTakenError as error:
            told.append(error)

    editors = [threading.Thread(target=edit, args=(name,)) for name in ("mine", "theirs")]
    for each in editors:
        each.start()
    for each in editors:
        each.join()
    [refused] = [each for each in told if isinstance(each, VersionTakenError)]
    [saved] = [each for each in told if not isinstance(each, VersionTakenError)]
    assert (refused.base, refused.now) == (2, saved.number)
    assert saved_versions(store)[-1] == saved
    assert save(store, named("once more"), base=refused.now).number == 4
    assert [each.number for each in saved_versions(store)] == [2, 3, 4]


def test_what_is_taken_out_of_use_stays_kept(store):
    kept = save(store, named("A"), base=1)
    gone = retire(store, base=2)
    assert saved_versions(store) == (kept, gone)
    assert in_use(LIBRARY, saved_versions(store), SCHOOL) == LIBRARY


def test_only_what_was_saved_is_taken_out_of_use(store):
    with pytest.raises(VersionMissingError, match="none is kept"):
        retire(store, base=1)
    save(store, named("A"), base=1)
    with pytest.raises(VersionMissingError):
        retire(store, base=2, class_id="spring")
    with pytest.raises(VersionTakenError):
        retire(store, base=1)


def test_a_changed_protocol_changes_no_old_result(store):
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing())
    before = load_session(store, "a1")
    stricter = replace(HOLD.target, force_n=40.0, ceiling_n=60.0)
    save(store, replace(HOLD, target=stricter, pass_score=90.0, repetitions=5), base=1)
    after = load_session(store, "a1")
    assert (after.header, after.holds, after.sets) == (before.header, before.holds, before.sets)
    assert rescore_session(store, "a1").is_identical
    assert verify_store(store).is_sound


def test_a_changed_version_is_named_by_who_reads_and_who_verifies(store):
    save(store, named("A"), base=1)
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE protocol_versions SET reason = 'another'")
    with pytest.raises(DamagedRecordError, match="version 2 of protocol tp-hold"):
        saved_versions(store)
    [bad] = verify_store(store).bad
    assert (bad.record, bad.reason) == ("row 'tp-hold' of protocol_versions", "checksum")


def test_versions_survive_the_loss_of_the_head_of_the_file(store, tmp_path):
    kept = (save(store, named("A"), base=1), save(store, named("B"), base=2), retire(store, base=3))
    content = store.read_bytes()
    store.write_bytes(bytes(4096) + content[4096:])
    salvage(store, tmp_path / "saved.db")
    assert saved_versions(tmp_path / "saved.db") == kept


def test_versions_come_back_from_a_backup(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    store = here / STORE_NAME
    with Recorder(store):
        pass
    kept = (save(store, named("A"), base=1), save(store, named("B"), base=2, class_id="spring"))
    taken = take_backup(here, tmp_path / "backup.zip", overwrite=False)
    restore_backup(taken.path, there)
    assert saved_versions(there / STORE_NAME) == kept
