"""What reading a table of 100 MB costs, against `pandas.read_csv` and a mean.

    python -m benchmarks.tables [--pandas PYTHON] [--only SHAPE ...]

PYTHON is an interpreter with pandas (by default this one). With shapes chosen the table is only
printed. Each run is a process of its own, and the programs take turns; CPU time and peak memory are
what the system counted for it, the median of three rounds, and the ratios are taken in each round.
Quote the ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

BYTES = 100_000_000
RUNS = 3
RATE_HZ = 1000.0
# Half a millisecond late, so that the microseconds are always written; three digits are kept.
BEGAN = datetime.fromisoformat("2026-03-02T09:00:00.000500")
COUNT = """
import json, resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]), file=sys.stderr)
"""
PANDAS = """
import sys, pandas
pandas.read_csv(sys.argv[1], {options}).mean(numeric_only=True)
"""
READ = """
import sys
from firmware_bridge.tables.table import read_table
read_table(sys.argv[1])
"""
HOLDS = """
import sys
from rig.cli.main import main
sys.argv = ["steadyhold", "holds", sys.argv[1], "--json"]
try:
    main()
except SystemExit:
    pass
"""


def press_n(t_s: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Presses of 13 s at 25 N, one every 30 s."""
    shape = np.interp(t_s % 30.0, [0, 5, 7, 20, 21.5, 30], [0, 0, 25, 25, 0, 0])
    return 0.3 + shape + rng.normal(0, 0.05, len(t_s))


def write(path: Path, header: str, line: Callable[[float, float], str]) -> None:
    """A file of about 100 MB."""
    rng = np.random.default_rng(1)
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        start = 0
        while file.tell() < BYTES:
            t_s = np.arange(start, start + 100_000) / RATE_HZ
            file.write("".join(map(line, t_s.tolist(), press_n(t_s, rng).tolist())))
            start += len(t_s)


SHAPES: dict[str, tuple[str, Callable[[float, float], str], str]] = {
    "time and force": ("time_s,force_n", lambda t, f: f"{t:.3f},{f:.4f}\n", ""),
    "eight columns": (
        "time_s,fx,fz,mx,my,emg,temp,force_n",
        lambda t, f: f"{t:.3f},0.102,{f / 9:.4f},1.513,2.224,{f / 7:.6f},21.4,{f:.4f}\n",
        "",
    ),
    "semicolons, decimal commas": (
        "Zeit [s];Kraft [N]",
        lambda t, f: f"{t:.3f};{f:.4f}\n".replace(".", ","),
        "sep=';', decimal=','",
    ),
    "long floats": ("time_s,force_n", lambda t, f: f"{t:.3f},{f!r}\n", ""),
    "timestamps as text": (
        "time,force_n",
        lambda t, f: f"{BEGAN + timedelta(milliseconds=round(1e3 * t))!s:.23},{f:.4f}\n",
        "parse_dates=['time']",
    ),
}


def measured(python: str, program: str, path: Path, compiled: str) -> tuple[float, float]:
    """CPU seconds and peak megabytes of one run of a program.

    Args:
        python: the interpreter.
        program: its text.
        path: of the table.
        compiled: folder in which modules are kept compiled, as for a person who runs it again.
    """
    words = [python, "-c", program + COUNT, str(path)]
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    seen = kept | {"PYTHONPYCACHEPREFIX": compiled}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=seen)
    cpu_s, peak_mb = json.loads(done.stderr.strip().splitlines()[-1])
    return cpu_s, peak_mb


def row(found: list[list[tuple[float, float]]]) -> list[str]:
    """The cells of one file: pandas, and each program of ours beside it.

    Args:
        found: of each round what pandas and each program took, in order.
    """
    cells = []
    for at in range(len(found[0])):
        cpu_s, peak_mb = (statistics.median(each[at][k] for each in found) for k in (0, 1))
        times, more = (
            statistics.median(each[at][k] / each[0][k] for each in found) for k in (0, 1)
        )
        beside = (f" ({times:.1f} times)", f" ({more:.1f} times)") if at else ("", "")
        cells.append(f"{cpu_s:.2f} s{beside[0]}, {peak_mb:.0f} MB{beside[1]}")
    return cells


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--pandas", default=sys.executable, metavar="PYTHON")
    asked.add_argument("--only", nargs="+", choices=SHAPES, default=(), metavar="SHAPE")
    chosen = asked.parse_args()
    python = chosen.pandas
    lines = ["| file of 100 MB | pandas | reading | `holds` |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        compiled = str(Path(folder) / "compiled")
        path = Path(folder) / "table.csv"
        for name in chosen.only or SHAPES:
            header, line, options = SHAPES[name]
            write(path, header, line)
            programs = [(python, PANDAS.format(options=options))]
            programs += [(sys.executable, program) for program in (READ, HOLDS)]
            found = [
                [measured(*each, path, compiled) for each in programs] for _ in range(RUNS + 1)
            ]
            # The first round compiles modules and fills the cache of the disk.
            lines.append(f"| {name} | {' | '.join(row(found[1:]))} |")
            print(lines[-1], flush=True)
    text = "\n".join(lines) + "\n"
    if chosen.only:
        return
    print(text)
    (Path(__file__).parent / "results" / "tables.md").write_text(
        f"# Reading a table of 100 MB\n\n{text}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
