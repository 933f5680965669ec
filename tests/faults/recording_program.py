"""Four stations recorded until killed; each acknowledged commit is one line of JSON.

    python -m tests.faults.recording_program STORE SEED COUNTER

COUNTER is a file that holds, at every moment, the samples handed to the recorder for each station:
it is mapped into memory, so that it outlives a kill.
"""

import json
import mmap
import struct
import sys
import time
from pathlib import Path

from rig import fold
from rig.store.recorder import Recorder
from tests.store import build

RATE_HZ = 1000.0
STATIONS = 4
BLOCK_SAMPLES = 20


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
    with counter.open("r+b") as file, Recorder(store, on_commit=tell) as recorder:
        handed = mmap.mmap(file.fileno(), 8)
        progress = [fold.begin(head.station) for head in heads]
        for head in heads:
            recorder.begin(head)
        started_s = time.monotonic()
        for at in range(len(learners[0])):
            due_s = started_s + (at + 1) * BLOCK_SAMPLES / RATE_HZ
            time.sleep(max(due_s - time.monotonic(), 0.0))
            for n, head in enumerate(heads):
                progress[n], step = fold.advance(head.station, progress[n], learners[n][at])
                recorder.append(head.session_id, step, None)
            struct.pack_into("<q", handed, 0, (at + 1) * BLOCK_SAMPLES)


if __name__ == "__main__":
    main()
