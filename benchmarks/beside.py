"""The fold of this checkout beside that of another one, in one run.

    git worktree add ../before 70d98d4
    python -m benchmarks.beside ../before

Both run as processes of their own with this interpreter and take turns: a minute of 1 kHz samples
in blocks of 20, one press of 35 s in it. CPU time, not the clock on the wall; quote the ratio.
"""

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks.throughput import RATE_HZ, SECONDS

TURNS = 15
# Names of the engine before and since its modules were sorted into rooms.
WORKER = """
import sys, time
sys.path.insert(0, ".")
from benchmarks import throughput
from calibration.nominal import nominal_calibration
from firmware_bridge.samples import Traits
try:
    from rig.engine.scoring.rubric import HOLD_SCORE_1
    from rig.engine.step import Station
    from rig.protocols.library import built_in
except ImportError:
    from rig.protocols import built_in
    from rig.rubric import HOLD_SCORE_1
    from rig.step import Station
traits = Traits(
    "board", "bench", "counts", ("force",), 1000.0, 1e6, 0.05, 1.0, None, simulated=True
)
protocol = built_in()["tp-hold-30"]
station = Station("bench", nominal_calibration(traits), traits, protocol, HOLD_SCORE_1)
blocks = throughput.blocks_of(*throughput.raw_of_a_minute(), throughput.BLOCK)
throughput.fold(station, blocks)
for _ in sys.stdin:
    began = time.process_time()
    throughput.fold(station, blocks)
    print(time.process_time() - began, flush=True)
"""


class Turns:
    """A process that folds a minute each time it is asked."""

    def __init__(self, checkout: Path) -> None:
        """Start it in a checkout."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", WORKER], cwd=checkout, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.taken_s: list[float] = []

    def turn(self) -> None:
        """One minute more."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.taken_s.append(float(self._process.stdout.readline()))

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("before", type=Path, nargs="?", help="a checkout of the other commit")
    checkout = asked.parse_args().before
    if checkout is None:
        print("Name the checkout of another commit.")
        return
    before, now = Turns(checkout), Turns(Path(__file__).parents[1])
    for _ in range(TURNS):
        before.turn()
        now.turn()
    for name, each in (("before", before), ("now", now)):
        each.end()
        print(
            f"{name}: {1e6 * statistics.median(each.taken_s) / SECONDS / RATE_HZ:.2f} us a sample"
        )
    ratios = [ours / theirs for ours, theirs in zip(now.taken_s, before.taken_s, strict=True)]
    print(f"now against before: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
