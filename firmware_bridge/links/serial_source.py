"""A sensor on a serial port: found, met, listened to, and found again after a break."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from firmware_bridge.counters import Counters
from firmware_bridge.device import Send
from firmware_bridge.errors import NotASensorError, PortError, PortNotFoundError
from firmware_bridge.links.arrivals import Gone
from firmware_bridge.links.closing import Closing
from firmware_bridge.links.handshake import Handshake, listened
from firmware_bridge.links.port_choice import TRIES_WRONG, Wanted, candidates
from firmware_bridge.links.ports import identity_of_port, seen_ports
from firmware_bridge.links.serial_link import SerialLink, open_link
from firmware_bridge.links.serial_messages import UNSTABLE, missed, stranger
from firmware_bridge.links.serial_settings import SerialSettings
from firmware_bridge.links.serial_trouble import SerialTrouble, why_asleep
from firmware_bridge.links.supervision.back_off import BackOff
from firmware_bridge.links.supervision.link_supervisor import LinkSupervisor
from firmware_bridge.links.supervision.silence import LOST_S, STALL_S
from firmware_bridge.samples import LinkNews, LinkState, RawBlock, Traits
from firmware_bridge.timing.device_session import DeviceSession

FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 2.0
LOOK_S = 0.25
"""How often a link is looked at while samples come, and the ports while waiting for one to come
back; no pause is shorter."""
ASK_AGAIN_S = 0.5


@dataclass(slots=True)
class _Met:
    """A link and the meeting on it that found our device."""

    path: str
    link: SerialLink
    handshake: Handshake


class SerialSource:
    """Blocks and news of one sensor, by its hardware id, wherever it is plugged in."""

    def __init__(self, settings: SerialSettings) -> None:
        """Nothing is opened before the stream is read."""
        self._settings = settings
        self._session = DeviceSession(settings.device, rate_hz=settings.rate_hz)
        self._uid = settings.uid
        self._path = settings.port
        self._usb = ""
        self._closing = Closing()
        self._wrong: dict[str, int] = {}
        self._met: _Met | None = None
        self._trouble: Exception | None = None
        self._watch = LinkSupervisor(
            self._session,
            BackOff(FIRST_PAUSE_S, LONGEST_PAUSE_S),
            unstable=UNSTABLE,
            identity=lambda: self.identity,
        )

    @property
    def traits(self) -> Traits:
        """What it delivers; exact from the first block on."""
        return self._session.traits

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
        return self._session.counters

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time; NaN before the first block."""
        return self._session.clock.host_s(t_s)

    async def close(self) -> None:
        """Release the port; the stream ends."""
        self._closing.set()

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and changes of the link until closed.

        Raises:
            PortError: the port cannot be opened at the start.
            NotASensorError: three times something else answered.
        """
        watch = self._watch
        for news in watch.tell("connecting", "", time.monotonic()):
            yield news
        try:
            while not self._closing.is_set():
                async for state, reason in self._meet():
                    for news in watch.tell_once(state, reason, time.monotonic()):
                        yield news
                if self._met is not None:
                    async for item in self._listen(self._met):
                        yield item
                    await self._release()
                    if watch.is_unstable:
                        await self._closing.within(watch.rest_s())
                    continue
                self._refuse()
                if self._trouble is not None:
                    reason = str(self._trouble)
                    for news in watch.tell_once(watch.unheard, reason, time.monotonic()):
                        yield news
                await self._pause()
        finally:
            await self._release()

    def _refuse(self) -> None:
        """Raise what makes trying again pointless."""
        if self._watch.has_streamed or self._trouble is None:
            return
        if isinstance(self._trouble, PortError) and not self._settings.waits:
            raise self._trouble
        if isinstance(self._trouble, NotASensorError) and not self._candidates():
            raise self._trouble

    def _candidates(self) -> list[str]:
        """Ports worth opening now, the likeliest first."""
        also = self._settings.also
        wanted = Wanted(self._path, self._uid, self._usb, also, self._watch.has_streamed)
        return candidates(wanted, self._wrong)

    async def _meet(self) -> AsyncIterator[tuple[LinkState, str]]:
        """Open what may be our device until one is; `_met` or `_trouble` is set afterwards."""
        self._met = None
        candidates = await asyncio.to_thread(self._candidates)
        if not candidates and not self._wrong:
            seen = tuple(port.path for port in await asyncio.to_thread(seen_ports))
            if not self._watch.has_streamed:
                self._trouble = PortNotFoundError(self._path or "with a sensor", seen=seen)
            return
        for path in candidates:
            try:
                link = await open_link(path, self._settings.baud)
            except PortError as error:
                self._trouble = error
                continue
            settings = self._settings
            handshake = Handshake(
                settings.device,
                settings.device.decoder(settings.options),
                uid=self._uid,
                began_s=time.monotonic(),
            )
            try:
                async for state, reason in self._talk(path, link, handshake):
                    yield state, reason
            finally:
                if self._met is None:
                    await link.close()
            if self._met is not None:
                return

    async def _talk(
        self, path: str, link: SerialLink, handshake: Handshake
    ) -> AsyncIterator[tuple[LinkState, str]]:
        state = self._watch.unheard
        while not self._closing.is_set():
            now_s = time.monotonic()
            await link.send(handshake.question(now_s))
            verdict = handshake.verdict(now_s)
            if verdict == "ours":
                self._met = _Met(path, link, handshake)
                return
            if verdict == "quiet":
                yield "lost", await why_asleep(path)
            elif verdict == "stranger" and handshake.hello is not None:
                seen = handshake.hello.identity
                yield state, stranger(path, seen=seen, wanted=self._uid)
                self._wrong[path] = TRIES_WRONG
                return
            elif verdict == "wrong":
                self._wrong[path] = self._wrong.get(path, 0) + 1
                self._trouble = handshake.refusal(path)
                yield state, str(self._trouble)
                return
            elif verdict == "silent":
                return
            if await listened(link, handshake) is not None:
                return

    async def _listen(self, met: _Met) -> AsyncIterator[RawBlock | LinkNews]:
        """Everything of one link until it breaks; only samples while the sensor is unstable."""
        device_session, watch, decoder = self._session, self._watch, met.handshake.decoder
        device_session.attach(decoder)
        self._adopt(met)
        await met.link.send(self._settings.device.start)
        now_s = asked_s = time.monotonic()
        trouble = SerialTrouble(
            met.path,
            lambda: str(met.handshake.unclear(met.path) or ""),
            now_s=now_s,
            counters=device_session.counters,
        )
        watch.begin(now_s)
        # All of it first: samples may have come before the board said what it is.
        blocks = [device_session.apply(each.event, each.arrived_s) for each in met.handshake.heard]
        for early in filter(None, blocks):
            yield early
        for news in watch.heard(time.monotonic()):
            yield news
        # Samples alone say nothing new of the link: while they come it is looked at now and then.
        look_s, due_s = 0.0, now_s
        while not self._closing.is_set():
            if now_s >= due_s:
                if device_session.asks and now_s - asked_s > ASK_AGAIN_S:
                    asked_s = now_s
                    await met.link.send(self._settings.device.ask)
                if trouble.is_due(now_s):
                    await trouble.look(now_s, device_session.counters)
                    watch.trouble = trouble.words
                if watch.falls_silent(now_s):
                    async for words in trouble.why_silent():
                        for news in watch.tell(watch.state, words, time.monotonic()):
                            yield news
                    await met.link.send(self._settings.device.ask + self._settings.device.start)
                    now_s = time.monotonic()  # Looking for other readers is no standing still.
                    if watch.state == "lost":
                        return
                for news in (*watch.remarks(now_s), *watch.started(time.monotonic())):
                    yield news
                if watch.rests:
                    return
                look_s, due_s = watch.look_s(time.monotonic()), now_s + LOOK_S
            # A host that stands still does so anywhere, not just while it listens.
            began_s = now_s
            arrival = await met.link.take(look_s)
            now_s = time.monotonic()
            if now_s - began_s > STALL_S and watch.waited(now_s - began_s, look_s):
                trouble.excuse(now_s)
            if isinstance(arrival, Gone):
                words = await trouble.why_gone(any_port=bool(self._uid or self._usb))
                for news in watch.lose(words, time.monotonic()):
                    yield news
                return
            if arrival is None:
                due_s = now_s
                continue
            events = decoder.feed(arrival.data)
            if not events:
                due_s = now_s
            for event in events:
                if isinstance(event, Send):
                    await met.link.send(event.data)
                    continue
                block = device_session.apply(event, arrival.arrived_s)
                if block is None:
                    due_s = now_s
                    continue
                if device_session.gap_s > LOST_S and watch.has_missed(now_s):
                    trouble.excuse(now_s)
                    for news in watch.lose(missed(device_session.gap_s), now_s):
                        yield news
                if watch.state == "streaming":
                    watch.last_s = now_s
                else:
                    due_s = now_s
                    for news in watch.heard(now_s):
                        yield news
                yield block

    def _adopt(self, met: _Met) -> None:
        self._path = met.path
        self._trouble = None
        if met.handshake.hello is not None:
            self._uid = met.handshake.hello.identity
        self._usb = identity_of_port(met.path, seen_ports()) if "://" not in met.path else ""

    async def _release(self) -> None:
        if self._met is not None:
            met, self._met = self._met, None
            await met.link.send(self._settings.device.stop if self._closing.is_set() else b"")
            await met.link.close()

    async def _pause(self) -> None:
        """Wait, less long when a port comes or goes."""
        before = await asyncio.to_thread(self._candidates)
        until_s = time.monotonic() + self._watch.back_off.next_s()
        while time.monotonic() < until_s and not await self._closing.within(LOOK_S):
            if await asyncio.to_thread(self._candidates) != before:
                self._watch.back_off.reset()
                return
