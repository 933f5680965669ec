import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rig.store.backup import copy_store
from rig.store.errors import StoreBusyError
from rig.store.folder import STORE_NAME, claimed, is_claimed
from rig.store.recorder import Recorder
from rig.store.verifying.salvage import salvage
from tests.store import build

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no modes")

NOBODY = 65534
HOLD = """
import fcntl, sys, time
file = open(sys.argv[1], "rb")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
"""


def modes(folder: Path):
    return {
        each.relative_to(folder).as_posix(): stat.S_IMODE(each.stat().st_mode)
        for each in (folder, *folder.rglob("*"))
    }


def test_what_is_recorded_is_for_the_eyes_of_one_account(tmp_path):
    folder = tmp_path / "data"
    before = os.umask(0o000)
    try:
        with Recorder(folder / STORE_NAME) as recorder:
            build.record(recorder, build.header(), build.pressing(seconds=5))
            recorder.flush()
            copy_store(folder / STORE_NAME, folder / "backups" / "copy.db")
            found = modes(folder)
        salvage(folder / STORE_NAME, folder / "saved.db")
    finally:
        os.umask(before)
    assert found["."] == 0o700
    for name in (STORE_NAME, STORE_NAME + "-wal", "steadyhold.lock", "backups/copy.db"):
        assert found[name] == 0o600, name
    assert modes(folder)["saved.db"] == 0o600


def test_a_folder_of_an_older_release_is_closed_and_what_is_not_ours_is_left(tmp_path):
    folder = tmp_path / "data"
    (folder / "backups").mkdir(parents=True)
    (folder / "backups" / "old.db").write_bytes(b"")
    (folder / "thesis.txt").write_text("mine")
    for each in (folder, *folder.rglob("*")):
        each.chmod(0o755 if each.is_dir() else 0o644)
    with claimed(folder):
        found = modes(folder)
    assert (found["."], found["backups"], found["backups/old.db"]) == (0o700, 0o700, 0o600)
    assert found["thesis.txt"] == 0o644


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder as an older release left it, which any account may look into."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "data"
        folder.mkdir()
        (folder / "steadyhold.lock").touch(0o644)
        yield folder


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="needs a second account"
)
def test_another_account_can_neither_stop_the_rig_nor_read_what_it_keeps(open_folder):
    lock = open_folder / "steadyhold.lock"
    os.chown(open_folder, 1234, -1)
    os.chown(lock, 1234, -1)
    as_other = {"user": NOBODY, "executable": "/usr/bin/python3"}
    holder = subprocess.Popen(
        ["python3", "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True, **as_other
    )
    try:
        assert holder.stdout.readline() == "held\n"
        assert is_claimed(open_folder), "the lock is held"
        os.seteuid(1234)
        try:
            with claimed(open_folder):
                (open_folder / STORE_NAME).touch(0o600)
        finally:
            os.seteuid(0)
        reading = subprocess.run(
            ["python3", "-c", f"open({str(open_folder / STORE_NAME)!r})"],
            capture_output=True, text=True, check=False, **as_other,
        )  # fmt: skip
        assert "PermissionError" in reading.stderr
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc/locks")
def test_a_lock_of_our_own_account_still_stops_a_second_recorder(open_folder):
    program = [sys.executable, "-c", HOLD, str(open_folder / "steadyhold.lock")]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError), claimed(open_folder):
            pass
        holder.kill()
