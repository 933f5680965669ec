"""How soon: the times that docs/faults.md promises, measured by the tests that make the faults.

    python -m benchmarks.promises [--keep]

In `make test` these tests prove that something happens, whatever else the machine does. Here they
run one after the other, and what they measured is held against what is promised.
"""

import argparse
import os
import platform
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "promises.md"
FOLDERS = ("tests/faults", "tests/hub/test_slow_screens.py", "tests/browser/test_live.py")


class Figures:
    """Keeps what tests have measured and is promised.

    Attributes:
        rows: (test, figure, measured, promised, load of the machine then).
    """

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, float, float, float]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the figures of a test that is over."""
        if report.when != "call":
            return
        test, load = report.nodeid.rpartition("::")[2], os.getloadavg()[0]
        for name, kept in report.user_properties:
            value, promised = list[Any](kept)
            if promised is not None:
                self.rows.append((test, name, value, promised, load))


def page_of(rows: list[tuple[str, str, float, float, float]]) -> str:
    """The figures as a page."""
    lines = [
        "# How soon",
        "",
        f"Times promised in docs/faults.md, measured one test after the other: {platform.system()},"
        f" {os.cpu_count()} cores, Python {platform.python_version()}. `load` is the one-minute"
        " average of the machine at that moment; above 2, others computed too, and a time says"
        " little. Made by `python -m benchmarks.promises --keep`.",
        "",
        "| test | figure | measured | promised | load |",
        "|---|---|---:|---:|---:|",
    ]
    lines += [
        f"| {test} | {name} | {value:g} | {promised:g} | {load:.1f} |"
        for test, name, value, promised, load in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and end with 1 where a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="write the page to benchmarks/results")
    figures = Figures()
    keep = parser.parse_args().keep
    os.chdir(ROOT)
    code = pytest.main(["-q", "-p", "no:cacheprovider", *FOLDERS], plugins=[figures])
    page = page_of(figures.rows)
    sys.stdout.write(page)
    if keep:
        RESULT.write_text(page, encoding="utf-8")
    late = [name for _, name, value, promised, _ in figures.rows if value > promised]
    sys.exit(int(code) or bool(late))


if __name__ == "__main__":
    main()
