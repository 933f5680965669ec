"""A sensor on a serial port: found, met, listened to, and found again after a break."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from firmware_bridge.arrivals import Arrival, Gone
from firmware_bridge.damage import DamageWatch
from firmware_bridge.device import Send
from firmware_bridge.errors import NotASensorError, PortError, PortNotFoundError
from firmware_bridge.intake import Intake
from firmware_bridge.meeting import Meeting
from firmware_bridge.ports import (
    identity_of_port,
    other_holder_of,
    paths_like,
    port_is_there,
    seen_ports,
)
from firmware_bridge.samples import LinkNews, LinkState, RawBlock, Traits
from firmware_bridge.serial_link import SerialLink, open_link
from firmware_bridge.serial_settings import SerialSettings
from firmware_bridge.silence import next_look_s, quiet_state
from firmware_bridge.source import Counters

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 2.0
LOOK_S = 0.25
"""How often the ports are looked at while waiting for one to come back."""
TRIES_WRONG = 3
ASK_AGAIN_S = 0.5


@dataclass(slots=True)
class _Met:
    """A link and the meeting on it that found our device."""

    path: str
    link: SerialLink
    meeting: Meeting


class SerialSource:
    """Blocks and news of one sensor, by its hardware id, wherever it is plugged in."""

    def __init__(self, settings: SerialSettings) -> None:
        """Nothing is opened before the stream is read."""
        self._settings = settings
        self._intake = Intake(settings.device, rate_hz=settings.rate_hz)
        self._uid = settings.uid
        self._path = settings.port
        self._usb = ""
        self._closing = asyncio.Event()
        self._wrong: dict[str, int] = {}
        self._met: _Met | None = None
        self._trouble: Exception | None = None
        self._was_met = False

    @property
    def traits(self) -> Traits:
        """What it delivers; exact from the first block on."""
        return self._intake.traits

    @property
    def identity(self) -> str:
        """Hardware id of the board, else of its USB plug, else the port."""
        return self._uid or self._usb or self._path

    @property
    def path(self) -> str:
        """Port it is on, or was last; empty before one is found."""
        return self._path

    @property
    def counters(self) -> Counters:
        """What was received so far, over all links."""
        return self._intake.counters

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time; NaN before the first block."""
        return self._intake.clock.host_s(t_s)

    async def close(self) -> None:
        """Release the port; the stream ends."""
        self._closing.set()

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and changes of the link until closed.

        Raises:
            PortError: the port cannot be opened at the start.
            NotASensorError: three times something else answered.
        """
        said = ""
        pause_s = FIRST_PAUSE_S
        yield self._news("connecting", "")
        try:
            while not self._closing.is_set():
                async for news in self._meet():
                    if news.reason != said:
                        said = news.reason
                        yield news
                if self._met is not None:
                    said, pause_s = "", FIRST_PAUSE_S
                    async for item in self._listen(self._met):
                        yield item
                    await self._release()
                    continue
                self._refuse()
                reason = str(self._trouble) if self._trouble is not None else ""
                if reason and reason != said:
                    said = reason
                    yield self._news("lost" if self._was_met else "connecting", reason)
                pause_s = await self._pause(pause_s)
        finally:
            await self._release()

    def _refuse(self) -> None:
        """Raise what makes trying again pointless."""
        if self._was_met or self._trouble is None:
            return
        if isinstance(self._trouble, PortError) and not self._settings.waits:
            raise self._trouble
        if isinstance(self._trouble, NotASensorError) and not self._candidates():
            raise self._trouble

    def _candidates(self) -> list[str]:
        """Ports worth opening now, the likeliest first."""
        ports = seen_ports()
        paths = [self._path] if self._path else [port.path for port in ports if port.identity]
        if self._was_met or self._uid:
            paths += [port.path for port in ports if self._usb and port.identity == self._usb]
            paths += paths_like(self._settings.also)
        if self._usb and not self._uid:
            # Nothing but its plug tells such a device from a stranger on the same path.
            paths = [path for path in paths if identity_of_port(path, ports) == self._usb]
        there = {path for path in paths if port_is_there(path, ports)}
        # A port that went away and came back may carry another device: it gets new tries.
        self._wrong = {path: tries for path, tries in self._wrong.items() if path in there}
        seen_real: set[Path | str] = set()
        chosen = []
        for path in paths:
            real = path if "://" in path else Path(path).resolve()
            if path in there and real not in seen_real:
                seen_real.add(real)
                if self._wrong.get(path, 0) < TRIES_WRONG:
                    chosen.append(path)
        return chosen

    async def _meet(self) -> AsyncIterator[LinkNews]:
        """Open what may be our device until one is; `_met` or `_trouble` is set afterwards."""
        self._met = None
        candidates = await asyncio.to_thread(self._candidates)
        if not candidates and not self._wrong:
            seen = tuple(port.path for port in await asyncio.to_thread(seen_ports))
            if not self._was_met:
                self._trouble = PortNotFoundError(self._path or "with a sensor", seen=seen)
            return
        for path in candidates:
            try:
                link = await open_link(path, self._settings.baud)
            except PortError as error:
                self._trouble = error
                continue
            settings = self._settings
            meeting = Meeting(
                settings.device,
                settings.device.decoder(settings.options),
                uid=self._uid,
                began_s=time.monotonic(),
            )
            try:
                async for news in self._talk(path, link, meeting):
                    yield news
            finally:
                if self._met is None:
                    await link.close()
            if self._met is not None:
                return

    async def _talk(self, path: str, link: SerialLink, meeting: Meeting) -> AsyncIterator[LinkNews]:
        state: LinkState = "lost" if self._was_met else "connecting"
        while not self._closing.is_set():
            now_s = time.monotonic()
            await link.send(meeting.question(now_s))
            verdict = meeting.verdict(now_s)
            if verdict == "ours":
                self._met = _Met(path, link, meeting)
                return
            if verdict == "quiet":
                yield self._news("lost", f"{path} is open but silent: is the sensor awake?")
            elif verdict == "stranger" and meeting.hello is not None:
                words = f"{path} has another sensor ({meeting.hello.identity}); waiting for "
                yield self._news(state, words + self._uid)
                self._wrong[path] = TRIES_WRONG
                return
            elif verdict == "wrong":
                self._wrong[path] = self._wrong.get(path, 0) + 1
                self._trouble = NotASensorError(path, seen=meeting.seen, hint=meeting.hint)
                yield self._news(state, str(self._trouble))
                return
            elif verdict == "silent":
                return
            arrival = await link.take(0.1)
            if isinstance(arrival, Gone):
                return
            if isinstance(arrival, Arrival):
                meeting.hear(arrival.data, arrival.arrived_s)

    async def _listen(self, met: _Met) -> AsyncIterator[RawBlock | LinkNews]:
        """Everything of one link until it breaks."""
        intake, decoder = self._intake, met.meeting.decoder
        intake.attach(decoder)
        self._adopt(met)
        await met.link.send(self._settings.device.start)
        yield self._news("streaming", "")
        for heard in met.meeting.heard:
            block = intake.apply(heard.event, heard.arrived_s)
            if block is not None:
                yield block
        state: LinkState = "streaming"
        last_s = asked_s = time.monotonic()
        damage = DamageWatch(last_s, intake.counters)
        while not self._closing.is_set():
            period_s = intake.period_s
            arrival = await met.link.take(next_look_s(time.monotonic() - last_s, period_s))
            if isinstance(arrival, Gone):
                yield self._news("lost", self._unplugged())
                return
            now_s = time.monotonic()
            if isinstance(arrival, Arrival):
                for event in decoder.feed(arrival.data):
                    if isinstance(event, Send):
                        await met.link.send(event.data)
                        continue
                    block = intake.apply(event, arrival.arrived_s)
                    if block is None:
                        continue
                    last_s = now_s
                    if state != "streaming":
                        state = "streaming"
                        yield self._news(state, "")
                    yield block
            if intake.asks and now_s - asked_s > ASK_AGAIN_S:
                asked_s = now_s
                await met.link.send(self._settings.device.ask)
            if damage.is_due(now_s):
                reason = damage.reason(now_s, intake.counters, met.path, other_holder_of)
                if reason is not None and state == "streaming":
                    yield self._news(state, reason)
            quiet = quiet_state(now_s - last_s, period_s)
            if quiet != state:
                state = quiet
                yield self._news(state, self._silent(met.path, got_bytes=damage.is_bad))
                await met.link.send(self._settings.device.ask + self._settings.device.start)
            if state == "lost":
                return

    def _adopt(self, met: _Met) -> None:
        self._was_met = True
        self._path = met.path
        self._trouble = None
        if met.meeting.hello is not None:
            self._uid = met.meeting.hello.identity
        self._usb = identity_of_port(met.path, seen_ports()) if "://" not in met.path else ""

    async def _release(self) -> None:
        if self._met is not None:
            met, self._met = self._met, None
            await met.link.send(self._settings.device.stop if self._closing.is_set() else b"")
            await met.link.close()

    async def _pause(self, pause_s: float) -> float:
        """Wait, less long when a port comes or goes; how long to wait next time."""
        before = await asyncio.to_thread(self._candidates)
        until_s = time.monotonic() + pause_s
        while time.monotonic() < until_s and not self._closing.is_set():
            try:
                async with asyncio.timeout(min(LOOK_S, pause_s)):
                    await self._closing.wait()
            except TimeoutError:
                if await asyncio.to_thread(self._candidates) != before:
                    return FIRST_PAUSE_S
        return min(2 * pause_s, LONGEST_PAUSE_S)

    def _unplugged(self) -> str:
        where = "any port will do" if self._uid or self._usb else f"into {self._path}"
        return f"the sensor on {self._path} was unplugged; plug it in again, {where}"

    def _silent(self, path: str, *, got_bytes: bool) -> str:
        if got_bytes:
            return f"{path} sends bytes but no whole packets; close other programs that read it"
        return f"the sensor on {path} is silent; check its cable and power"

    def _news(self, state: LinkState, reason: str) -> LinkNews:
        return LinkNews(state, reason, self.identity, time.monotonic())
