"""bleak's backend interface on a virtual room: unchanged bleak and production code above it."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bleak.backends.characteristic import BleakGATTCharacteristic
from bleak.backends.client import BaseBleakClient
from bleak.backends.descriptor import BleakGATTDescriptor
from bleak.backends.scanner import AdvertisementData, BaseBleakScanner
from bleak.backends.service import BleakGATTService, BleakGATTServiceCollection
from bleak.exc import BleakDeviceNotFoundError, BleakError, BleakGATTProtocolError
from bleak.uuids import normalize_uuid_str
from bumble import core, hci
from bumble.att import ATT_DEFAULT_MTU, ATT_Error
from bumble.core import AdvertisingData
from bumble.device import Peer
from bumble.gatt import Characteristic

if TYPE_CHECKING:
    from tests.ble.air import Air

PROPERTIES = {
    Characteristic.Properties.READ: "read",
    Characteristic.Properties.WRITE_WITHOUT_RESPONSE: "write-without-response",
    Characteristic.Properties.WRITE: "write",
    Characteristic.Properties.NOTIFY: "notify",
    Characteristic.Properties.INDICATE: "indicate",
}
SERVICE_LISTS = (
    AdvertisingData.Type.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS,
    AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
)


def backends_of(air: "Air") -> tuple[type[BaseBleakScanner], type[BaseBleakClient]]:
    """Scanner and client of a room; bleak wants classes."""
    room = {"air": air}
    return type("RoomScanner", (Scanner,), room), type("RoomClient", (Client,), room)


class Scanner(BaseBleakScanner):
    """Hears the advertisements of a room."""

    air: "Air"

    def __init__(self, detection_callback, service_uuids, scanning_mode, **_kwargs) -> None:
        super().__init__(detection_callback, service_uuids)
        self._is_active = scanning_mode == "active"

    async def start(self) -> None:
        if self.air.refusal is not None:
            raise self.air.refusal
        await self.air.wake()
        self.seen_devices = {}
        self.air.central.on("advertisement", self._hear)
        await self.air.central.start_scanning(legacy=True, active=self._is_active)

    async def stop(self) -> None:
        self.air.central.remove_listener("advertisement", self._hear)
        await self.air.central.stop_scanning()

    def _hear(self, heard) -> None:
        said = heard.data
        uuids = [uuid_of(each) for kind in SERVICE_LISTS for each in said.get(kind) or []]
        if not self.is_allowed_uuid(uuids):
            return
        companies = {
            company: bytes(data)
            for company, data in said.get_all(AdvertisingData.Type.MANUFACTURER_SPECIFIC_DATA)
        }
        name = said.get(AdvertisingData.Type.COMPLETE_LOCAL_NAME)
        address = heard.address.to_string(False)
        told = AdvertisementData(name, companies, {}, uuids, None, heard.rssi, (heard,))
        device = self.create_or_update_device(address, address, name, heard, told)
        self.call_detection_callbacks(device, told)


class Client(BaseBleakClient):
    """A GATT client of a room."""

    air: "Air"

    def __init__(self, address_or_ble_device, **kwargs) -> None:
        super().__init__(address_or_ble_device, **kwargs)
        self.air.clients += 1
        self._link = None
        self._listeners: dict[int, Callable] = {}
        self._called = getattr(address_or_ble_device, "name", None)

    @property
    def name(self) -> str:
        return self._called or self.address

    @property
    def mtu_size(self) -> int:
        return 23

    @property
    def is_connected(self) -> bool:
        return self._link is not None

    async def connect(self, pair: bool, **_kwargs) -> None:
        self.air.connecting += 1
        self.air.most_connecting = max(self.air.most_connecting, self.air.connecting)
        try:
            await self._connect()
        finally:
            self.air.connecting -= 1

    async def _connect(self) -> None:
        target = hci.Address(self.address, hci.Address.RANDOM_DEVICE_ADDRESS)
        central = self.air.central
        connecting = asyncio.ensure_future(central.connect(target, timeout=self._timeout))
        try:
            link = await asyncio.shield(connecting)
        except (core.TimeoutError, TimeoutError) as error:
            words = f"Device with address {self.address} was not found."
            raise BleakDeviceNotFoundError(self.address, words) from error
        except asyncio.CancelledError:
            # A system takes back what it began; here the gauge would stay connected to nobody.
            await central.send_sync_command(hci.HCI_LE_Create_Connection_Cancel_Command())
            with contextlib.suppress(core.BaseBumbleError):
                await (await connecting).disconnect()
            raise
        self._link = link
        link.on(link.EVENT_DISCONNECTION, self._lose)
        self._peer = Peer(link)
        discovered = False
        try:
            async with asyncio.timeout(self._timeout):
                await self._ask(self._discover())
            discovered = True
        finally:
            if not discovered:
                await self.disconnect()

    async def _discover(self) -> None:
        if self.air.mtu > ATT_DEFAULT_MTU:
            await self._peer.request_mtu(self.air.mtu)
        found = BleakGATTServiceCollection()
        for each in await self._peer.discover_services():
            service = BleakGATTService(each, each.handle, uuid_of(each.uuid))
            found.add_service(service)
            for one in await each.discover_characteristics():
                names = [name for bit, name in PROPERTIES.items() if one.properties & bit]
                characteristic = BleakGATTCharacteristic(
                    one, one.handle - 1, uuid_of(one.uuid), names, lambda: 20, service
                )
                found.add_characteristic(characteristic)
                for extra in await one.discover_descriptors():
                    found.add_descriptor(
                        BleakGATTDescriptor(
                            extra, extra.handle, uuid_of(extra.type), characteristic
                        )
                    )
        self.services = found

    def _lose(self, _reason: int) -> None:
        self._link = self.services = None
        self._listeners.clear()
        if self._disconnected_callback:
            self._disconnected_callback()

    async def disconnect(self) -> None:
        if self._link is not None:
            with contextlib.suppress(core.BaseBumbleError, asyncio.CancelledError):
                await self._link.disconnect()

    async def pair(self, *_args, **_kwargs) -> None:
        raise NotImplementedError

    async def unpair(self) -> None:
        raise NotImplementedError

    async def read_gatt_char(self, characteristic, *, use_cached=False, **_kwargs) -> bytearray:
        return bytearray(await self._ask(self._gatt.read_value(characteristic.obj)))

    async def read_gatt_descriptor(self, descriptor, *, use_cached=False, **_kwargs) -> bytearray:
        return bytearray(await self._ask(self._gatt.read_value(descriptor.obj)))

    async def write_gatt_char(self, characteristic, data, response: bool) -> None:
        data = bytes(data)
        await self._ask(self._gatt.write_value(characteristic.obj, data, with_response=response))

    async def write_gatt_descriptor(self, descriptor, data) -> None:
        await self._ask(self._gatt.write_value(descriptor.obj, bytes(data), with_response=True))

    async def start_notify(self, characteristic, callback, **_kwargs) -> None:
        if characteristic.handle in self._listeners:
            raise BleakError("Characteristic notifications already started")

        def listener(value: bytes) -> None:
            callback(bytearray(value))

        self._listeners[characteristic.handle] = listener
        await self._ask(self._gatt.subscribe(characteristic.obj, listener))

    async def stop_notify(self, characteristic) -> None:
        listener = self._listeners.pop(characteristic.handle)
        await self._ask(self._gatt.unsubscribe(characteristic.obj, listener))

    @property
    def _gatt(self) -> Any:
        return self._peer.gatt_client

    async def _ask(self, work) -> Any:
        """The answer; ATT errors and a link lost meanwhile become bleak's, as on BlueZ."""
        link = self._link
        if link is None:
            work.close()
            raise BleakError("Not connected")
        try:
            return await link.cancel_on_disconnection(asyncio.ensure_future(work))
        except ATT_Error as error:
            raise BleakGATTProtocolError(int(error.error_code)) from error
        except (core.BaseBumbleError, asyncio.CancelledError) as error:
            if self._link is None:
                raise BleakError("disconnected") from error
            raise


def uuid_of(uuid) -> str:
    return normalize_uuid_str(uuid.to_hex_str("-"))
