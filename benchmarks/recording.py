"""Forty stations at 1 kHz made safe on the disk, beside what else could have kept them.

    python -m benchmarks.recording [--seconds 60] [--folder DIR]

HX711-like noise of 43 counts rms on a slow press. Every format gets the same samples in the same
portions, one for each 200 ms of recording, and asks the disk to be safe after each. Our recorder
runs as in a class, in real time and in its own thread; the others are called back to back, which
costs them no idle time. CPU is host time per second of recording, in % of one core.
"""

import argparse
import csv
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration.values import Calibration
from firmware_bridge.samples import RawBlock, Traits
from rig.engine.scoring.rubric import HOLD_SCORE_1
from rig.engine.scoring.target import Protocol, Target
from rig.engine.step import Live, Step
from rig.store.format.header import SessionHeader
from rig.store.read import load_session
from rig.store.recorder import COMMIT_EVERY_S, Recorder
from rig.store.verifying.verify import verify_store
from rig.store.writer import Commit

STATIONS = 40
RATE_HZ = 1000
PORTION_S = 0.2
BLOCK_SAMPLES = 20
NOISE_COUNTS = 43.0
RESULT = Path(__file__).parent / "results" / "recording.md"
LIVE = Live(0.0, "free", "", "none", 0.0, 0.0, 0.0, 1, 1, 0.0, "", 1, 1)

Samples = tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.uint16]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What keeping the samples cost.

    Attributes:
        name: of the format.
        bytes_per_sample: of all files when it ends.
        commit_s: host seconds of each commit.
        cpu_pct: of one core.
        note: in words.
    """

    name: str
    bytes_per_sample: float
    commit_s: NDArray[np.float64]
    cpu_pct: float
    note: str


def learner(station: int, seconds: float) -> Samples:
    """Ticks in microseconds, session seconds, counts and flags of one station."""
    count = int(seconds * RATE_HZ)
    tick = np.arange(count, dtype=np.int64) * (1_000_000 // RATE_HZ) + 77_000_000 + station
    t_s = (tick - tick[0]) / 1e6
    press = 100_000.0 * np.clip(np.sin(t_s * 0.3 + station), 0.0, None)
    noise = np.random.default_rng(station).normal(0.0, NOISE_COUNTS, count)
    raw = np.rint(-80_000.0 + 1000 * station + press + noise)
    return tick, t_s, raw, np.zeros(count, np.uint16)


def header(station: int) -> SessionHeader:
    """A session of one station."""
    return SessionHeader(
        session_id=f"bench-{station:02}",
        started_utc="2026-01-01T00:00:00.000+00:00",
        station_id=f"station-{station}",
        learner_id="",
        source_uri="sim:",
        identity="",
        traits=Traits(
            "sim", "Bench", "counts", ("load",), RATE_HZ, 1e6, 0.0, 1.0, (-(2.0**23), 2.0**23), True
        ),
        calibration=Calibration("bench", "", "N", 1 / 4000, 0.0, 0, None, ""),
        protocol=Protocol(
            "bench", 1, "Bench", "", "thumb",
            Target(25.0, 0.1, 10.0, 10.0, 30.0, 3.0, 15.0, 5.0, 40.0, 37.5),
            1, 0.0, "concurrent", HOLD_SCORE_1.weights, (), "C",
        ),
        rubric=HOLD_SCORE_1,
        software="benchmark",
        mode="benchmark",
    )  # fmt: skip


def recorder(folder: Path, stations: list[Samples], seconds: float) -> Figures:
    """Ours, in real time: 20-sample blocks of every station handed over as they fall due."""
    store = folder / "steadyhold.db"
    commits: list[Commit] = []
    cpu_s: list[float] = []
    late_s: list[float] = []

    def note(commit: Commit) -> None:
        commits.append(commit)
        cpu_s[:] = [time.clock_gettime(time.CLOCK_THREAD_CPUTIME_ID)]

    nothing = np.empty(0)
    handing_s = 0.0
    with Recorder(store, on_commit=note) as keeper:
        for station in range(STATIONS):
            keeper.begin(header(station))
        started_s = time.monotonic()
        for start in range(0, int(seconds * RATE_HZ), BLOCK_SAMPLES):
            due_s = started_s + (start + BLOCK_SAMPLES) / RATE_HZ
            time.sleep(max(due_s - time.monotonic(), 0.0))
            late_s.append(time.monotonic() - due_s)
            before_s = time.thread_time()
            for station, (tick, t_s, raw, flags) in enumerate(stations):
                part = slice(start, start + BLOCK_SAMPLES)
                block = RawBlock(tick[part], t_s[part], raw[part, None], flags[part], 0, due_s)
                step = Step(block, nothing, LIVE, (), (), None)
                keeper.append(f"bench-{station:02}", step, None)
            handing_s += time.thread_time() - before_s
        for station in range(STATIONS):
            keeper.end(f"bench-{station:02}", "done")
    took_s = np.array([commit.took_s for commit in commits])
    report = verify_store(store)
    assert report.is_sound
    assert report.samples == STATIONS * seconds * RATE_HZ
    first = load_session(store, "bench-00").blocks
    assert np.array_equal(np.concatenate([each.raw.raw[:, 0] for each in first]), stations[0][2])
    blob_bytes = sum(commit.blob_bytes for commit in commits)
    writing_pct, handing_pct = 100 * cpu_s[0] / seconds, 100 * handing_s / seconds
    return Figures(
        "our recorder",
        _size(folder) / (STATIONS * seconds * RATE_HZ),
        took_s,
        writing_pct + handing_pct,
        f"a commit every {COMMIT_EVERY_S * 1000:.0f} ms ({len(commits)}); blobs alone "
        f"{blob_bytes / report.samples:.2f} bytes a sample; writing {writing_pct:.1f} %, handing "
        f"over {handing_pct:.1f} %; every sample checked afterwards",
    )


def portions(stations: list[Samples]) -> Iterator[list[Samples]]:
    """The samples of all stations, one commit at a time."""
    size = int(PORTION_S * RATE_HZ)
    for start in range(0, len(stations[0][0]), size):
        part = slice(start, start + size)
        yield [
            (tick[part], t_s[part], raw[part], flags[part]) for tick, t_s, raw, flags in stations
        ]


def timed(
    name: str, folder: Path, stations: list[Samples], commit: Callable[[list[Samples]], None],
    close: Callable[[], None], note: str,
) -> Figures:  # fmt: skip
    """Figures of a format that is called back to back."""
    took_s: list[float] = []
    cpu_s = 0.0
    for portion in portions(stations):
        before_s, before_cpu_s = time.perf_counter(), time.thread_time()
        commit(portion)
        took_s.append(time.perf_counter() - before_s)
        cpu_s += time.thread_time() - before_cpu_s
        _let_the_disk_rest()
    close()
    samples = STATIONS * len(stations[0][0])
    cpu_pct = 100 * cpu_s / (len(stations[0][0]) / RATE_HZ)
    return Figures(name, _size(folder) / samples, np.array(took_s), cpu_pct, note)


def sqlite_rows(folder: Path, stations: list[Samples]) -> Figures:
    """One row a sample in SQLite, WAL, synchronous=FULL."""
    connection = sqlite3.connect(folder / "rows.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE samples (station INTEGER, tick INTEGER, t_s REAL, raw INTEGER, flags INTEGER)"
    )

    def commit(portion: list[Samples]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for station, (tick, t_s, raw, flags) in enumerate(portion):
            rows = zip(
                [station] * len(tick), tick.tolist(), t_s.tolist(),
                raw.astype(np.int64).tolist(), flags.tolist(), strict=True,
            )  # fmt: skip
            connection.executemany("INSERT INTO samples VALUES (?,?,?,?,?)", rows)
        connection.execute("COMMIT")

    return timed("SQLite, a row a sample", folder, stations, commit, connection.close, "")


def csv_files(folder: Path, stations: list[Samples]) -> Figures:
    """One CSV for all stations, flushed and synced after each portion."""
    file = (folder / "samples.csv").open("w", newline="")
    writer = csv.writer(file)

    def commit(portion: list[Samples]) -> None:
        for station, (tick, t_s, raw, flags) in enumerate(portion):
            rows = zip(
                [station] * len(tick), tick.tolist(), t_s.tolist(),
                raw.astype(np.int64).tolist(), flags.tolist(), strict=True,
            )  # fmt: skip
            writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())

    return timed("CSV", folder, stations, commit, file.close, "no index, no checksum")


def arrow_stream(folder: Path, stations: list[Samples], codec: str | None) -> Figures:
    """One Arrow IPC stream, synced after each portion."""
    schema = pa.schema(
        [
            ("station", pa.uint16()), ("tick", pa.int64()), ("t_s", pa.float64()),
            ("raw", pa.int32()), ("flags", pa.uint16()),
        ]
    )  # fmt: skip
    file = (folder / "samples.arrows").open("wb")
    writer = pa.ipc.new_stream(file, schema, options=pa.ipc.IpcWriteOptions(compression=codec))

    def commit(portion: list[Samples]) -> None:
        count = len(portion[0][0])
        columns = [
            np.repeat(np.arange(STATIONS, dtype=np.uint16), count),
            np.concatenate([each[0] for each in portion]),
            np.concatenate([each[1] for each in portion]),
            np.concatenate([each[2] for each in portion]).astype(np.int32),
            np.concatenate([each[3] for each in portion]),
        ]
        writer.write_batch(pa.record_batch(columns, schema=schema))
        file.flush()
        os.fsync(file.fileno())

    def close() -> None:
        writer.close()
        file.close()

    name = f"Arrow IPC stream{f', {codec}' if codec else ''}"
    return timed(name, folder, stations, commit, close, "one batch for all stations, no checksum")


def bare_file(folder: Path, stations: list[Samples]) -> Figures:
    """The floor: as many bytes as ours, random, appended to a file and synced."""
    file = (folder / "bytes").open("wb")

    def commit(portion: list[Samples]) -> None:
        file.write(os.urandom(int(1.4 * STATIONS * len(portion[0][0]))))
        file.flush()
        os.fsync(file.fileno())

    return timed("bare bytes (floor)", folder, stations, commit, file.close, "what the disk takes")


def main() -> None:
    """Runs all and writes the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--folder", type=Path, default=None)
    options = asked.parse_args()
    stations = [learner(station, options.seconds) for station in range(STATIONS)]
    found: list[Figures] = []
    runs: tuple[Callable[[Path], Figures], ...] = (
        lambda folder: recorder(folder, stations, options.seconds),
        lambda folder: bare_file(folder, stations),
        lambda folder: sqlite_rows(folder, stations),
        lambda folder: csv_files(folder, stations),
        lambda folder: arrow_stream(folder, stations, None),
        lambda folder: arrow_stream(folder, stations, "zstd"),
    )
    for run in runs:
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            found.append(run(folder))
        finally:
            shutil.rmtree(folder)
    text = _table(found, options.seconds)
    sys.stdout.write(text)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")


def _table(found: list[Figures], seconds: float) -> str:
    lines = [
        f"# Recording {STATIONS} stations at {RATE_HZ} Hz for {seconds:g} s, fsync at every commit",
        "",
        f"Noise {NOISE_COUNTS:g} counts rms; {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version}, load {os.getloadavg()[0]:.1f} at the end. "
        "Made by `python -m benchmarks.recording`.",
        "",
        "| format | bytes a sample | commit p50 ms | p99 ms | max ms | CPU % of a core | |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for each in found:
        p50, p99 = np.percentile(each.commit_s, [50, 99]) * 1000
        lines.append(
            f"| {each.name} | {each.bytes_per_sample:.2f} | {p50:.1f} | {p99:.1f} | "
            f"{each.commit_s.max() * 1000:.1f} | {each.cpu_pct:.1f} | {each.note} |"
        )
    return "\n".join(lines) + "\n"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _let_the_disk_rest() -> None:
    # Back to back commits would measure the disk's queue rather than the format.
    time.sleep(0.01)


if __name__ == "__main__":
    main()
