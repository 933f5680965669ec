"""A source of simulated presses: real bytes of the board, real decoder, no sensor."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

from firmware_bridge.counters import Counters
from firmware_bridge.device import DeviceEvent
from firmware_bridge.devices.board import DEVICE
from firmware_bridge.links.supervision.silence import quiet_state
from firmware_bridge.samples import LinkNews, LinkState, RawBlock, Traits
from firmware_bridge.sim.board_stream import BoardStream, Presser
from firmware_bridge.sim.settings import SimSettings
from firmware_bridge.timing.device_session import DeviceSession
from firmware_bridge.timing.pace import Pace

TURN_S = 0.0125
"""Real-time deliveries: one sample at 80 Hz, 12 or 13 at 1 kHz, as a serial port has them."""
TURN_SAMPLES = 20
"""Samples delivered at once when the source runs as fast as it is read."""


class SimSource:
    """Blocks of one simulated learner on one simulated pad."""

    def __init__(self, settings: SimSettings, presser: Presser | None = None) -> None:
        """Nothing runs before the stream is read.

        Args:
            settings: learner and pad.
            presser: presses instead of the learner.
        """
        self._settings = settings
        self._board = BoardStream(settings, presser=presser)
        self._session = DeviceSession(DEVICE, rate_hz=settings.rate_hz)
        self._closed = False
        self._began_s = float("nan")
        self._session.traits = replace(
            self._session.traits,
            kind="sim",
            title=f"Simulated learner, {settings.learner.replace('_', ' ')}",
            simulated=True,
        )

    @property
    def traits(self) -> Traits:
        """What it delivers."""
        return self._session.traits

    @property
    def identity(self) -> str:
        """Hardware id of the simulated pad: the same for the same seed."""
        return self._board.hello.identity

    @property
    def counters(self) -> Counters:
        """What was received so far."""
        return self._session.counters

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time."""
        if self._settings.speed == 0:
            return self._began_s + t_s
        return self._session.clock.host_s(t_s)

    async def close(self) -> None:
        """End the stream."""
        self._closed = True

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and news until closed; finite where presses or seconds are limited."""
        settings = self._settings
        self._began_s = time.monotonic()
        live = settings.speed > 0
        pace = Pace(self._began_s, settings.speed or 1.0)
        turn = TURN_SAMPLES
        if live:
            turn = max(1, round(TURN_S * settings.speed * settings.rate_hz))
        decoder = DEVICE.decoder({})
        self._session.attach(decoder)
        state = self._link_state(0.0)
        yield self._news(state, self._reason(state))
        sent_s = 0.0
        while not self._closed and not self._is_over():
            data = self._board.turn(turn)
            now_s = self._board.t_s
            arrived_s = now_s
            if live:
                await asyncio.sleep(pace.wait_s(now_s, time.monotonic()))
                arrived_s = time.monotonic()
                if pace.began_s != self._began_s:
                    self._began_s = pace.began_s
                    self._session.clock.restart()
            else:
                await asyncio.sleep(0)
            blocks = list(self._blocks(decoder.feed(data), arrived_s))
            if blocks:
                sent_s = now_s
            quiet = self._link_state(now_s - sent_s)
            if quiet != state:
                state = quiet
                yield self._news(state, self._reason(state))
            for block in blocks:
                yield block
        yield self._news("ended", "")

    def _blocks(self, events: list[DeviceEvent], arrived_s: float) -> Iterator[RawBlock]:
        for event in events:
            block = self._session.apply(event, arrived_s)
            if block is not None:
                # Arrival in the pad's own time only orders a replay; it is no time of this host.
                yield block if self._settings.speed else replace(block, arrived_s=float("nan"))

    def _is_over(self) -> bool:
        return self._board.t_s >= self._settings.ends_s or (
            self._settings.speed == 0 and self._board.is_over
        )

    def _link_state(self, silent_s: float) -> LinkState:
        if self._board.is_unplugged:
            return "lost"
        return quiet_state(silent_s, 1.0 / self._settings.rate_hz)

    def _reason(self, state: LinkState) -> str:
        if state == "lost" and self._board.is_unplugged:
            return "the simulated sensor is unplugged; it comes back by itself"
        if state in ("stale", "lost"):
            return "the simulated sensor is silent; it comes back by itself"
        return ""

    def _news(self, state: LinkState, reason: str) -> LinkNews:
        return LinkNews(state, reason, self.identity, time.monotonic())
