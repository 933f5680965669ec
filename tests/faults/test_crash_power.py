import contextlib
from itertools import count

import numpy as np
import pytest

from rig.engine import fold
from rig.errors import StoreError
from rig.store.database import connect_file, open_to_write
from rig.store.entries import appended, begun
from rig.store.read import load_session
from rig.store.rescore import rescore_record
from rig.store.session_list import list_sessions
from rig.store.verifying.verify import verify_store
from rig.store.writer import Writer
from tests.faults.power import Disk
from tests.store import build

STATIONS = 4
COMMITS = 4
BATCH = 400


@pytest.fixture(scope="module")
def batches():
    """What each transaction of a short class of four is told."""
    heads = [build.header(f"s{n}") for n in range(STATIONS)]
    told = [[] for _ in range(COMMITS)]
    for n, head in enumerate(heads):
        raw_blocks = build.pressing(seconds=20, seed=n, samples=BATCH)
        told[0].append(begun(head))
        progress, step = fold.obey(head.station, fold.begin(head.station), build.START_SET)
        told[0].append(appended(head, 0, step, build.START_SET))
        for at in range(COMMITS):
            progress, step = fold.advance(head.station, progress, raw_blocks[at])
            told[at].append(appended(head, at * BATCH, step, None))
    return told


def recorded(connect, path, batches, tries):
    """Samples acknowledged by session; the power may have failed on the way."""
    safe = {}
    with contextlib.ExitStack() as held:
        engine = open_to_write(path, connect=connect)
        held.callback(engine.dispose)
        writer = Writer(engine, path)
        held.callback(writer.close)
        for entries in batches:
            for attempt in range(tries):
                try:
                    commit = writer.write(entries)
                except StoreError:
                    if attempt == tries - 1:
                        return safe
                else:
                    break
            safe |= commit.samples
    return safe


@pytest.mark.slow
@pytest.mark.parametrize("luck", [1, pytest.param(2, marks=pytest.mark.fuzz)])
def test_whenever_the_power_fails_a_prefix_of_whole_commits_with_all_acknowledged_is_there(
    tmp_path, batches, luck
):
    whole = {n * BATCH for n in range(COMMITS + 1)}
    for fails_at in count(1):
        folder, left = tmp_path / f"{fails_at}", tmp_path / f"{fails_at}-left"
        folder.mkdir()
        left.mkdir()
        disk = Disk(fails_at=fails_at)
        safe = {}
        with contextlib.suppress(StoreError):
            safe = recorded(disk.connect, folder / "steadyhold.db", batches, tries=1)
        disk.unplug()
        disk.wreck(left, np.random.default_rng([luck, fails_at]))
        store = left / "steadyhold.db"
        assert recorded(connect_file, store, [[begun(build.header("after"))]], tries=1) == {
            "after": 0
        }
        report = verify_store(store)
        assert report.is_sound, f"operation {fails_at}: {report.bad}"
        found = {line.session_id: line.samples for line in list_sessions(store, 50)}
        assert found.pop("after") == 0
        assert set(found.values()) <= whole
        assert len(set(found.values())) <= 1
        assert all(found[session_id] >= samples for session_id, samples in safe.items())
        for session_id in sorted(found)[-1:]:
            assert rescore_record(load_session(store, session_id)).is_identical
        if disk.operations < fails_at:
            break
    assert fails_at > 60
    assert safe == {f"s{n}": COMMITS * BATCH for n in range(STATIONS)}


@pytest.mark.slow
def test_a_disk_that_refuses_once_costs_nothing(tmp_path, batches):
    for fails_at in count(1, step=3):
        folder = tmp_path / f"{fails_at}"
        folder.mkdir()
        store = folder / "steadyhold.db"
        disk = Disk(fails_at=fails_at, comes_back=True)
        try:
            safe = recorded(disk.connect, store, batches, tries=3)
        except StoreError:
            safe = recorded(disk.connect, store, batches, tries=3)
        disk.unplug()
        assert safe == {f"s{n}": COMMITS * BATCH for n in range(STATIONS)}, f"operation {fails_at}"
        report = verify_store(store)
        assert (report.is_sound, report.samples) == (True, STATIONS * COMMITS * BATCH)
        if disk.operations < fails_at:
            break
