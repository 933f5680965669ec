"""Four stations recorded until killed; each acknowledged commit is one line of JSON.

    python -m tests.faults.recording_program STORE SEED COUNTER

COUNTER is a file that holds, at every moment, the samples handed to the recorder for each station,
how long its last write took, and when the one under way began: it is mapped into memory, so that it
outlives a kill.
"""

import contextlib
import json
import mmap
import struct
import sys
import time
from pathlib import Path

from rig.engine import fold
from rig.store.database import connect_file
from rig.store.recorder import Recorder
from tests.store import build

RATE_HZ = 1000.0
STATIONS = 4
BLOCK_SAMPLES = 20
COUNTER = struct.Struct("<qdd")
"""Samples; seconds; seconds of the monotonic clock, 0 where no write is under way."""
HANDED = struct.Struct("<q")
WRITES = struct.Struct("<dd")


class Disk:
    """Keeps in the counter how long the disk takes."""

    def __init__(self, counter):
        self._counter = counter
        self._took_s = self._began_s = 0.0

    def connect(self, path):
        connection = connect_file(path)
        connection.set_trace_callback(self._hear)
        return connection

    def _hear(self, statement):
        if statement.startswith("BEGIN"):
            self._began_s = time.monotonic()
            WRITES.pack_into(self._counter, HANDED.size, self._took_s, self._began_s)

    def tell(self, commit):
        self._took_s = time.monotonic() - self._began_s
        WRITES.pack_into(self._counter, HANDED.size, self._took_s, 0.0)
        tell(commit)


def tell(commit):
    sys.stdout.write(json.dumps({"commit": commit.number, "samples": dict(commit.samples)}) + "\n")
    sys.stdout.flush()


def main():
    store, seed, counter = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    heads = [build.header(f"{seed}-{n}", rate_hz=RATE_HZ) for n in range(STATIONS)]
    learners = [
        build.pressing(seconds=20, rate_hz=RATE_HZ, seed=n, samples=BLOCK_SAMPLES, first_press_s=0)
        for n in range(STATIONS)
    ]
    with contextlib.ExitStack() as held:
        file = held.enter_context(counter.open("r+b"))
        handed = mmap.mmap(file.fileno(), COUNTER.size)
        disk = Disk(handed)
        recorder = held.enter_context(Recorder(store, on_commit=disk.tell, connect=disk.connect))
        progress = [fold.begin(head.station) for head in heads]
        for head in heads:
            recorder.begin(head)
        started_s = time.monotonic()
        for at in range(len(learners[0])):
            due_s = started_s + (at + 1) * BLOCK_SAMPLES / RATE_HZ
            now_s = time.monotonic()
            # What a machine that stood still has not measured is not made up for.
            started_s += max(now_s - due_s, 0.0)
            time.sleep(max(due_s - now_s, 0.0))
            for n, head in enumerate(heads):
                progress[n], step = fold.advance(head.station, progress[n], learners[n][at])
                recorder.append(head.session_id, step, None)
            HANDED.pack_into(handed, 0, (at + 1) * BLOCK_SAMPLES)


if __name__ == "__main__":
    main()
