"""One gauge heard over Bluetooth LE: a connection, or the advertisements of one address."""

import asyncio
import contextlib
import time
from collections import deque
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any, Protocol

from firmware_bridge.device import Battery, Radio
from firmware_bridge.links.arrivals import Arrival, Gone
from firmware_bridge.links.ble_errors import GaugeFailedError
from firmware_bridge.links.ble_refusals import ble_failures

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic

ANSWER_S = 5.0
"""A gauge that does not answer a write or a read for this long is not going to."""
ADVERTISEMENT_GONE_S = 10.0
"""Silence after which a gauge that only advertises is taken for switched off (hangtime)."""
PENDING_LIMIT = 1 << 14
BATTERY_LEVEL = "00002a19-0000-1000-8000-00805f9b34fb"


class BleLink(Protocol):
    """What the supervisor needs of a gauge, however it is heard."""

    signal_dbm: int

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next delivery; `Gone` once there will be none; None when nothing came in time."""
        ...

    async def send(self, data: bytes) -> None:
        """Write to the device.

        Raises:
            GaugeFailedError: it refuses.
        """
        ...

    async def battery(self) -> Battery | None:
        """What its battery service says; None without one."""
        ...

    async def close(self) -> None:
        """End it; returns when nothing of it is left."""
        ...


class Inbox:
    """Deliveries in order, each with the time it came."""

    def __init__(self) -> None:
        """Start empty."""
        self._arrivals: deque[Arrival] = deque(maxlen=PENDING_LIMIT)
        self._gone: Gone | None = None
        self._wake = asyncio.Event()

    def put(self, data: bytes) -> None:
        """A delivery came now."""
        self._arrivals.append(Arrival(data, time.monotonic()))
        self._wake.set()

    def end(self, why: str) -> None:
        """No more will come."""
        self._gone = Gone(why)
        self._wake.set()

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next delivery; `Gone` once there will be none; None when nothing came in time."""
        if not self._arrivals and self._gone is None:
            self._wake.clear()
            try:
                async with asyncio.timeout(timeout_s):
                    await self._wake.wait()
            except TimeoutError:
                return None
        return self._arrivals.popleft() if self._arrivals else self._gone


class ConnectedGauge:
    """A connected gauge whose notifications arrive here and nowhere else."""

    def __init__(
        self, client: "BleakClient", radio: Radio, inbox: Inbox, title: str, signal_dbm: int
    ) -> None:
        """Use `ble_adapter.Adapter.connect`."""
        self.signal_dbm = signal_dbm
        self._client = client
        self._size = radio.command_bytes
        # Looked up now: most systems forget the services with the link.
        self._command = characteristic(client, radio.command)
        self._level = characteristic(client, BATTERY_LEVEL)
        self._inbox = inbox
        self._title = title

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next notification; `Gone` once the link is lost; None when nothing came in time."""
        return await self._inbox.take(timeout_s)

    async def send(self, data: bytes) -> None:
        """Write to the device; a link that is gone is noticed by reading.

        Raises:
            GaugeFailedError: it refuses the command.
        """
        command, size = self._command, self._size
        if command is None or not self._client.is_connected:
            return
        confirms = "write-without-response" not in command.properties
        for start in range(0, len(data), size):
            try:
                async with asyncio.timeout(ANSWER_S):
                    await self._client.write_gatt_char(
                        command, data[start : start + size], response=confirms
                    )
            except ble_failures() as error:
                if not self._client.is_connected:
                    return
                why = str(error) or "it does not answer"
                raise GaugeFailedError(self._title, why=f"refuses a command ({why})") from error

    async def battery(self) -> Battery | None:
        """What its battery service says; None without one."""
        if self._level is None:
            return None
        try:
            async with asyncio.timeout(ANSWER_S):
                said = await self._client.read_gatt_char(self._level)
        except ble_failures():
            return None
        return Battery(said[0], None, is_low=said[0] <= 10) if said else None

    async def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(*ble_failures()):
            async with asyncio.timeout(ANSWER_S):
                await self._client.disconnect()


class AdvertisedGauge:
    """A gauge that only advertises; nothing can be sent to it."""

    def __init__(
        self, scan: AbstractAsyncContextManager[Any], inbox: Inbox, signal_dbm: int
    ) -> None:
        """Use `ble_adapter.Adapter.connect`; `scan` is entered."""
        self.signal_dbm = signal_dbm
        self._scan = scan
        self._inbox = inbox
        self._heard_s = time.monotonic()

    async def take(self, timeout_s: float) -> Arrival | Gone | None:
        """The next advertisement; `Gone` once it was silent for long."""
        arrival = await self._inbox.take(timeout_s)
        if isinstance(arrival, Arrival):
            self._heard_s = arrival.arrived_s
        elif arrival is None and time.monotonic() - self._heard_s > ADVERTISEMENT_GONE_S:
            return Gone("it is no longer heard")
        return arrival

    async def send(self, data: bytes) -> None:
        """Nothing reaches it."""

    async def battery(self) -> Battery | None:
        """It does not say."""
        return None

    async def close(self) -> None:
        """Stop listening."""
        await self._scan.__aexit__(None, None, None)


def characteristic(client: "BleakClient", uuid: str) -> "BleakGATTCharacteristic | None":
    """A characteristic by its UUID, over all services: makers move them about."""
    found = [each for each in client.services.characteristics.values() if each.uuid == uuid]
    found.sort(key=lambda each: "notify" not in each.properties)
    return found[0] if found else None
