"""Coverage-guided fuzzing of the table reader: `python tests/fuzz/tables.py --seconds 600`.

Whatever a file holds, it is read or refused in one sentence: finite numbers, rising times, nothing
else raised. The first byte chooses options. Not collected by pytest. Needs atheris (Linux, macOS).
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["firmware_bridge.tables"]):
    from firmware_bridge.errors import TableError
    from firmware_bridge.tables.dialects.known import DIALECTS
    from firmware_bridge.tables.table import read_table
from tests.fuzz.memory import MemoryLog

OPTIONS: tuple[dict[str, object], ...] = (
    {},
    {"rate_hz": 50.0},
    {"columns": ("2",)},
    {"segment_column": "1"},
    {"where": ("1=1",)},
    {"time_column": "1", "columns": ("2",), "unit": "kg"},
)


def try_one(path: Path, data: bytes) -> None:
    """Read some bytes as a file; raise where a promise is broken."""
    path.write_bytes(data[1:])
    try:
        table = read_table(path, **OPTIONS[data[0] % len(OPTIONS) if data else 0])
    except TableError as refusal:
        if "\n" in str(refusal):
            raise
        return
    assert np.isfinite(table.values).all()
    assert len(table.t_s) == len(table.values) == len(table.flags)
    for each in table.segments:
        assert (np.diff(table.t_s[each]) > 0).all()


def seeds(folder: Path) -> None:
    """The example of every dialect as a corpus."""
    for number, dialect in enumerate(DIALECTS):
        (folder / f"example-{number}").write_bytes(b"\0" + dialect.example.lines.encode())


def main() -> None:
    """Fuzz for the seconds asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        seeds(corpus)
        path = Path(folder) / "file.txt"
        options = [
            f"-max_total_time={asked.seconds}",
            "-max_len=4096",
            f"-artifact_prefix={tempfile.gettempdir()}/table-",
        ]
        log = MemoryLog("tables")

        def run(data: bytes) -> None:
            log.look()
            try_one(path, bytes(data))

        atheris.Setup([sys.argv[0], str(corpus), *options], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
