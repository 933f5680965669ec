"""A gauge on Bluetooth LE: found, connected, listened to, and found again after a break."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Coroutine

from firmware_bridge.catalogue import all_devices
from firmware_bridge.counters import Counters
from firmware_bridge.device import (
    Battery,
    DeviceEvent,
    Hello,
    Notice,
    RawSamples,
    Send,
)
from firmware_bridge.errors import NotASensorError
from firmware_bridge.links.arrivals import Arrival, Gone
from firmware_bridge.links.ble_adapter import Adapter
from firmware_bridge.links.ble_errors import (
    BluetoothError,
    GaugeFailedError,
    GaugeLayoutError,
    GaugeNotFoundError,
)
from firmware_bridge.links.ble_greeting import greeted
from firmware_bridge.links.ble_link import BleLink
from firmware_bridge.links.ble_seen import SeenGauge, may_be, refuse_other_layout
from firmware_bridge.links.ble_settings import BleSettings
from firmware_bridge.links.closing import Closing
from firmware_bridge.links.handshake import HeardEvent
from firmware_bridge.links.supervision.back_off import BackOff
from firmware_bridge.links.supervision.link_supervisor import LinkSupervisor
from firmware_bridge.links.supervision.restarts import unstable
from firmware_bridge.samples import LinkNews, RawBlock, Traits
from firmware_bridge.timing.device_session import DeviceSession

FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
SILENT_S = 8.0
"""Longer than any link keeps a packet back: a gauge silent for so long is connected anew."""
BATTERY_EVERY_S = 600.0
UNSTABLE = unstable(
    "the sensor went away and came back",
    cure="charge it or give it another supply, and bring it nearer",
)

Refusals = (
    BluetoothError,
    GaugeNotFoundError,
    GaugeFailedError,
    GaugeLayoutError,
    NotASensorError,
)


class BleSource:
    """Blocks and news of one gauge, by its hardware id or address."""

    def __init__(self, settings: BleSettings, adapter: Adapter) -> None:
        """Nothing is opened before the stream is read.

        Args:
            settings: which gauge.
            adapter: the radio to use.
        """
        self._settings = settings
        self._device = settings.device
        self._adapter = adapter
        self._session = DeviceSession(settings.device, rate_hz=settings.rate_hz)
        self._uid = settings.uid
        self._address = ""
        self._name = settings.target
        self._strangers: set[str] = set()
        self._closing = Closing()
        self._watch = LinkSupervisor(
            self._session,
            BackOff(FIRST_PAUSE_S, LONGEST_PAUSE_S),
            unstable=UNSTABLE,
            identity=lambda: self.identity,
        )
        self._link: BleLink | None = None

    @property
    def traits(self) -> Traits:
        """What it delivers; exact from the first block on."""
        return self._session.traits

    @property
    def identity(self) -> str:
        """Hardware id where the gauge tells one, else its address."""
        return self._uid or self._address

    @property
    def counters(self) -> Counters:
        """What was received so far, over all links."""
        return self._session.counters

    def host_s(self, t_s: float) -> float:
        """Host monotonic seconds of a session time; NaN before the first block."""
        return self._session.clock.host_s(t_s)

    async def close(self) -> None:
        """Hang up; the stream ends."""
        self._closing.set()

    async def stream(self) -> AsyncIterator[RawBlock | LinkNews]:
        """Blocks and changes of the link until closed.

        Raises:
            BluetoothError: this computer's Bluetooth cannot be used at the start.
            GaugeNotFoundError, GaugeFailedError, NotASensorError: nor can the gauge.
        """
        watch = self._watch
        for news in watch.tell("connecting", "", time.monotonic()):
            yield news
        try:
            while not self._closing.is_set():
                try:
                    await self._unless_closed(self._open())
                    if self._link is not None:
                        async for item in self._listen(self._link):
                            yield item
                except Refusals as error:
                    if not (watch.has_streamed or self._settings.waits):
                        raise
                    for news in watch.tell_once(watch.unheard, str(error), time.monotonic()):
                        yield news
                await self._hang_up()
                pause_s = watch.rest_s() if watch.is_unstable else watch.back_off.next_s()
                await self._closing.within(pause_s)
        finally:
            await self._hang_up()

    async def _open(self) -> None:
        """A new client each time: what is left of an old one is unusable on most systems."""
        what = self._name or f"({self._device.title})"
        seen = await self._adapter.find(self._fits, what=what)
        refuse_other_layout(self._device, seen)
        self._link = await self._adapter.connect(seen, self._device)
        self._address, self._name = seen.address, seen.title

    def _fits(self, seen: SeenGauge) -> bool:
        if seen.address in self._strangers:
            return False
        if self._watch.has_streamed and not self._settings.device.ask:
            return seen.address == self._address
        wanted = {self._settings.target.lower(), self._uid} - {""}
        if {seen.address.lower(), seen.name.lower()} & wanted:
            return True
        # By the hardware id it says, a gauge may come back under another name or address.
        anyone = not self._settings.target or (self._watch.has_streamed and bool(self._uid))
        if self._settings.uid and not self._device.ask:
            return False
        return anyone and may_be(self._device, seen, all_devices().values())

    async def _listen(self, link: BleLink) -> AsyncIterator[RawBlock | LinkNews]:
        """Everything of one link until it breaks; only samples while the gauge is unstable."""
        device_session, device, watch = self._session, self._device, self._watch
        decoder = device.decoder(self._settings.options)
        waiting = await greeted(link, device, decoder, self._closing)
        hello = next((each.event for each in waiting if isinstance(each.event, Hello)), None)
        if words := self._stranger_message(hello):
            for news in watch.lose(words, time.monotonic()):
                yield news
            return
        device_session.attach(decoder)
        device_session.resume(goes_on=hello is not None and device.packet_bits > 0)
        await link.send(device.start)
        watch.begin(time.monotonic())
        battery_s = float("-inf")
        while not self._closing.is_set():
            for heard in waiting:
                event = heard.event
                if isinstance(event, Send):
                    await link.send(event.data)
                if words := self._stranger_message(event):
                    for news in watch.lose(words, time.monotonic()):
                        yield news
                    return
                block = device_session.apply(event, heard.arrived_s)
                if isinstance(event, RawSamples):
                    for news in watch.heard(time.monotonic()):
                        yield news
                if reason := self._remark(event):
                    for news in watch.tell(watch.state, reason, time.monotonic()):
                        yield news
                if block is not None:
                    yield block
            for news in watch.started(time.monotonic()):
                yield news
            if watch.rests:
                return
            device_session.signal_dbm = link.signal_dbm
            now_s = time.monotonic()
            if now_s - battery_s > BATTERY_EVERY_S:
                battery_s = now_s
                await self._look_at_battery(link)
            if watch.falls_silent(now_s):
                for block in self._held_back():
                    yield block
                words = f"{self._name} is silent; it may be out of reach"
                for news in watch.tell(watch.state, words, now_s):
                    yield news
            if watch.silent_s(now_s) > SILENT_S and device.link != "ble-advertisement":
                words = f"{self._name} sends nothing; wake it up and close other apps that use it"
                for news in watch.lose(words, now_s):
                    yield news
                return
            for news in watch.remarks(now_s):
                yield news
            look_s, began_s = watch.look_s(now_s), time.monotonic()
            arrival = await link.take(look_s)
            watch.waited(time.monotonic() - began_s, look_s)
            if isinstance(arrival, Gone):
                for block in self._held_back():
                    yield block
                words = f"{self._name}: {arrival.why}; looking for it"
                for news in watch.lose(words, time.monotonic(), broke=True):
                    yield news
                return
            waiting = []
            if isinstance(arrival, Arrival):
                waiting = [
                    HeardEvent(each, arrival.arrived_s) for each in decoder.feed(arrival.data)
                ]

    def _stranger_message(self, event: DeviceEvent | None) -> str:
        """Words for a gauge that is not ours; one known only by its address takes its name."""
        if not isinstance(event, Hello):
            return ""
        if self._uid in ("", self._address.lower()):
            self._uid = event.identity
        if self._uid == event.identity:
            return ""
        self._strangers.add(self._address)
        return f"{self._name} is another gauge ({event.identity}); looking for {self._uid}"

    def _remark(self, event: DeviceEvent) -> str:
        """What a person should hear of an event; empty where nothing."""
        if isinstance(event, Battery) and event.is_low:
            return f"the battery of {self._name} is low; charge it"
        if isinstance(event, Notice) and not self._watch.has_streamed:
            return f"{self._name}: {event.text}"
        return ""

    async def _look_at_battery(self, link: BleLink) -> None:
        battery = await link.battery()
        if battery is not None:
            self._session.apply(battery, time.monotonic())

    def _held_back(self) -> list[RawBlock]:
        block = self._session.drain(time.monotonic())
        return [] if block is None else [block]

    async def _hang_up(self) -> None:
        link, self._link = self._link, None
        if link is None:
            return
        if self._closing.is_set():
            with contextlib.suppress(GaugeFailedError):
                await link.send(self._device.stop)
        await link.close()

    async def _unless_closed(self, work: Coroutine[None, None, None]) -> None:
        """Do some work, unless the source is closed before it is done."""
        task = asyncio.create_task(work)
        closing = asyncio.create_task(self._closing.wait())
        try:
            await asyncio.wait({task, closing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            task.cancel()
            closing.cancel()
            await asyncio.wait({task, closing})
        if not task.cancelled():
            task.result()
