"""Hands of the tests' own generator: what this checkout finds of them beside another one.

    git worktree add ../before 70d98d4
    python -m benchmarks.hands ../before [--seeds 400]

Both judge the same records (`tests/hands.py`), each in a process of its own with this interpreter;
docs/adr/0021 has the table of 70d98d4.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.hands import SHAPES, Meant, trace_of
from tests.judged import the_one

FIRST_SEED = 1000
# A sensor of ten a second times nothing to a tenth of a second.
SLOW_HZ = 10.0
# Names of the engine before and since its modules were sorted into rooms.
WORKER = """
import json, sys
sys.path.insert(0, ".")
import numpy as np
from calibration.nominal import nominal_calibration
from firmware_bridge.samples import RawBlock, Traits
try:
    from rig.engine.analyse import judge_record, rest_of, station_for_file
    from rig.protocols.library import built_in
except ImportError:
    from rig.analyse import judge_record, rest_of, station_for_file
    from rig.protocols import built_in
for line in sys.stdin:
    path, rate_hz = json.loads(line)
    t_s, force_n = np.load(path)
    traits = Traits(
        "file", "file", "N", ("force",), rate_hz, 1e6, 0.0, 0.0, None, simulated=False
    )
    station = station_for_file(
        force_n, traits=traits, calibration=nominal_calibration(traits),
        protocol=built_in()["tp-hold"],
    )
    tick = np.round(t_s * 1e6).astype(np.int64)
    block = RawBlock(
        tick, t_s, force_n[:, None], np.zeros(len(t_s), np.uint16), 0, float("nan")
    )
    try:
        found = judge_record(station, [block], rest_of(t_s, force_n, None))
    except (ValueError, IndexError, ZeroDivisionError):
        print("null", flush=True)
        continue
    holds = getattr(found, "holds", found)
    told = [[each.hold.plateau_start_s, each.hold.plateau_end_s] for each in holds]
    print(json.dumps(told), flush=True)
"""


class Judge:
    """A checkout that finds holds in records it is given."""

    def __init__(self, checkout: Path) -> None:
        """Starts its process.

        Args:
            checkout: folder of it.
        """
        self.process = subprocess.Popen(
            [sys.executable, "-c", WORKER], cwd=checkout, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def found(self, path: Path, rate_hz: float) -> list[Meant] | None:
        """The holds of a record; None where judging it ended in an error.

        Args:
            path: `.npy` of times and readings.
            rate_hz: of the sensor.
        """
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([str(path), rate_hz]) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return None if told is None else [Meant(*each) for each in told]

    def end(self) -> None:
        """Ends its process."""
        self.process.communicate()


@dataclass(slots=True)
class Row:
    """What one checkout found of one kind.

    Attributes:
        found: holds that were what was meant.
        errors: records that ended in an error.
        duration_s: errors of duration of the found ones, above `SLOW_HZ`.
    """

    found: int = 0
    errors: int = 0
    duration_s: list[float] = field(default_factory=list)


def rows_of(kind: str, seeds: range, judges: list[Judge], folder: Path) -> tuple[int, list[Row]]:
    """How many holds were meant, and a row for each checkout; where the noise is small."""
    meant_n, rows = 0, [Row() for _ in judges]
    path = folder / "trace.npy"
    for trace in (trace_of(kind, seed) for seed in seeds):
        if trace.is_noisy:
            continue
        np.save(path, np.stack((trace.t_s, trace.force_n)))
        meant_n += len(trace.meant)
        for judge, row in zip(judges, rows, strict=True):
            found = judge.found(path, trace.rate_hz)
            row.errors += found is None
            for meant in trace.meant:
                at = the_one(meant, found or [])
                row.found += at is not None
                if at is not None and found and trace.rate_hz > SLOW_HZ:
                    took_s = found[at].end_s - found[at].start_s
                    row.duration_s.append(abs(took_s - (meant.end_s - meant.start_s)))
    return meant_n, rows


def main() -> None:
    """Prints the table, the other checkout first."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", type=Path, help="folder of another checkout")
    parser.add_argument("--seeds", type=int, default=400, help="records of each kind")
    asked = parser.parse_args()
    judges = [Judge(asked.other), Judge(Path(__file__).parents[1])]
    print("| kind | meant | found before, % | now, % | error of duration before, s | now, s |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in SHAPES:
            seeds = range(FIRST_SEED, FIRST_SEED + asked.seeds)
            meant_n, rows = rows_of(kind, seeds, judges, Path(folder))
            shares = " | ".join(f"{100.0 * row.found / meant_n:.1f}" for row in rows)
            middles = " | ".join(
                f"{statistics.median(row.duration_s):.3f}" if row.duration_s else "-"
                for row in rows
            )
            print(f"| {kind} | {meant_n} | {shares} | {middles} |", flush=True)
            if any(row.errors for row in rows):
                print(f"({kind}: records that ended in an error: {[r.errors for r in rows]})")
    for judge in judges:
        judge.end()


if __name__ == "__main__":
    main()
