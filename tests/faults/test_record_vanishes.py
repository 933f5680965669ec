"""The record is taken away under a rig that records; the rig is a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pytest

from rig.store.folder import STORE_NAME
from rig.store.recorder import Recorder
from rig.store.session_list import list_sessions
from rig.store.verifying.salvage import salvage
from rig.store.verifying.verify import verify_store
from tests.faults.rig_apart import rig_apart, until
from tests.store import build

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="keeps a file that is in use in its place"
)

SOURCE = "sim:?learner=good&seed=3"


async def pressing(rig):
    """A set is under way, and some of it is on the disk."""
    session = await rig.start()
    await rig.until_phase("ready", "pressing", "holding")

    async def recorded():
        return list_sessions(rig.store, 1)

    await until(lambda found: found and found[0].samples > 80, recorded)
    return session


async def health(rig):
    return (await rig.http.get(f"{rig.url}/healthz", timeout=60.0)).json()


async def told_everywhere(rig, key, words, since_s, measured):
    """Screen, health and log say it; how long the screen took."""
    note = "note" if key == "trouble" else key
    told_s = await rig.told("live", lambda m: words in m[note], since_s)
    assert words in (await health(rig))[key]

    async def logged():
        return [line for line in rig.logged if words in line]

    await until(bool, logged)
    measured("told_s", told_s)


async def recorded_whole(rig, session):
    """The set goes on and nothing of it is missing, from its first sample on."""

    async def samples():
        return sum(each.samples for each in list_sessions(rig.store, 9) if each.state == "running")

    before = await samples()
    await until(lambda now: now > before + 80, samples)
    await rig.post("/api/stations/pad-1/stop")

    async def ended():
        return [one for one in list_sessions(rig.store, 9) if one.session_id == session and one.how]

    await until(bool, ended)
    ticks = np.concatenate([block.raw.tick for block in rig.recorded(session).blocks])
    assert len(set(np.diff(ticks))) <= 2, "a stretch of it is missing"
    assert verify_store(rig.store).is_sound


@pytest.mark.parametrize("take_away", ["deleted", "moved", "deleted with its journal"])
async def test_r03_a_store_that_is_deleted_or_moved_is_put_back_whole_and_told(
    take_away, tmp_path, measured
):
    async with rig_apart(tmp_path, SOURCE) as rig:
        session = await pressing(rig)
        since_s = time.monotonic()
        if take_away == "moved":
            rig.store.rename(tmp_path / "elsewhere.db")
        else:
            rig.store.unlink()
            if "journal" in take_away:
                rig.store.with_name(STORE_NAME + "-wal").unlink()
        await told_everywhere(rig, "warning", "was put back whole", since_s, measured)
        assert (await health(rig))["trouble"] == ""
        await recorded_whole(rig, session)


async def test_r03_a_folder_that_is_gone_is_not_recording_until_there_is_one_again(
    tmp_path, measured
):
    async with rig_apart(tmp_path, SOURCE) as rig:
        session = await pressing(rig)
        since_s = time.monotonic()
        shutil.rmtree(rig.store.parent)
        await told_everywhere(rig, "trouble", "NOT RECORDING", since_s, measured)
        assert "make it anew" in (await health(rig))["trouble"]
        rig.store.parent.mkdir()
        since_s = time.monotonic()
        await rig.told("live", lambda m: m["note"] == "", since_s)
        await recorded_whole(rig, session)


async def test_r03_a_folder_that_comes_back_is_recorded_into_as_if_nothing_had_been(
    tmp_path, measured
):
    async with rig_apart(tmp_path, SOURCE) as rig:
        session = await pressing(rig)
        since_s = time.monotonic()
        away = rig.store.parent.rename(tmp_path / "away")
        await told_everywhere(rig, "trouble", "NOT RECORDING", since_s, measured)
        away.rename(rig.store.parent)
        await rig.told("live", lambda m: m["note"] == "", time.monotonic())
        await recorded_whole(rig, session)
        assert (await health(rig))["warning"] == ""


async def test_r04_another_file_in_its_place_is_kept_beside_the_store(tmp_path, measured):
    other = tmp_path / "other.db"
    with Recorder(other) as recorder:
        build.record(recorder, build.header("from-before"), build.pressing(seconds=5))
    content = other.read_bytes()
    async with rig_apart(tmp_path, SOURCE) as rig:
        session = await pressing(rig)
        since_s = time.monotonic()
        other.replace(rig.store)
        await told_everywhere(rig, "warning", "what lay in its place is now", since_s, measured)
        await recorded_whole(rig, session)
        [kept] = rig.store.parent.glob("steadyhold-found-*.db")
        assert kept.read_bytes() == content


def _cut_to(left_bytes):
    return lambda store: os.truncate(store, left_bytes)


def _written_over(store):
    # As `cp backup.db steadyhold.db` does: the file is the same one, and not shorter afterwards.
    with store.open("wb") as other:
        other.write(b"hello" * 100_000)


@pytest.mark.parametrize(
    "damage", [_cut_to(0), _cut_to(5000), _written_over], ids=["to nothing", "cut", "over"]
)
async def test_r05_a_store_that_is_cut_or_written_over_is_kept_and_a_new_one_begun(
    damage, tmp_path, measured
):
    with Recorder(tmp_path / "data" / STORE_NAME) as recorder:
        build.record(recorder, build.header("from-before"), build.pressing())
    async with rig_apart(tmp_path, SOURCE) as rig:
        await pressing(rig)
        since_s = time.monotonic()
        damage(rig.store)
        await told_everywhere(rig, "trouble", "NOT RECORDING 1 session", since_s, measured)
        assert "verify --salvage FILE" in (await health(rig))["trouble"]
        await rig.post("/api/stations/pad-1/stop")
        session = await pressing(rig)
        await recorded_whole(rig, session)
        [kept] = rig.store.parent.glob("steadyhold-torn-*.db")
        saved = salvage(kept, tmp_path / "saved.db")
        # What was not yet moved from the journal into the file is in the journal.
        assert saved.samples > 80


AS_ANOTHER = """
import os, sys, time
from pathlib import Path
from rig.store.recorder import Recorder
from tests.store import build
store = Path(sys.argv[1])
blocks = build.pressing(seconds=5)
with Recorder(Path(sys.argv[2])) as recorder:  # what is imported late is loaded now
    build.record(recorder, build.header(), blocks)
    assert recorder.warning is not None
if os.geteuid() == 0:
    os.setuid(65534)  # to root no folder is read-only
with Recorder(store) as recorder:
    store.parent.chmod(0o500)
    while "next start will fail" not in recorder.warning:
        time.sleep(0.05)
    build.record(recorder, build.header(), blocks)
    recorder.flush()
    assert recorder.trouble == "", recorder.trouble
    store.parent.chmod(0o700)
"""


def test_r06_a_folder_made_read_only_is_recorded_into_and_the_next_start_is_told_of(tmp_path):
    # A folder of its own: those of pytest are closed to other accounts.
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "data"
        folder.mkdir()
        if os.geteuid() == 0:
            os.chown(folder, 65534, -1)
        done = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER, str(folder / STORE_NAME), str(tmp_path / "warm.db")],
            cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert verify_store(folder / STORE_NAME).samples == 400
