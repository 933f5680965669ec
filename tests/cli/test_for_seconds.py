"""`--for` ends a sitting even where the sensor does not."""

import asyncio
import itertools
import sys
import threading
from pathlib import Path

import pytest

from firmware_bridge.source import open_source
from rig.cli.errors import UnitChangedError
from rig.cli.live.drive import drive
from rig.cli.live.watch import sitting_asked
from rig.store.sitting import Sitting
from tests.bridge.pty_board import Plug
from tests.cli.conftest import Steadyhold

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@pytest.fixture
def falling_silent(tmp_path: Path):
    """A gauge that prints 40 numbers, twenty a second, once somebody listens; then nothing."""
    plug = Plug(tmp_path / "port")
    over = threading.Event()

    def run() -> None:
        for number in range(40):
            if over.wait(0.05):
                return
            plug.read()
            plug.write(f"{number % 3 / 100:.2f} N\r\n".encode())

    thread = threading.Thread(target=run)
    yield tmp_path / "port", thread
    over.set()
    if thread.ident is not None:
        thread.join()
    plug.pull()


def test_a_sensor_that_falls_silent_does_not_hold_a_sitting_up(
    steadyhold: Steadyhold, falling_silent
):
    port, thread = falling_silent
    thread.start()
    answer = steadyhold("watch", f"serial:{port}?device=plain", "--for", "3", "--json")
    assert answer.code == 0
    kinds = [each["type"] for each in answer.lines]
    assert "live" in kinds
    assert kinds[-1] == "set"


def test_a_sensor_that_never_speaks_does_not_either(steadyhold: Steadyhold, falling_silent):
    port, _ = falling_silent
    answer = steadyhold("watch", f"serial:{port}?device=plain", "--for", "1", "--json")
    assert answer.code == 0
    assert {each["type"] for each in answer.lines} == {"link"}


async def test_counts_that_become_newtons_in_mid_stream_end_a_sitting_in_words(tmp_path: Path):
    plug = Plug(tmp_path / "port")

    async def prints() -> None:
        for number in itertools.count():
            plug.read()
            plug.write(f"{number % 3}{' N' if number > 200 else ''}\r\n".encode())
            await asyncio.sleep(0.02)

    task = asyncio.create_task(prints())
    asked = sitting_asked(None, None, None, "auto", None, None, data=tmp_path)
    source = open_source(f"serial:{tmp_path}/port?device=plain")
    sitting = Sitting(None, asked.passport_store, "steadyhold test")
    with pytest.raises(UnitChangedError, match="from unit unknown to unit N in the middle"):
        async for _ in drive(source, asked, sitting):
            pass
    await source.close()
    task.cancel()
    plug.pull()
