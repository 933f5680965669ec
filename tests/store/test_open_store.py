import os
import shutil
import sys
import time

import pytest

from rig.store.database import connect_file
from rig.store.errors import StoreBusyError
from rig.store.folder import LOCK_NAME, claimed
from rig.store.open_store import OpenStore
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.recording_errors import (
    SamplesLostError,
    StoreLostError,
    StoreRescuedError,
    StoreTornError,
)
from rig.store.session_list import list_sessions
from rig.store.verifying.verify import verify_store
from tests.store import build

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="keeps a file that is in use in its place"
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "steadyhold.db"


def test_what_was_measured_without_a_folder_is_not_said_to_be_safe(path):
    with Recorder(path) as recorder:
        shutil.rmtree(path.parent)
        build.record(recorder, build.header(), build.pressing(seconds=5))
        with pytest.raises(StoreLostError, match="make it anew") as lost:
            recorder.flush()
        assert lost.value.path == path
        assert "NOT RECORDING" in recorder.trouble
        path.parent.mkdir()
        while recorder.trouble:
            time.sleep(0.02)
        recorder.flush()
    assert load_session(path, "a1").ended.how == "done"


def test_a_store_that_was_cut_is_told_once_and_the_new_one_is_written(path):
    store = OpenStore(path, connect_file)
    try:
        os.truncate(path, 10)
        with pytest.raises(StoreTornError, match="a new one was begun") as torn:
            store.look()
        assert torn.value.aside.exists()
        assert "to 10 bytes" in torn.value.reason
        store.look()
        assert "a new one was begun" in store.warning
    finally:
        store.close()


def test_r03_what_was_recorded_before_the_folder_went_is_whole_beside_it_after_the_stop(path):
    recorder = Recorder(path)
    build.record(recorder, build.header("before"), build.pressing(seconds=5))
    recorder.flush()
    shutil.rmtree(path.parent)
    build.record(recorder, build.header("after"), build.pressing(seconds=5))
    with pytest.raises(StoreRescuedError, match="before the next start") as ended:
        recorder.close()
    assert ended.value.path == path
    assert not path.parent.exists(), "what somebody took away is not made again"
    assert verify_store(ended.value.rescued).is_sound
    kept = list_sessions(ended.value.rescued, 9)
    assert sorted(each.session_id for each in kept) == ["after", "before"]
    assert {each.how for each in kept} == {"done"}
    assert ended.value.rescued.parent.stat().st_mode & 0o077 == 0


def test_r03_an_archive_whose_folder_went_while_nobody_pressed_is_saved_as_well(path):
    recorder = Recorder(path)
    build.record(recorder, build.header("before"), build.pressing(seconds=5))
    recorder.flush()
    shutil.rmtree(path.parent)
    with pytest.raises(StoreRescuedError) as ended:
        recorder.close()
    assert [each.session_id for each in list_sessions(ended.value.rescued, 9)] == ["before"]


def test_r07_a_stop_that_can_save_nothing_says_how_much_is_lost(tmp_path):
    place = tmp_path / "place"
    recorder = Recorder(place / "data" / "steadyhold.db")
    shutil.rmtree(place)
    build.record(recorder, build.header(), build.pressing(seconds=5))
    with pytest.raises(SamplesLostError, match="the last 400 samples are lost") as ended:
        recorder.close()
    assert ended.value.samples == 400
    assert isinstance(ended.value.reason, StoreLostError)


@pytest.mark.parametrize("what", ["noise", "the copy of a store"])
def test_r05_a_file_that_another_program_writes_into_is_kept_and_a_new_one_begun(
    what, path, tmp_path
):
    with Recorder(path) as recorder:
        build.record(recorder, build.header("a1"), build.pressing(seconds=5))
    copy = path.read_bytes() if "copy" in what else os.urandom(8192)
    store = OpenStore(path, connect_file)
    try:
        with path.open("r+b") as other:
            # A copy that is no longer written to keeps no journal: that is how one is told.
            other.write(copy if what == "noise" else copy[:18] + b"\1\1" + copy[20:])
        with pytest.raises(StoreTornError, match="another program wrote over"):
            store.look()
        store.look()
    finally:
        store.close()


def test_a_folder_whose_lock_is_deleted_is_still_nobody_elses(path):
    store = OpenStore(path, connect_file)
    try:
        (path.parent / LOCK_NAME).unlink()
        store.look()
        with pytest.raises(StoreBusyError), claimed(path.parent):
            pass
    finally:
        store.close()
