import os
import shutil
import sys
import time

import pytest

from rig.store.database import connect_file
from rig.store.errors import StoreLostError, StoreTornError
from rig.store.open_store import OpenStore
from rig.store.read import load_session
from rig.store.recorder import Recorder
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
