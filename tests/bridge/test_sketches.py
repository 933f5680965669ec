"""Sketches on a serial port that is opened without options: what is said, and where it leads."""

import asyncio
import contextlib
import sys

import pytest

from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, watching
from tests.bridge.test_plain_numbers import SKETCHES
from tests.patience import LOOK_S

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")

MICROPYTHON = {
    "MicroPython counts": "{2}\n",
    "MicroPython grams": "Weight: {0:.2f} g\n",
    "MicroPython a tuple": "({2}, {0:.2f})\n",
}
PRINTED = SKETCHES | MICROPYTHON
WEIGHED = {"SparkFun calibration", "SparkFun scale", "double tabs", "a word behind"} | {
    "MicroPython grams"
}
ASKED = {"with a header": "time=ms&column=1", "MicroPython a tuple": "column=2"}
"""What of the second refusal is followed: which number is the force only a person knows."""


@contextlib.asynccontextmanager
async def printing(path, name):
    """A sketch that was running before anybody listened."""
    *start, line = PRINTED[name].rstrip("\n").split("\n")
    plug = Plug(path)

    async def prints() -> None:
        plug.write("\r\n".join(["", *start, ""]).encode())
        for n in range(1_000_000):
            plug.read()
            # Up and down within a few lines: what only rises for a while is taken for a clock.
            said = line.format(200 + 17 * n % 50, 190 + 17 * n % 50, 1000 + 20 * n)
            plug.write(f"{said}\r\n".encode())
            await asyncio.sleep(0.02)

    task = asyncio.create_task(prints())
    try:
        yield
    finally:
        task.cancel()
        plug.pull()


async def refusal_of(uri: str) -> str:
    """Why a port is no sensor; empty where samples come."""
    async with watching(open_source(uri)) as watched:
        while True:
            if len(watched.raw) >= 20:
                return ""
            refused = [news for news in watched.news if news.state == "connecting"]
            said = [news.reason for news in refused if news.reason]
            if said:
                return said[-1]
            await asyncio.sleep(LOOK_S)


@pytest.mark.parametrize("name", PRINTED)
async def test_the_advice_for_a_port_that_prints_gives_its_readings(name, tmp_path):
    port = f"serial:{tmp_path}/port"
    async with printing(tmp_path / "port", name):
        said = await refusal_of(port)
        assert "if it prints numbers as text, say device=plain" in said
        uri = f"{port}?device=plain"
        again = await refusal_of(uri)
        if again:
            assert ASKED[name] in again
            uri += f"&{ASKED[name]}"
        async with watching(open_source(uri)) as watched:
            await watched.streams(20)
            unit = watched.source.traits.unit
        assert bool(again) == (name in ASKED)
        assert unit == ("N" if name in WEIGHED else "unknown")
        if unit == "unknown":
            assert "say unit=N" in watched.news[-1].reason
            assert "steadyhold calibrate" in watched.news[-1].reason
            async with watching(open_source(f"{uri}&unit=N")) as watched:
                await watched.streams(20)
                assert watched.source.traits.unit == "N"
