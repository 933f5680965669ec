"""This computer's Bluetooth: the one place that makes scanners and clients of bleak."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING

from firmware_bridge.device import Device, Radio
from firmware_bridge.errors import NotASensorError
from firmware_bridge.links.ble_errors import (
    BluetoothFailedError,
    GaugeFailedError,
    GaugeNotFoundError,
)
from firmware_bridge.links.ble_link import (
    AdvertisedGauge,
    BleLink,
    ConnectedGauge,
    Inbox,
    characteristic,
)
from firmware_bridge.links.ble_refusals import ble_failures, bluetooth_error
from firmware_bridge.links.ble_seen import SeenGauge

if TYPE_CHECKING:
    from bleak import BleakClient, BleakScanner
    from bleak.backends.characteristic import BleakGATTCharacteristic
    from bleak.backends.client import BaseBleakClient
    from bleak.backends.device import BLEDevice
    from bleak.backends.scanner import AdvertisementData, BaseBleakScanner

CONNECT_S = 15.0
LOOK_S = 10.0
LOOKS = 20
NAMED_AT_MOST = 8

OnGauge = Callable[[SeenGauge], None]


class Adapter:
    """One radio for all gauges: one scan with several listeners, one connection made at a time."""

    def __init__(
        self,
        *,
        scanner_backend: "type[BaseBleakScanner] | None" = None,
        client_backend: "type[BaseBleakClient] | None" = None,
        connect_s: float = CONNECT_S,
        look_s: float = LOOK_S,
    ) -> None:
        """Nothing is started before it is needed.

        Args:
            scanner_backend: bleak backend to scan with; None takes the system's.
            client_backend: bleak backend to connect with; None takes the system's.
            connect_s: how long a connection may take to come about.
            look_s: how long a gauge is looked for before it is said to be missing.
        """
        self._scanner_backend = scanner_backend
        self._client_backend = client_backend
        self._connect_s = connect_s
        self._look_s = look_s
        # Two connections made at once make one of them fail on most systems.
        self._connecting = asyncio.Lock()
        self._starting = asyncio.Lock()
        self._listeners: list[OnGauge] = []
        self._scanner: BleakScanner | None = None

    @contextlib.asynccontextmanager
    async def scan(self, on_gauge: OnGauge) -> AsyncIterator[None]:
        """Call back for every advertisement for as long as the context lasts.

        Raises:
            BluetoothError: the system does not let us scan.
        """
        async with self._starting:
            if self._scanner is None:
                self._scanner = await self._start()
            self._listeners.append(on_gauge)
        try:
            yield
        finally:
            self._listeners.remove(on_gauge)
            async with self._starting:
                if not self._listeners and self._scanner is not None:
                    scanner, self._scanner = self._scanner, None
                    with contextlib.suppress(*ble_failures()):
                        await scanner.stop()

    async def find(self, fits: Callable[[SeenGauge], bool], *, what: str) -> SeenGauge:
        """The first gauge in sight that fits.

        Args:
            fits: whether it is the one.
            what: name for the sentence where none fits.

        Raises:
            BluetoothError: the system does not let us scan.
            GaugeNotFoundError: none came in sight.
        """
        found: asyncio.Future[SeenGauge] = asyncio.get_running_loop().create_future()
        names: dict[str, str] = {}

        def on_gauge(seen: SeenGauge) -> None:
            if seen.name:
                names[seen.address] = seen.title
            if not found.done() and fits(seen):
                found.set_result(seen)

        async with self.scan(on_gauge):
            # In parts: a computer that stood still for one of them has not looked meanwhile.
            for _ in range(LOOKS):
                await asyncio.wait({found}, timeout=self._look_s / LOOKS)
                if found.done():
                    return found.result()
        raise GaugeNotFoundError(what, seen=tuple(sorted(names.values()))[:NAMED_AT_MOST])

    async def connect(self, seen: SeenGauge, device: Device) -> BleLink:
        """Listen to a gauge.

        Raises:
            GaugeFailedError: it does not let us.
            NotASensorError: it has not what such a gauge has.
            BluetoothError: the system does not let us.
        """
        if device.radio is None:
            raise NotASensorError(seen.title, seen="such a device has no radio", hint="use a cable")
        if device.link == "ble-advertisement":
            return await self._connect_advertised(seen, device.radio)
        async with self._connecting:
            return await self._connect(seen, device.radio, device.title)

    async def _connect(self, seen: SeenGauge, radio: Radio, title: str) -> BleLink:
        from bleak import BleakClient

        inbox = Inbox()
        client = BleakClient(
            seen.handle,
            lambda _client: inbox.end("the connection was lost"),
            timeout=self._connect_s,
            backend=self._client_backend,
        )
        is_ours = False
        try:
            await client.connect()
            speakers = [
                each
                for uuid in filter(None, (radio.notify, radio.notify_too))
                if (each := characteristic(client, uuid)) is not None
            ]
            if not speakers:
                raise NotASensorError(
                    seen.title,
                    seen=f"it does not offer what a {title} offers",
                    hint="say which kind it is with device=KIND (`steadyhold devices`)",
                )
            await _listen(client, speakers, inbox)
            gauge = ConnectedGauge(client, radio, inbox, seen.title, seen.signal_dbm)
            is_ours = True
        except ble_failures() as error:
            refused = bluetooth_error(error)
            if not isinstance(refused, BluetoothFailedError):
                raise refused from error
            raise GaugeFailedError(seen.title, why=self._why(error)) from error
        finally:
            if not is_ours:
                with contextlib.suppress(*ble_failures()):
                    await client.disconnect()
        return gauge

    def _why(self, error: Exception) -> str:
        from bleak.exc import BleakDeviceNotFoundError

        if isinstance(error, BleakDeviceNotFoundError):
            return "went out of reach"
        if isinstance(error, TimeoutError):
            return f"did not connect within {self._connect_s:g} s"
        return f"did not connect ({error})"

    async def _connect_advertised(self, seen: SeenGauge, radio: Radio) -> BleLink:
        inbox = Inbox()
        link: list[AdvertisedGauge] = []

        def on_gauge(again: SeenGauge) -> None:
            data = again.companies.get(radio.company) if radio.company is not None else None
            if again.address == seen.address and data is not None:
                inbox.put(data)
                for each in link:
                    each.signal_dbm = again.signal_dbm

        scan = self.scan(on_gauge)
        await scan.__aenter__()
        link.append(AdvertisedGauge(scan, inbox, seen.signal_dbm))
        return link[0]

    async def _start(self) -> "BleakScanner":
        from bleak import BleakScanner

        starting: asyncio.Future[None] | None = None
        is_on = False
        try:
            scanner = BleakScanner(self._on_advertisement, backend=self._scanner_backend)
            # A start that is cancelled half-way would go on scanning with nobody to stop it.
            starting = asyncio.ensure_future(scanner.start())
            await asyncio.shield(starting)
            is_on = True
        except ble_failures() as error:
            raise bluetooth_error(error) from error
        finally:
            if starting is not None and not is_on:
                await asyncio.wait({starting})
                if starting.exception() is None:
                    with contextlib.suppress(*ble_failures()):
                        await scanner.stop()
        return scanner

    def _on_advertisement(self, device: "BLEDevice", said: "AdvertisementData") -> None:
        seen = SeenGauge(
            name=said.local_name or device.name or "",
            address=device.address,
            services=tuple(uuid.lower() for uuid in said.service_uuids),
            companies=said.manufacturer_data,
            signal_dbm=said.rssi,
            handle=device,
        )
        for on_gauge in tuple(self._listeners):
            on_gauge(seen)


_shared: list[Adapter] = [Adapter()]


def shared_adapter() -> Adapter:
    """The radio all sources of this process use."""
    return _shared[-1]


@contextlib.contextmanager
def using_adapter(adapter: Adapter) -> Iterator[None]:
    """Let every source opened in this context use another radio, a virtual one for example."""
    _shared.append(adapter)
    try:
        yield
    finally:
        _shared.remove(adapter)


async def _listen(
    client: "BleakClient", speakers: "list[BleakGATTCharacteristic]", inbox: Inbox
) -> None:
    """Let notifications go to an inbox; of several characteristics the first that speaks."""
    first: list[str] = []

    def on_notification(source: "BleakGATTCharacteristic", data: bytearray) -> None:
        first[:] = first or [source.uuid]
        if source.uuid == first[0]:
            inbox.put(bytes(data))

    for each in speakers:
        await client.start_notify(each, on_notification)
