"""What reading a table of 100 MB costs, against `pandas.read_csv` and a mean.

    python -m benchmarks.tables [--pandas PYTHON]

PYTHON is an interpreter with pandas (by default this one). Each run is a process of its own; CPU
time and peak memory are what the system counted for it, the median of three. Quote the ratios.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

BYTES = 100_000_000
RUNS = 3
RATE_HZ = 1000.0
COUNT = """
import json, resource, sys
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]), file=sys.stderr)
"""
PANDAS = "import sys, pandas\ndata = pandas.read_csv(sys.argv[1], {options})\ndata.mean()\n"
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
}


def measured(python: str, program: str, path: Path) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a program, the median of some runs.

    As for a person who runs it again: modules are compiled, in a folder of their own.
    """
    found = []
    words = [python, "-c", program + COUNT, str(path)]
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as compiled:
        seen = kept | {"PYTHONPYCACHEPREFIX": compiled}
        for _ in range(RUNS + 1):
            done = subprocess.run(words, capture_output=True, text=True, check=True, env=seen)
            found.append(json.loads(done.stderr.strip().splitlines()[-1]))
    del found[0]
    return statistics.median(f[0] for f in found), statistics.median(f[1] for f in found)


def main() -> None:
    """Measure and print a table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--pandas", default=sys.executable, metavar="PYTHON")
    python = asked.parse_args().pandas
    lines = ["| file of 100 MB | pandas | reading | `holds` |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for name, (header, line, options) in SHAPES.items():
            path = Path(folder) / "table.csv"
            write(path, header, line)
            theirs = measured(python, PANDAS.format(options=options), path)
            cells = [f"{theirs[0]:.2f} s, {theirs[1]:.0f} MB"]
            for program in (READ, HOLDS):
                ours = measured(sys.executable, program, path)
                cells.append(
                    f"{ours[0]:.2f} s ({ours[0] / theirs[0]:.1f} times), "
                    f"{ours[1]:.0f} MB ({ours[1] / theirs[1]:.1f} times)"
                )
            lines.append(f"| {name} | {' | '.join(cells)} |")
    text = "\n".join(lines) + "\n"
    print(text)
    (Path(__file__).parent / "results" / "tables.md").write_text(
        f"# Reading a table of 100 MB\n\n{text}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
