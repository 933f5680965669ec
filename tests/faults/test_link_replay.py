"""Fault F12, and recordings as the board's bytes: a program of its own on a real terminal.

The recordings are of real people where they lie beside the clone, and one that is made up always.
"""

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from firmware_bridge.source import open_source
from firmware_bridge.table import read_table
from tests import presses
from tests.bridge.pty_board import watching
from tests.recordings import PUBLIC_SOURCES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
DATA = Path(__file__).parents[3] / "shared" / "data"
GAIN = 8700.0


@contextlib.asynccontextmanager
async def simboard(*arguments: str) -> AsyncIterator[str]:
    """The path of a board in another process."""
    board = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "firmware_bridge.simboard",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    try:
        yield (await board.stdout.readline()).decode().strip()
    finally:
        with contextlib.suppress(ProcessLookupError):
            board.terminate()
        await board.communicate()


MADE_UP = "made up"


@pytest.fixture(params=[MADE_UP, "bimanual_hold_p03_a.csv", "hangboard_hx711_session.csv"])
def counts(request, tmp_path) -> Path:
    """A recording in counts, as a file."""
    if request.param == MADE_UP:
        t_s, force_n = presses.press(for_s=20.0, rate_hz=100.0)
        force_n += np.random.default_rng(6).normal(0.0, 0.005, len(force_n))
    else:
        if not (DATA / request.param).exists():
            pytest.skip(PUBLIC_SOURCES)
        table = read_table(DATA / request.param)
        t_s, force_n = table.t_s, table.values[:, 0]
    path = tmp_path / "counts.csv"
    rows = [f"{t:.2f},{round(n * GAIN)}\n" for t, n in zip(t_s, force_n, strict=True)]
    path.write_text("t_s,raw_counts\n" + "".join(rows))
    return path


@pytest.mark.parametrize("text", [[], ["--text"]])
async def test_a_recording_through_a_terminal_is_the_recording_in_the_file(counts, text):
    file = read_table(counts)
    # In a hurry the board waits for whoever reads: a terminal keeps 4 kB, 40 ms of such lines.
    speed = "15" if text else "40" if len(file.t_s) > 1000 else "30"
    async with (
        simboard("--replay", str(counts), "--speed", speed, "--wait", *text) as path,
        watching(open_source(f"serial:{path}")) as watched,
    ):
        await watched.until(lambda w: len(w.raw) >= len(file.t_s))
        assert watched.raw == file.values[:, 0].tolist()
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        assert t_s.tolist() == file.t_s.tolist()
        live = np.concatenate([block.flags for block in watched.blocks])
        assert np.flatnonzero(live).tolist() == np.flatnonzero(file.flags).tolist()
        assert watched.source.counters.lost == watched.source.counters.rejected == 0


async def test_f12_bytes_flipped_cut_and_inserted_make_no_wrong_sample_and_exact_losses(
    counts, measured
):
    file = read_table(counts)
    truth = dict(zip(np.rint(file.t_s * 1e6).astype(int), file.values[:, 0], strict=True))
    order = {tick: at for at, tick in enumerate(truth)}
    async with (
        simboard(
            "--replay", str(counts), "--speed", "30", "--wait", "--garble", "0.001", "--seed", "4"
        ) as path,
        watching(open_source(f"serial:{path}")) as watched,
    ):
        await watched.until(lambda w: w.blocks and w.blocks[-1].tick[-1] >= max(truth) - 2e6)
        await asyncio.sleep(0.2)
        ticks = np.concatenate([block.tick for block in watched.blocks]).tolist()
        assert [truth[tick] for tick in ticks] == watched.raw
        between = order[ticks[-1]] - order[ticks[0]] + 1
        counters = watched.source.counters
        assert counters.lost == between - len(ticks)
        assert counters.lost > 0
        assert counters.rejected > 0
        steps = np.diff([order[tick] for tick in ticks])
        measured("refused_packets", counters.rejected)
        measured("lost_samples", counters.lost)
        measured("longest_loss_samples", steps.max() - 1)


async def test_a_board_unplugged_in_mid_hold_goes_on_after_the_gap(counts, tmp_path):
    link = str(tmp_path / "pad")
    begin = ["--replay", str(counts), "--link", link, "--wait"]
    async with watching(open_source(f"serial:{link}?wait=1")) as watched:
        async with simboard(*begin, "--speed", "10", "--unplug-at", "10"):
            news = await watched.says("lost")
            assert "unplugged" in news.reason
        first = len(watched.raw)
        async with simboard(*begin, "--speed", "10", "--from", "20", "--boot", "2"):
            await watched.until(lambda w: len(w.raw) > first + 40)
        flags = np.concatenate([block.flags for block in watched.blocks])
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        assert flags[first] & Flag.CLOCK_RESTARTED
        assert flags[first] & Flag.GAP_BEFORE
        assert (np.diff(t_s) >= 0).all()


async def test_write_times_of_every_sample_can_be_had_for_measuring(tmp_path, measured):
    stamps = tmp_path / "stamps"
    async with (
        simboard("--uri", "sim:?seed=2", "--stamp", str(stamps)) as path,
        watching(open_source(f"serial:{path}")) as watched,
    ):
        await watched.streams(80)
    stamped = np.frombuffer(
        stamps.read_bytes()[: stamps.stat().st_size // 16 * 16], dtype=[("n", "<u8"), ("s", "<f8")]
    )
    written_s = dict(zip(stamped["n"].tolist(), stamped["s"].tolist(), strict=True))
    assert stamped["n"].tolist() == list(range(len(stamped)))
    numbers = [round((int(each.tick[-1]) - 1000) * 80 / 1e6) for each in watched.blocks]
    late_s = [
        block.arrived_s - written_s[number]
        for block, number in zip(watched.blocks, numbers, strict=True)
        if number in written_s
    ]
    assert min(late_s) >= 0
    measured("median_late_s", np.median(late_s), promised=0.5)
