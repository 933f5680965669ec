import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from rig.store.read import load_session
from rig.store.recorder import Recorder
from rig.store.rescore import rescore_record
from rig.store.session_list import list_sessions
from rig.store.verifying.verify import verify_store
from tests.faults.recording_program import COUNTER, RATE_HZ, STATIONS
from tests.store import build


def killed_while_recording(store, seed, wait_s):
    """Acknowledged samples by session, the samples handed to the recorder, and seconds of writing.

    The seconds are those of the last write and of the one that was under way.
    """
    counter = store.parent / f"counter-{seed}"
    counter.write_bytes(bytes(COUNTER.size))
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.recording_program", str(store), seed, str(counter)],
        stdout=subprocess.PIPE, text=True, cwd=root,
    )  # fmt: skip
    with program:
        lines = []
        # The first write may hold only the first of the stations.
        while len(acknowledged_in(lines)) < STATIONS:
            lines.append(program.stdout.readline())
            assert lines[-1], "the program ended by itself"
        time.sleep(wait_s)
        os.kill(program.pid, signal.SIGKILL)
        killed_s = time.monotonic()
        lines += program.stdout.readlines()
    assert program.returncode == -signal.SIGKILL
    handed, took_s, began_s = COUNTER.unpack(counter.read_bytes())
    return acknowledged_in(lines), handed, took_s + (killed_s - began_s if began_s else 0.0)


def acknowledged_in(lines):
    """Samples by session, of the lines that are whole."""
    acknowledged = {}
    for line in lines:
        if line.endswith("}\n"):
            acknowledged |= json.loads(line)["samples"]
    return acknowledged


@pytest.mark.parametrize("kills", [6, pytest.param(20, marks=pytest.mark.prove)])
def test_a_killed_recorder_loses_nothing_it_acknowledged(tmp_path, measured, kills):
    store = tmp_path / "steadyhold.db"
    moments = np.random.default_rng(20).uniform(0.0, 0.6, kills)
    lost_s = []
    for number, wait_s in enumerate(moments):
        acknowledged, handed, disk_s = killed_while_recording(store, f"run{number}", wait_s)
        assert len(acknowledged) == STATIONS
        for session_id, safe in acknowledged.items():
            found = load_session(store, session_id)
            stopped = found.interrupted_at
            assert stopped.index >= safe
            assert not stopped.index or stopped.t_s == (stopped.index - 1) / RATE_HZ
            assert rescore_record(found).is_identical
            # A disk that takes its time keeps samples waiting beside those of the promise.
            lost_s.append((handed - stopped.index) / RATE_HZ - disk_s)
    report = verify_store(store)
    assert report.is_sound
    assert (report.sessions, report.ended) == (kills * STATIONS, 0)
    assert {line.state for line in list_sessions(store, 200)} == {"interrupted"}
    measured("lost_s", max(lost_s), promised=0.2)
    with Recorder(store) as recorder:
        build.record(recorder, build.header("after"), build.pressing())
    assert rescore_record(load_session(store, "after")).is_identical
