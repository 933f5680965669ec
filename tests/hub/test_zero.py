"""F29 over several sets: what lies on the pad does not become the zero of the next one."""

import sys

import pytest

from calibration.nominal import BOARD_COUNTS_PER_N
from calibration.tare import LOADED
from rig.store.read import load_session
from tests.bridge.pty_board import PtyBoard
from tests.hub.conftest import pad
from tests.patience import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

TOWEL_N = 8.0


@pytest.fixture
async def board(tmp_path):
    board = PtyBoard(tmp_path / "pad")
    yield board
    await board.unplug()


async def begin(rig) -> str:
    return (await rig.post("/api/stations/pad-1/start", {})).json()["session"]


async def reaches(rig, phase: str) -> None:
    await until(lambda: rig.hub.channels[0].live.phase == phase)


async def a_set(rig) -> None:
    """One set from its zero to its end, without a press."""
    await begin(rig)
    await reaches(rig, "ready")
    await rig.post("/api/stations/pad-1/stop", {})


def loaded(rig) -> bool:
    return rig.hub.channels[0].live_json()["loaded"]


async def test_f29_what_lies_on_the_pad_is_not_taken_for_the_zero_of_the_next_set(board, run_rig):
    async with run_rig(pad(source=f"serial:{board.plug.path}")) as rig:
        await a_set(rig)
        board.load_raw = round(TOWEL_N * BOARD_COUNTS_PER_N)
        await begin(rig)
        await until(lambda: loaded(rig))
        assert rig.hub.channels[0].live.note == LOADED
        board.load_raw = 0
        await reaches(rig, "ready")
        assert not loaded(rig)


async def test_f29_someone_who_says_that_the_pad_is_empty_is_believed_and_named(board, run_rig):
    async with run_rig(pad(source=f"serial:{board.plug.path}")) as rig:
        await a_set(rig)
        board.load_raw = round(TOWEL_N * BOARD_COUNTS_PER_N)
        session = await begin(rig)
        await until(lambda: loaded(rig))
        await rig.post("/api/stations/pad-1/empty", {})
        await reaches(rig, "ready")
    record = load_session(rig.store, session)
    assert [each.command.kind for each in record.commands[:2]] == ["start_set", "pad_empty"]
    (tared,) = [each for each in record.events if each.kind == "tared"]
    assert tared.value == pytest.approx(board.load_raw, abs=2_000)
    assert tared.text.endswith("by local")


async def test_a_board_that_started_again_finds_its_zero_anew(board, run_rig):
    async with run_rig(pad(source=f"serial:{board.plug.path}")) as rig:
        await a_set(rig)
        board.load_raw = round(TOWEL_N * BOARD_COUNTS_PER_N)
        board.reboot()
        await begin(rig)
        await reaches(rig, "ready")


async def test_the_last_zero_is_that_of_its_channel_and_does_not_count_for_ever(monkeypatch):
    import math

    from rig.engine.step import Event
    from rig.hub.station import last_zero

    known = last_zero.LastZero()
    known.note([Event(5, 1.0, "tared", 1234.0, "")], 0)
    assert known.command("start_set", 0, "ann").raw_zero == 1234.0
    assert math.isnan(known.command("start_set", 1, "ann").raw_zero)
    assert math.isnan(known.command("tare", 0, "ann").raw_zero)
    monkeypatch.setattr(last_zero, "KNOWN_FOR_S", 0.0)
    assert math.isnan(known.command("start_set", 0, "ann").raw_zero)
