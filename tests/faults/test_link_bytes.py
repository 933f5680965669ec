"""Faults F07 to F10, F14 and F20 put in at the far end of a terminal, seen at the near one."""

import asyncio
import contextlib
import itertools
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from firmware_bridge.samples import Flag
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, Watched, watching
from tests.bridge.wire import PERIOD_US, board_frames, info
from tests.faults.rig_apart import rig_apart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
VALUES = [100_000 + 37 * number for number in range(400)]
WRITE_EVERY_S = 0.002


async def play(plug: Plug, pieces: Sequence[bytes], every_s: float = WRITE_EVERY_S) -> None:
    """A board that says who it is when asked, and sends these pieces once told to begin."""
    waiting, heard = list(pieces), b""
    while waiting or b"x" not in heard:
        new = plug.read()
        heard += new
        if b"?" in new:
            plug.write(info())
        if waiting and b"s" in heard:
            plug.write(waiting.pop(0))
        await asyncio.sleep(every_s)


@contextlib.asynccontextmanager
async def heard_from(
    tmp_path: Path, pieces: Sequence[bytes], *, until: int
) -> AsyncIterator[Watched]:
    """What a station hears of these pieces, once it has so many samples."""
    plug = Plug(tmp_path / "pad")
    board = asyncio.create_task(play(plug, pieces))
    async with watching(open_source(f"serial:{tmp_path}/pad")) as watched:
        await watched.until(lambda w: len(w.raw) >= until)
        await asyncio.sleep(0.05)
        yield watched
    board.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await board
    plug.pull()


def times_s(watched: Watched) -> np.ndarray:
    return np.concatenate([block.t_s for block in watched.blocks])


def flags(watched: Watched) -> np.ndarray:
    return np.concatenate([block.flags for block in watched.blocks])


EVEN_S = [number * PERIOD_US / 1e6 for number in range(len(VALUES))]


async def test_f07_a_packet_number_that_wraps_on_the_cable_loses_nothing(tmp_path):
    frames = board_frames(VALUES, first_seq=65_400)
    async with heard_from(tmp_path, frames, until=len(VALUES)) as watched:
        assert watched.raw == VALUES
        assert times_s(watched).tolist() == EVEN_S
        assert not flags(watched).any()
        assert watched.source.counters.lost == watched.source.counters.restarts == 0


async def test_f08_a_clock_that_wraps_on_the_cable_goes_on_evenly(tmp_path, measured):
    frames = board_frames(VALUES, first_tick=2**32 - 1_000_000)
    async with heard_from(tmp_path, frames, until=len(VALUES)) as watched:
        error_s = np.abs(times_s(watched) - EVEN_S).max()
        measured("largest_error_ms", 1e3 * error_s)
        assert error_s == 0.0
        assert not flags(watched).any()
        assert watched.source.counters.restarts == 0


async def test_f09_packets_that_never_come_are_counted_to_the_last_and_told(tmp_path, measured):
    random = np.random.default_rng(3)
    gone = {*random.choice(np.arange(1, 250), 25, replace=False).tolist(), *range(300, 340)}
    kept = [number for number in range(len(VALUES)) if number not in gone]
    frames = board_frames(VALUES, first_seq=65_400)
    pieces = [frames[number] for number in kept]
    async with heard_from(tmp_path, pieces, until=len(kept)) as watched:
        measured("lost_samples", watched.source.counters.lost)
        assert watched.source.counters.lost == len(gone)
        assert watched.raw == [VALUES[number] for number in kept]
        assert times_s(watched).tolist() == [EVEN_S[number] for number in kept]
        after = [at for at, number in enumerate(kept) if number - 1 in gone]
        assert (flags(watched)[after] & Flag.GAP_BEFORE).all()


async def test_f10_packets_that_come_up_to_five_times_change_nothing(tmp_path):
    random = np.random.default_rng(4)
    frames = [frame * int(random.integers(1, 6)) for frame in board_frames(VALUES)]
    async with heard_from(tmp_path, frames, until=len(VALUES)) as watched:
        assert watched.raw == VALUES
        assert times_s(watched).tolist() == EVEN_S
        assert watched.source.counters.duplicates > 0
        assert watched.source.counters.lost == 0


async def test_f14_packets_cut_and_glued_on_the_cable_mean_the_same(tmp_path):
    stream = b"".join(board_frames(VALUES))
    edges = np.cumsum(np.random.default_rng(5).integers(1, 60, len(stream)))
    edges = [0, *edges[edges < len(stream)].tolist(), len(stream)]
    pieces = [stream[a:b] for a, b in itertools.pairwise(edges)]
    async with heard_from(tmp_path, pieces, until=len(VALUES)) as watched:
        assert watched.raw == VALUES
        assert watched.source.counters.rejected == 0


@pytest.mark.parametrize("sends_hz", [64.0, 80.0, 92.5, 100.0])
async def test_f20_a_board_that_says_80_and_sends_another_rate_is_told(
    tmp_path, sends_hz, measured
):
    frames = board_frames(VALUES, period_us=round(1e6 / sends_hz))
    async with heard_from(tmp_path, frames, until=len(VALUES)) as watched:
        counters = watched.source.counters
        measured("measured_hz", counters.measured_hz)
        assert counters.measured_hz == pytest.approx(sends_hz, rel=0.001)
        assert times_s(watched)[-1] == pytest.approx((len(VALUES) - 1) / sends_hz, rel=0.01)
        told = [news.reason for news in watched.news if "samples a second" in news.reason]
        if sends_hz in (80.0, 92.5):
            assert not told
        else:
            # Where the machine made the link wait, what stands is told again with its return.
            [words] = set(told)
            assert words.startswith(f"the sensor says 80 samples a second and sends {sends_hz:.1f}")


async def test_f20_a_rate_that_is_not_the_stated_one_is_kept_in_the_session(tmp_path):
    frames = board_frames(VALUES * 5, period_us=10_000)
    plug = Plug(tmp_path / "pad")
    board = asyncio.create_task(play(plug, frames, every_s=0.01))
    async with rig_apart(tmp_path, f"serial:{tmp_path}/pad") as rig:
        session = await rig.start()
        await rig.told("link", lambda link: "samples a second" in link["reason"], 0.0)
        await rig.post("/api/stations/pad-1/stop")
    board.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await board
    plug.pull()
    remarks = [each.text for each in rig.recorded(session).events if each.kind == "sensor_remark"]
    assert remarks == [
        "the sensor says 80 samples a second and sends 100.0; times follow its clock"
    ]
