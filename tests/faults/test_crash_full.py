import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from rig.store.database import connect_file
from rig.store.errors import StoreWriteError
from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.recording_errors import SamplesLostError
from rig.store.rescore import rescore_session
from rig.store.verifying.verify import verify_store
from tests.patience import wait_until
from tests.store import build


@pytest.fixture
def disk(tmp_path):
    """Room for an empty store and a little more."""
    Recorder(tmp_path / "empty" / "steadyhold.db").close()
    with closing(sqlite3.connect(tmp_path / "empty" / "steadyhold.db")) as empty:
        [pages] = empty.execute("PRAGMA page_count").fetchone()
    return SmallDisk(pages + 3)


def noisy(seconds, seed=1):
    """Blocks that no packing makes small."""
    count = int(seconds * 1000)
    tick = np.arange(count, dtype=np.int64) * 1000
    raw = np.random.default_rng(seed).integers(-(2**23), 2**23, (count, 1)).astype(float)
    return build.blocks(tick, tick / 1e6, raw, samples=500)


def wait_for(recorder, is_so):
    wait_until(lambda: is_so(recorder.trouble))


class SmallDisk:
    """A database file that may not grow until it is given room."""

    def __init__(self, pages):
        self._pages = pages
        self._connections = []

    def __call__(self, path):
        connection = connect_file(path)
        connection.execute(f"PRAGMA max_page_count={self._pages}")
        self._connections.append(connection)
        return connection

    def give_room(self):
        self._connections[-1].execute("PRAGMA max_page_count=1000000")


def test_r07_a_full_disk_is_said_aloud_and_everything_is_written_once_there_is_room(tmp_path, disk):
    store = tmp_path / "steadyhold.db"
    with Recorder(store, connect=disk) as recorder:
        build.record(recorder, build.header(rate_hz=1000.0), noisy(60), ended="", finish=False)
        wait_for(recorder, bool)
        assert "NOT RECORDING" in recorder.trouble
        assert "disk is full" in recorder.trouble
        with pytest.raises(StoreWriteError, match="full"):
            recorder.flush()
        disk.give_room()
        wait_for(recorder, lambda trouble: not trouble)
        recorder.flush()
        recorder.end("a1", "done")
    found = load_session(store, "a1")
    assert sum(each.raw.tick.size for each in found.blocks) == 60_000
    assert rescore_session(store, "a1").is_identical
    assert verify_store(store).is_sound


def test_a_disk_that_stays_full_ends_the_session_where_memory_ends_and_keeps_what_was_safe(
    tmp_path, disk
):
    store = tmp_path / "steadyhold.db"
    with Recorder(store, connect=disk, max_waiting_samples=100_000) as recorder:
        build.record(recorder, build.header(rate_hz=1000.0), noisy(60))
        wait_for(recorder, bool)
        later = build.header("c3", rate_hz=1000.0)
        build.record(recorder, later, noisy(110), ended="", finish=False)
        assert "1 session that was cut" in recorder.trouble
        disk.give_room()
        wait_for(recorder, lambda trouble: "disk is full" not in trouble)
        assert "start it again" in recorder.trouble
        recorder.end("c3", "stopped")
        assert recorder.trouble == ""
        build.record(recorder, build.header("d4", rate_hz=1000.0), noisy(2))
    cut = load_session(store, "c3")
    assert cut.ended.how.startswith("cut")
    assert 0 < sum(each.raw.tick.size for each in cut.blocks) < 110_000
    for session_id in ("a1", "c3", "d4"):
        assert rescore_session(store, session_id).is_identical
    assert load_session(store, "d4").ended.how == "done"
    assert verify_store(store).is_sound


def test_r07_closing_on_a_full_disk_says_what_is_lost(tmp_path, disk):
    store = tmp_path / "steadyhold.db"
    recorder = Recorder(store, connect=disk)
    build.record(recorder, build.header(rate_hz=1000.0), noisy(60))
    with pytest.raises(SamplesLostError, match=r"the last \d+ samples are lost.*full"):
        recorder.close()
    assert verify_store(store).is_sound


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = shutil.which("mount")
    if not sys.platform.startswith("linux") or mount is None:
        pytest.skip("needs Linux")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("may not mount a small file system here")
    yield place
    subprocess.run([shutil.which("umount"), str(place)], check=True)


def test_on_a_real_full_file_system_nothing_earlier_is_lost(small_disk: Path):
    store = small_disk / "steadyhold.db"
    told = []
    with Recorder(store, on_commit=told.append) as recorder:
        assert "MB are free" in recorder.warning
        build.record(recorder, build.header(rate_hz=1000.0), noisy(2), ended="", finish=False)
        recorder.flush()
        safe = told[-1].samples["a1"]
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="space"):
            filler.write_bytes(bytes(4_000_000))
        build.record(recorder, build.header("b2", rate_hz=1000.0), noisy(60), ended="done")
        wait_for(recorder, bool)
        assert sum(each.raw.tick.size for each in load_session(store, "a1").blocks) == safe
        filler.unlink()
        wait_for(recorder, lambda trouble: not trouble)
    assert load_session(store, "b2").ended.how == "done"
    assert verify_store(store).is_sound
