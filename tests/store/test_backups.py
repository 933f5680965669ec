import pytest

from rig.store.backup import copy_store
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore
from rig.store.verify import verify
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
    assert rescore(copy, "a1").is_identical
    assert verify(copy).is_sound
    with pytest.raises(FileExistsError):
        copy_store(store, copy)
