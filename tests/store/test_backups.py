import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from rig.store.backup import copy_store
from rig.store.people.names import add_learner, names
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore_session
from rig.store.verifying.verify import verify_store
from tests.store import build


def test_a_copy_made_while_recording_is_whole_and_reads_elsewhere(tmp_path):
    store, copy = tmp_path / "steadyhold.db", tmp_path / "elsewhere" / "copy.db"
    with Recorder(store) as recorder:
        build.record(recorder, build.header(), build.pressing())
        build.record(recorder, build.header("b2"), build.pressing(seconds=5), ended="")
        recorder.flush()
        copy_store(store, copy)
        recorder.end("b2", "done")
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert load_session(copy, "a1").holds == load_session(store, "a1").holds
    assert load_session(copy, "b2").interrupted_at.index == 400
    assert rescore_session(copy, "a1").is_identical
    assert verify_store(copy).is_sound
    with pytest.raises(FileExistsError):
        copy_store(store, copy)


def test_a_large_store_is_copied_however_often_it_is_written_meanwhile(tmp_path):
    store, copy = tmp_path / "steadyhold.db", tmp_path / "copy.db"
    add_learner(store, "Before")
    with sqlite3.connect(store) as filled:
        filled.execute("CREATE TABLE large AS SELECT zeroblob(60000000)")
    filled.close()
    is_copied = threading.Event()

    def write() -> None:
        while not is_copied.is_set():
            add_learner(store, "Meanwhile")

    with ThreadPoolExecutor() as hands:
        writing = hands.submit(write)
        try:
            hands.submit(copy_store, store, copy).result()
        finally:
            is_copied.set()
        writing.result()
    assert "Before" in names(copy).values()
