"""Gauges on a cable that are not ours, on a pseudo-terminal, as their makers describe them."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest

from firmware_bridge.errors import NotASensorError
from firmware_bridge.source import open_source
from tests.bridge.pty_board import Plug, watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")


@contextlib.asynccontextmanager
async def plugged(path: Path, play: Callable[[bytes, float], bytes]) -> AsyncIterator[None]:
    """Something on a pseudo-terminal that answers what it hears and how long it runs."""
    plug = Plug(path)

    async def run() -> None:
        began_s = time.monotonic()
        while True:
            plug.write(play(plug.read(), time.monotonic() - began_s))
            await asyncio.sleep(0.005)

    task = asyncio.create_task(run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        plug.pull()


class Wagner:
    """Idle until `CB`; answers `?` with one reading; forgets everything when switched off."""

    def __init__(self) -> None:
        self.heard = b""
        self.sent = 0
        self.runs_since_s: float | None = None

    def play(self, heard: bytes, now_s: float) -> bytes:
        self.heard += heard
        lines = b"-23.02 lbf\r\n" * heard.count(b"?")
        if b"CB\r" in heard:
            self.runs_since_s = now_s
        if self.runs_since_s is not None:
            due = int((now_s - self.runs_since_s) * 100)
            for number in range(self.sent, due):
                lines += b"%.2f lbf\r\n" % (number / 100)
            self.sent = max(due, self.sent)
        return lines


async def test_a_wagner_gauge_is_started_and_read_in_newtons(tmp_path):
    gauge = Wagner()
    async with (
        plugged(tmp_path / "gauge", gauge.play),
        watching(open_source(f"serial:{tmp_path}/gauge?device=wagner")) as watched,
    ):
        await watched.says("streaming")
        await watched.until(lambda w: len(w.raw) > 120)
        raw = np.array(watched.raw)
        assert raw[0] == pytest.approx(-102.398, abs=0.001)
        pounds = raw[raw > -50] / 4.4482216152605
        assert np.diff(pounds) == pytest.approx(np.full(len(pounds) - 1, 0.01))
        assert watched.source.traits.unit == "N"


async def test_a_wagner_gauge_switched_off_and_on_is_started_again(tmp_path):
    gauge = Wagner()
    async with (
        plugged(tmp_path / "gauge", gauge.play),
        watching(open_source(f"serial:{tmp_path}/gauge?device=wagner")) as watched,
    ):
        await watched.until(lambda w: len(w.raw) > 60)
        gauge.runs_since_s, gauge.heard = None, b""
        before = len(watched.news)
        await watched.says("stale", after=before)
        await watched.says("streaming", after=before)
        assert b"CB\r" in gauge.heard


async def test_an_openscale_is_read_with_its_own_milliseconds_and_left_alone(tmp_path):
    heard_all = b""
    sent = 0

    def play(heard: bytes, now_s: float) -> bytes:
        nonlocal heard_all, sent
        heard_all += heard
        lines = b"" if sent else b"Serial Load Cell Converter version 1.2\r\nReadings:\r\n"
        while sent < now_s * 10:
            lines += b"%d,%.4f,kg,8355808,24.56,\r\n" % (100 * sent, sent / 8)
            sent += 1
        return lines

    async with (
        plugged(tmp_path / "scale", play),
        watching(open_source(f"serial:{tmp_path}/scale?device=openscale")) as watched,
    ):
        await watched.until(lambda w: len(w.raw) > 20)
        t_s = np.concatenate([block.t_s for block in watched.blocks])
        assert np.diff(t_s) == pytest.approx(np.full(len(t_s) - 1, 0.1))
        assert np.diff(watched.raw) == pytest.approx(np.full(len(t_s) - 1, 0.125))
    assert heard_all == b""


async def test_a_wagner_gauge_that_prints_bare_numbers_is_not_believed(tmp_path):
    async with plugged(tmp_path / "gauge", lambda _heard, _now_s: b"12.5\r\n"):
        source = open_source(f"serial:{tmp_path}/gauge?device=wagner")
        with pytest.raises(NotASensorError, match="it says"):
            async for _ in source.stream():
                pass
