"""Recordings pressed onto the emulated board come out as the same holds.

Those of real people where they lie beside the clone, and one that is made up always.
"""

import asyncio
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from calibration.nominal import nominal_calibration
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from firmware_bridge.source import open_source
from firmware_bridge.tables.table import Table, read_table, table_blocks, table_traits
from rig.engine.analyse import judge_record, rest_of, station_for_file
from rig.engine.judging.rest import Rest
from rig.engine.step import ScoredHold
from rig.protocols.library import DEFAULT_ID, built_in
from tests import presses
from tests.firmware.load_cell import COUNTS_PER_N, Trace
from tests.firmware.wire import JOINING_COSTS, Cable
from tests.recordings import PUBLIC_SOURCES

DATA = Path(__file__).parents[3] / "shared" / "data"
FASTER = 30.0
"""Seconds of the board per second, as far as the machine can."""
GAP_S = 0.2
LEVEL_FRAC = 0.005
"""The level is where the force was most often: on a made-up press it moves by up to 0.25 % with
where the samples fall (24 phases of 92.5 a second tried), the mean by 0.003 %."""


def recording(name: str, columns: tuple[str, ...] | None) -> Table:
    path = DATA / f"{name}.csv"
    if not path.exists():
        pytest.skip(PUBLIC_SOURCES)
    return read_table(path, columns=columns)


def holds_of_file(table: Table, rest: Rest) -> tuple[ScoredHold, ...]:
    traits = table_traits(table)
    station = station_for_file(
        table.values[:, 0],
        traits=traits,
        calibration=nominal_calibration(traits),
        protocol=built_in()[DEFAULT_ID],
    )
    return judge_record(station, table_blocks(table, table.segments[0], 4096), rest).holds


def holds_of_board(blocks: list[RawBlock], traits: Traits, rest: Rest) -> tuple[ScoredHold, ...]:
    station = station_for_file(
        np.concatenate([block.raw[:, 0] for block in blocks]),
        traits=traits,
        calibration=nominal_calibration(traits),
        protocol=built_in()[DEFAULT_ID],
    )
    return judge_record(station, blocks, rest).holds


async def played(board, table: Table, path: Path) -> tuple[list[RawBlock], Traits]:
    """What the host hears of a recording pressed onto a board, through its own serial source.

    A recording much slower than the board was made by an HX711 itself: the virtual one then
    converts when that one did, so that no reading lies between those of the file.
    """
    cell = board.cell
    times_s = table.t_s - table.t_s[0]
    cell.trace = Trace(times_s, table.values[:, 0])
    cell.trace_start_s = math.inf
    blocks: list[RawBlock] = []
    with Cable(board, path, speed=FASTER) as cable:
        source = open_source(f"serial:{cable.path}")
        async for item in source.stream():
            if isinstance(item, LinkNews):
                if item.state == "streaming" and math.isinf(cell.trace_start_s):
                    await asyncio.to_thread(cable.between_slices, lambda: start(board, times_s))
                continue
            blocks.append(item)
            if item.tick[-1] * 1e-6 > cell.trace_start_s + times_s[-1]:
                await source.close()
    assert source.counters.lost == 0
    assert source.counters.rejected <= JOINING_COSTS
    ends_s = cell.trace_start_s + times_s[-1]
    within = [cut(block, cell.trace_start_s, ends_s) for block in blocks]
    return [block for block in within if len(block.t_s)], source.traits


def start(board, times_s: np.ndarray) -> None:
    """The recording begins now."""
    board.cell.trace_start_s = board.t_s + 0.05
    if np.median(np.diff(times_s)) < 0.02:
        return
    steps = [
        np.linspace(a, b, 1 + (round((b - a) / 0.09) if b - a > GAP_S else 1))[:-1]
        for a, b in pairwise(times_s)
    ]
    wanted_s = np.concatenate([*steps, times_s[-1:], times_s[-1] + 0.09 * np.arange(1, 10)])
    board.chip.follow(((board.cell.trace_start_s + wanted_s) * 1e6).tolist())


async def assert_same_holds(board, table: Table, path: Path) -> None:
    """Every hold of the file comes out of the board: its duration, its mean and its level."""
    rest = rest_of(table.t_s, table.values[:, 0], None)
    filed = holds_of_file(table, rest)
    blocks, traits = await played(board, table, path)
    zero = Rest(
        raw=board.cell.zero_counts + COUNTS_PER_N * rest.raw,
        spread=COUNTS_PER_N * rest.spread,
        noise=COUNTS_PER_N * rest.noise,
        source=rest.source,
    )
    pressed = holds_of_board(blocks, traits, zero)
    assert len(pressed) == len(filed) > 0
    # A new zero between presses comes from other samples of the same seconds; a foot that stands on
    # the edge of what counts as rest is then one sample of the recording earlier or later.
    sample_s = float(np.median(np.diff(table.t_s)))
    for one, other in zip(pressed, filed, strict=True):
        assert one.hold.hold_s == pytest.approx(other.hold.hold_s, abs=0.05)
        assert one.metrics.mean_n == pytest.approx(other.metrics.mean_n, rel=0.002)
        assert one.hold.level_n == pytest.approx(other.hold.level_n, rel=LEVEL_FRAC)
        assert one.hold.onset_s - other.hold.onset_s == pytest.approx(
            pressed[0].hold.onset_s - filed[0].hold.onset_s, abs=max(0.05, 1.1 * sample_s)
        )


async def test_a_press_that_is_made_up_gives_the_same_hold_on_the_board(uno, tmp_path):
    t_s, force_n = presses.press(force_n=30.0, for_s=8.0, rate_hz=100.0)
    file = tmp_path / "press.csv"
    rows = "".join(f"{t:.2f},{n:.4f}\n" for t, n in zip(t_s, force_n, strict=True))
    file.write_text(f"t_s,force_n\n{rows}", encoding="utf-8")
    await assert_same_holds(uno(), read_table(file), tmp_path / "pad")


async def test_a_push_with_two_hands_gives_the_same_hold_on_the_board(uno, tmp_path):
    table = recording("bimanual_hold_p01_a", ("force_n",))
    await assert_same_holds(uno(), table, tmp_path / "pad")


async def test_a_hangboard_session_gives_the_same_holds_on_the_board(uno, tmp_path):
    table = recording("hangboard_hx711_session", None)
    await assert_same_holds(uno(), table, tmp_path / "pad")


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(p.stem for p in DATA.glob("bimanual_hold_*.csv")))
async def test_every_push_with_two_hands_gives_the_same_hold_on_the_board(uno, tmp_path, name):
    await assert_same_holds(uno(), recording(name, ("force_n",)), tmp_path / "pad")


def cut(block: RawBlock, from_s: float, to_s: float) -> RawBlock:
    """The samples of a block between two times of the board's own clock."""
    kept = (block.tick >= from_s * 1e6) & (block.tick <= to_s * 1e6)
    return RawBlock(
        block.tick[kept], block.t_s[kept], block.raw[kept], block.flags[kept], block.lost,
        block.arrived_s,
    )  # fmt: skip
