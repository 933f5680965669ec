"""The Uno's firmware on a pty, heard through the host's own serial source."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pytest

from firmware_bridge.samples import Flag, LinkNews, RawBlock
from firmware_bridge.sim.faults import Garbler
from firmware_bridge.source import Source, open_source
from tests.firmware.load_cell import LoadCell
from tests.firmware.wire import JOINING_COSTS, Cable

FASTER = 4.0
ENDS_S = 120.0


@dataclass(slots=True)
class Session:
    """What a host heard."""

    source: Source
    blocks: list[RawBlock] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def samples(self) -> int:
        return sum(len(block.t_s) for block in self.blocks)

    async def until(self, enough: Callable[[], bool]) -> None:
        """Listen until something is true; fails when it takes too long."""
        while not enough():
            self.heard.clear()
            await self.heard.wait()

    async def listen(self) -> None:
        async for item in self.source.stream():
            if isinstance(item, LinkNews):
                self.states.append(item.state)
                self.words.append(item.reason)
            else:
                self.blocks.append(item)
            self.heard.set()

    def time_never_runs_back(self) -> bool:
        return bool((np.diff(np.concatenate([block.t_s for block in self.blocks])) > 0).all())


class Listening:
    """A session that runs beside the test."""

    def __init__(self, path) -> None:
        self.session = Session(open_source(f"serial:{path}"))

    async def __aenter__(self) -> Session:
        self._task = asyncio.create_task(self.session.listen())
        return self.session

    async def __aexit__(self, *_: object) -> None:
        await self.session.source.close()
        await self._task


async def test_the_host_knows_the_board_and_gets_every_sample(uno, tmp_path):
    board = uno(LoadCell(contact_v=1.0))
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 500)
            counters = heard.source.counters
            assert heard.source.traits.channels[0] == "force"
            assert len(heard.source.traits.channels) == 2
            assert len(heard.source.identity) == 16
    assert counters.lost == 0
    assert counters.rejected <= JOINING_COSTS
    steps_us = np.diff(np.concatenate([block.tick for block in heard.blocks]).astype(float))
    assert np.median(steps_us) == pytest.approx(1e6 / 92.5, rel=1e-3)
    # A question that comes while the board still introduces itself holds up one conversion.
    held_up = np.round(92.5e-6 * steps_us).sum() - len(steps_us)
    assert held_up <= 1
    rate_hz = 92.5 * len(steps_us) / (len(steps_us) + held_up)
    assert counters.measured_hz == pytest.approx(rate_hz, rel=1e-3)
    sent = {counts for block in heard.blocks for counts in block.raw[:, 0].tolist()}
    assert sent <= {float(counts) for counts in board.cell.truth}


async def test_pulling_the_plug_and_putting_it_back_goes_on_with_the_same_pad(uno, tmp_path):
    board = uno()
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 100)
            identity = heard.source.identity
            cable.unplug()
            await heard.until(lambda: heard.states[-1] == "lost")
            before = heard.samples
            cable.plug()
            await heard.until(lambda: heard.samples > before + 100)
            assert heard.source.identity == identity
    assert heard.time_never_runs_back()


async def test_a_brown_out_opens_a_new_epoch_and_time_never_runs_back(uno, tmp_path):
    board = uno()
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 100)
            cable.between_slices(board.brown_out)
            before = heard.samples
            await heard.until(lambda: heard.samples > before + 150)
            assert heard.source.counters.restarts == 1
    flags = np.concatenate([block.flags for block in heard.blocks])
    assert heard.time_never_runs_back()
    assert np.count_nonzero(flags & Flag.CLOCK_RESTARTED) == 1


async def test_a_supply_that_fails_again_and_again_stays_one_session_of_one_pad(uno, tmp_path):
    board = uno()
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 100)
            identity = heard.source.identity
            for number in range(1, 7):
                cable.between_slices(board.brown_out)
                before = heard.samples
                await heard.until(lambda enough=before + 60: heard.samples > enough)
                assert heard.source.counters.restarts == number
            assert heard.source.identity == identity
    assert heard.time_never_runs_back()


async def test_a_noisy_cable_loses_samples_and_never_changes_one(uno, tmp_path):
    board = uno()
    garbler = Garbler(0.002, 5)
    with Cable(board, tmp_path / "pad", speed=FASTER, spoil=garbler.spoil) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 1200)
            counters = heard.source.counters
    assert counters.rejected > 0
    assert counters.lost > 0
    sent = {float(counts) for counts in board.cell.truth}
    assert {counts for block in heard.blocks for counts in block.raw[:, 0].tolist()} <= sent


async def test_a_frozen_sensor_reaches_the_host_as_stuck_and_moves_again(uno, tmp_path):
    board = uno(LoadCell(contact_v=1.0))
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: heard.samples > 100)
            assert heard.source.traits.channels == ("force", "contact")
            assert heard.source.traits.rate_hz == pytest.approx(92.5, rel=0.02)
            board.cell.stuck = True
            await heard.until(lambda: bool(heard.blocks[-1].flags[-1] & Flag.STUCK))
            board.cell.stuck = False
            await heard.until(lambda: not heard.blocks[-1].flags[-1])


async def test_a_board_left_at_ten_a_second_is_told_with_the_way_out(uno, tmp_path):
    board = uno(rate_hz=10.6)
    with Cable(board, tmp_path / "pad", speed=FASTER) as cable:
        async with Listening(cable.path) as heard:
            await heard.until(lambda: any("RATE pin" in words for words in heard.words))
            assert heard.states[-1] == "streaming"
            assert heard.source.traits.rate_hz == pytest.approx(10.6, rel=0.01)
    assert "the sensor measures 10.6 times a second" in heard.words[-1]
