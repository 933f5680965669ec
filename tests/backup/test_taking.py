import os
import sqlite3
import stat
import sys
import zipfile

import pytest

from rig.backup.errors import BackupExistsError, FolderNotEmptyError, NothingToBackUpError
from rig.backup.restore import restore_backup
from rig.backup.take import take_backup
from rig.school.actor import LOCAL, Actor
from rig.school.roster_import import listed_class
from rig.store.errors import NotAStoreError, NothingLeftError, StoreBusyError
from rig.store.folder import STORE_NAME
from rig.store.people.accounts import accounts_of, add_account
from rig.store.people.importing import import_class
from rig.store.people.joining import (
    ClassCode,
    class_codes_of,
    put_class_code,
    put_setup_code,
    use_setup_code,
)
from rig.store.people.logins import StoredLogin, begin_login, live_logins
from rig.store.people.merging import merge_learners
from rig.store.people.names import names
from rig.store.people.roster import classes_of, create_class, leave, roster_of
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore_session
from rig.store.session_json import sessions_document
from rig.store.verifying.verify import verify_store
from rig.trust.passport_store import PassportStore
from tests.audit_lines import newest_lines
from tests.backup.folders import BESIDE_THE_RECORD, CHECK_WEIGHT, fill, record_into, tree
from tests.calibration.trials import trial
from tests.store import build

LATER = "2099-01-01T00:00:00.000+00:00"


@pytest.fixture(scope="module")
def passport():
    return trial(7).passport


def figures(path):
    found = verify_store(path)
    return found.sessions, found.blocks, found.samples, found.rows, found.names, found.bad


def test_classes_and_who_is_in_them_come_back_as_they_were(tmp_path):
    here, there = tmp_path / "here" / STORE_NAME, tmp_path / "there" / STORE_NAME
    class_id = create_class(here, "Massage 1", "Autumn 2026")
    people = listed_class("list.csv", b"Name,Number\nAnn Lee,1\nBen Okri,2\nAnne Lee,3\n")
    import_class(here, class_id, people)
    ann, anne, ben = (each.learner_id for each in roster_of(here, class_id))
    merge_learners(here, anne, ann)
    leave(here, class_id, ben)
    taken = take_backup(here.parent, tmp_path / "backup.zip", overwrite=False)
    restore_backup(taken.path, there.parent)
    assert verify_store(there).is_sound
    assert classes_of(there) == classes_of(here)
    assert roster_of(there, class_id) == roster_of(here, class_id)
    assert len(roster_of(there, class_id)) == 2


def test_what_let_somebody_in_on_the_day_of_a_backup_lets_nobody_in_after_it(tmp_path):
    here, there = tmp_path / "here" / STORE_NAME, tmp_path / "there" / STORE_NAME
    class_id = create_class(here, "Massage 1", "")
    mira = add_account(here, "mira", "a hash", "instructor", LOCAL)
    actor = Actor(mira.id, mira.role)
    begin_login(here, StoredLogin("of a token", actor, LATER, LATER, LATER), "password")
    put_class_code(here, ClassCode(class_id, "ABCD-EFGH", LATER), actor)
    put_setup_code(here, "of a setup code", LATER)
    taken = take_backup(here.parent, tmp_path / "backup.zip", overwrite=False)
    restore_backup(taken.path, there.parent)
    assert live_logins(there) == class_codes_of(there) == ()
    assert not use_setup_code(there, "of a setup code")
    assert [each.login for each in accounts_of(there)] == ["mira"]
    assert newest_lines(there, 1)[0].action == "record restored"
    assert verify_store(there).is_sound
    # Here everything is as it was.
    assert len(live_logins(here)) == len(class_codes_of(here)) == 1
    assert use_setup_code(here, "of a setup code")


def test_a_data_folder_comes_back_on_another_machine_as_it_was(tmp_path, passport):
    here, there = tmp_path / "here", tmp_path / "elsewhere" / "there"
    fill(here, passport)
    taken = take_backup(here, tmp_path / "kept" / "backup.zip", overwrite=False)
    parts = {part.name for part in taken.manifest.parts}
    assert parts == {STORE_NAME, f"passports/{passport.sha256}.json"} | BESIDE_THE_RECORD
    assert taken.left_out == ()

    restored = restore_backup(taken.path, there)
    assert restored.record.is_sound
    assert figures(there / STORE_NAME) == figures(here / STORE_NAME)
    assert sessions_document(there / STORE_NAME, 20) == sessions_document(here / STORE_NAME, 20)
    assert load_session(there / STORE_NAME, "a1").holds == (
        load_session(here / STORE_NAME, "a1").holds
    )
    assert rescore_session(there / STORE_NAME, "a1").is_identical
    assert names(there / STORE_NAME) == names(here / STORE_NAME)
    assert [one.passport for one in PassportStore(there).all()] == [passport]
    checks = PassportStore(there).checks
    assert checks.of("") == (CHECK_WEIGHT,)
    assert checks.objection(passport.sha256, "2026-01-01T00:00:00+00:00") == ""
    assert tree(there) == tree(here)
    # It is a folder as any other: recorded into, and backed up again.
    with Recorder(there / STORE_NAME) as recorder:
        build.record(recorder, build.header("b2"), build.pressing(seconds=5))
    assert take_backup(there, tmp_path / "again.zip", overwrite=False).record.sessions == 2


def test_a_backup_taken_while_a_hub_records_holds_what_was_safe_and_stops_nothing(tmp_path):
    store, there = tmp_path / "here" / STORE_NAME, tmp_path / "there"
    with Recorder(store) as recorder:
        build.record(recorder, build.header("a1"), build.pressing())
        build.record(recorder, build.header("b2"), build.pressing(seconds=5), ended="")
        recorder.flush()
        taken = take_backup(store.parent, tmp_path / "backup.zip", overwrite=False)
        build.record(recorder, build.header("c3"), build.pressing(seconds=5))
        recorder.end("b2", "done")
    assert verify_store(store).ended == 3
    restore_backup(taken.path, there)
    assert load_session(there / STORE_NAME, "b2").interrupted_at.index == 400
    assert [verify_store(there / STORE_NAME).sessions, taken.record.ended] == [2, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="has no modes")
def test_a_backup_and_what_comes_of_it_is_for_the_eyes_of_one_account(tmp_path, passport):
    before = os.umask(0o000)
    try:
        fill(tmp_path / "here", passport)
        taken = take_backup(tmp_path / "here", tmp_path / "backup.zip", overwrite=False)
        restore_backup(taken.path, tmp_path / "there")
    finally:
        os.umask(before)
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600
    open_to_others = [
        path
        for path in (tmp_path / "there", *(tmp_path / "there").rglob("*"))
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    assert open_to_others == []


def test_a_backup_is_one_file_with_nothing_beside_it_and_is_not_written_over_unasked(tmp_path):
    here, target = tmp_path / "here", tmp_path / "kept" / "backup.zip"
    record_into(here / STORE_NAME, seconds=2.0)
    take_backup(here, target, overwrite=False)
    first = target.read_bytes()
    with pytest.raises(BackupExistsError):
        take_backup(here, target, overwrite=False)
    assert target.read_bytes() == first
    take_backup(here, target, overwrite=True)
    assert zipfile.ZipFile(target).testzip() is None
    assert [path.name for path in target.parent.iterdir()] == ["backup.zip"]


def test_what_is_not_in_a_backup_is_told(tmp_path):
    here = tmp_path / "here"
    record_into(here / STORE_NAME, seconds=2.0)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "slow.toml").touch()
    (here / "demo").mkdir()
    (here / "steadyhold-torn-1.db").touch()
    station = '[[station]]\nid = "a"\nsource = "sim:"\n'
    settings = here / "steadyhold.toml"
    settings.write_text(f'protocols = "../outside"\n{station}', encoding="utf-8")
    outside = f"{tmp_path / 'outside' / 'slow.toml'}, outside of the data folder"
    told = take_backup(here, tmp_path / "a.zip", overwrite=False)
    assert told.left_out == (outside, "demo/", "steadyhold-torn-1.db")
    settings.write_text("[[station]\n", encoding="utf-8")
    told = take_backup(here, tmp_path / "b.zip", overwrite=False)
    assert "steadyhold.toml" in {part.name for part in told.manifest.parts}
    assert "mistakes" in told.left_out[0]


def test_a_folder_without_anything_to_keep_makes_no_backup(tmp_path):
    with pytest.raises(NothingToBackUpError):
        take_backup(tmp_path, tmp_path / "backup.zip", overwrite=False)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_is_backed_up_as_it_is_and_says_so_on_both_machines(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    record_into(here / STORE_NAME)
    with sqlite3.connect(here / STORE_NAME) as connection:
        connection.execute("UPDATE blocks SET samples = samples + 1 WHERE block_no = 1")
    connection.close()
    taken = take_backup(here, tmp_path / "backup.zip", overwrite=False)
    assert taken.manifest.damage == verify_store(here / STORE_NAME).bad != ()
    restored = restore_backup(taken.path, there)
    assert restored.record.bad == taken.manifest.damage


def test_a_record_of_which_nothing_is_left_makes_no_backup(tmp_path):
    (tmp_path / STORE_NAME).write_bytes(b"no database" * 1000)
    with pytest.raises((NotAStoreError, NothingLeftError), match=f"{tmp_path / STORE_NAME}"):
        take_backup(tmp_path, tmp_path / "backup.zip", overwrite=False)
    assert [path.name for path in tmp_path.iterdir()] == [STORE_NAME]


def test_a_folder_that_is_in_use_is_not_restored_into(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    record_into(here / STORE_NAME, seconds=2.0)
    taken = take_backup(here, tmp_path / "backup.zip", overwrite=False)
    with Recorder(there / STORE_NAME), pytest.raises(StoreBusyError):
        restore_backup(taken.path, there)
    before = tree(there)
    with pytest.raises(FolderNotEmptyError, match="--data"):
        restore_backup(taken.path, there)
    assert tree(there) == before
    (tmp_path / "empty").mkdir()
    assert restore_backup(taken.path, tmp_path / "empty").record.sessions == 1
