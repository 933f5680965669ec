"""One sensor listened to for a while: who it is, how fast it sends, whether it is pressed."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace
from typing import Literal, cast

import numpy as np

from calibration.nominal import BOARD_COUNTS_PER_N, nominal_calibration
from firmware_bridge.errors import BridgeError, PortError
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from firmware_bridge.source import open_source
from rig.discovery.block_subscribers import BlockSubscribers
from rig.discovery.motion import Motion, after_samples

Hearing = Literal["asking", "heard", "silent", "other", "refused"]
UNKNOWN_PERIOD_S = 0.0125


@dataclass(frozen=True, slots=True)
class SensorHeard:
    """What one sensor has told so far.

    Attributes:
        state: `asking` until something is known; `other` is no sensor of that kind; `refused` by
            the system.
        words: why, in words; empty when all is well.
        kind: device kind it was listened to as.
        title: name it gives itself.
        identity: hardware id, else that of its plug or its address.
        rate_hz: measured samples per second; 0 before it is known.
        battery_pct, battery_mv: None where it does not say.
        signal_dbm: None on a wire.
        motion: whether it is pressed.
    """

    state: Hearing = "asking"
    words: str = ""
    kind: str = ""
    title: str = ""
    identity: str = ""
    rate_hz: float = 0.0
    battery_pct: int | None = None
    battery_mv: int | None = None
    signal_dbm: int | None = None
    motion: Motion = field(default_factory=Motion)


class SensorMotion:
    """Follows the raw blocks of one sensor; reads no clock.

    Attributes:
        motion: whether it is pressed.
    """

    def __init__(self) -> None:
        self.motion = Motion()
        self._last_s = np.nan

    def take(self, block: RawBlock, traits: Traits) -> None:
        """Take one block."""
        n = len(block.t_s)
        if not n:
            return
        first_s = self._last_s if np.isfinite(self._last_s) else float(block.t_s[0])
        span_s = float(block.t_s[-1]) - first_s
        self._last_s = float(block.t_s[-1])
        # A gap says nothing of the rest: it must not count as seconds of watching.
        period_s = 1.0 / traits.rate_hz if traits.rate_hz > 0 else UNKNOWN_PERIOD_S
        if 0.0 < span_s < 1.0:
            period_s = span_s / n
        force_n = block.raw[:, 0] * _newtons_per_raw(traits)
        self.motion = after_samples(self.motion, force_n, period_s)


class Listener:
    """Listens to one address until cancelled.

    Args:
        uri: a serial or Bluetooth address.
        kind: device kind it asks for.

    Attributes:
        heard: everything so far.
        told: set once its rate is known, or there is nothing to hear.
        subscribers: who else takes its blocks.
    """

    def __init__(self, uri: str, kind: str) -> None:
        self.uri = uri
        self.heard = SensorHeard(kind=kind)
        self.told = asyncio.Event()
        self.subscribers = BlockSubscribers()
        self._motion = SensorMotion()

    async def run(self) -> None:
        """Listen; what is heard is in `heard`. Ends by itself only where nothing can be heard."""
        try:
            source = open_source(self.uri)
        except BridgeError as error:
            self._is("other", str(error))
            self.told.set()
            return
        # An abandoned generator would hold the port until it is collected.
        stream = cast("AsyncGenerator[RawBlock | LinkNews, None]", source.stream())
        try:
            async for news in stream:
                if isinstance(news, RawBlock):
                    for on_block in self.subscribers.all:
                        on_block(news, source)
                    self._motion.take(news, source.traits)
                    self._learn(source.traits, source.identity)
                    counters = source.counters
                    self.heard = replace(
                        self.heard,
                        rate_hz=counters.measured_hz,
                        battery_pct=counters.battery_pct,
                        battery_mv=counters.battery_mv,
                        signal_dbm=counters.signal_dbm,
                        motion=self._motion.motion,
                    )
                    if counters.measured_hz:
                        self.told.set()
                elif news.state == "streaming":
                    self._is("heard", news.reason)
                elif news.state in ("stale", "lost"):
                    self._is("silent", news.reason)
                elif news.reason:
                    self._is("other", news.reason)
                    self.told.set()
        except PortError as error:
            self._is("refused", str(error))
        except BridgeError as error:
            self._is("other", str(error))
        finally:
            self.told.set()
            await source.close()
            await stream.aclose()

    def _is(self, state: Hearing, words: str) -> None:
        self.heard = replace(self.heard, state=state, words=words)

    def _learn(self, traits: Traits, identity: str) -> None:
        self.heard = replace(
            self.heard, state="heard", words="", title=traits.title, identity=identity
        )


def _newtons_per_raw(traits: Traits) -> float:
    if traits.unit == "counts":
        return 1.0 / BOARD_COUNTS_PER_N
    return nominal_calibration(traits).gain_per_raw
