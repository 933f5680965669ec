"""One virtual room: this computer's adapter and any number of gauges, on real GATT."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from bumble import data_types, hci
from bumble.core import UUID, AdvertisingData, BaseBumbleError
from bumble.device import Device
from bumble.host import Host
from bumble.transport.common import AsyncPipeSink

from firmware_bridge.links.ble_adapter import Adapter
from tests.ble.ether import Ether, RadioChip
from tests.ble.gauge import Gauge
from tests.patience import BACKSTOP_S

ADVERTISE_MS = 50.0
LOOK_S = 1.0
COMPUTER = "F0:00:00:00:00:01"


class Air:
    """Gauges in a room, switched on when somebody first looks.

    Attributes:
        ether: the waves between them.
        mtu: what the computer asks for when it connects; 23 asks for nothing.
        refusal: what scanning raises, as the system would; None where Bluetooth works.
        central: this computer's stack.
        adapter: production code's radio, on this room.
    """

    def __init__(
        self, *gauges: Gauge, connect_s: float = BACKSTOP_S, look_s: float = LOOK_S
    ) -> None:
        """Nobody looks yet.

        Args:
            gauges: in the room from the beginning.
            connect_s: how long a connection may take; a busy machine takes its time.
            look_s: how long a gauge is looked for before it is said to be missing.
        """
        from tests.ble.backend import backends_of

        self.ether = Ether()
        self.mtu = 247
        self.refusal: Exception | None = None
        self.central: Device
        self.clients = 0
        self.connecting = 0
        self.most_connecting = 0
        self._chips: list[RadioChip] = []
        self._gauges: list[Gauge] = []
        self._asleep: tuple[Gauge, ...] | None = gauges
        scanner, client = backends_of(self)
        self.adapter = Adapter(
            scanner_backend=scanner, client_backend=client, connect_s=connect_s, look_s=look_s
        )

    async def add(self, gauge: Gauge) -> Gauge:
        """Switch a gauge on."""
        device = self._device(gauge.name, gauge.address)
        device.add_services(gauge.services())
        device.advertising_data = advertised(gauge)
        await device.power_on()
        await self._advertise(device)
        gauge.begin(device)
        self._gauges.append(gauge)
        return gauge

    async def say(self, gauge: Gauge) -> None:
        """Advertise what the gauge now has to say."""
        gauge.device.advertising_data = advertised(gauge)
        await self._advertise(gauge.device)

    async def hang_up(self, gauge: Gauge) -> None:
        """The gauge ends its connections."""
        for connection in list(gauge.device.connections.values()):
            await connection.disconnect()

    async def take_away(self, gauge: Gauge, *, supervision_s: float = 0.3) -> None:
        """Out of range: nothing gets through; both sides notice after a while."""
        self.ether.away.add(gauge.address)
        await asyncio.sleep(supervision_s)
        for chip in self._chips:
            chip.lose_links({gauge.address})

    def bring_back(self, gauge: Gauge) -> None:
        self.ether.away.discard(gauge.address)

    async def close(self) -> None:
        for gauge in self._gauges:
            await gauge.end()
        for chip in self._chips:
            chip.lose_links({str(chip.random_address).removesuffix("/P")})
            chip.le_legacy_advertiser.stop()
            for advertiser in chip.advertising_sets.values():
                advertiser.stop()
        await asyncio.sleep(0.02)

    async def wake(self) -> None:
        """Begin, where it has not begun; everything belongs to the loop that asks first."""
        gauges, self._asleep = self._asleep, None
        if gauges is None:
            return
        self.central = self._device("computer", COMPUTER)
        await self.central.power_on()
        for gauge in gauges:
            await self.add(gauge)

    def _device(self, name: str, address: str) -> Device:
        chip = RadioChip(name, link=self.ether)
        self._chips.append(chip)
        return Device(name=name, address=hci.Address(address), host=Host(chip, AsyncPipeSink(chip)))

    async def _advertise(self, device: Device) -> None:
        await device.start_advertising(
            auto_restart=True,
            advertising_interval_min=ADVERTISE_MS,
            advertising_interval_max=ADVERTISE_MS,
        )


def advertised(gauge: Gauge) -> bytes:
    """What a gauge says of itself to everyone."""
    said: list = [
        data_types.Flags(
            AdvertisingData.Flags.LE_GENERAL_DISCOVERABLE_MODE
            | AdvertisingData.Flags.BR_EDR_NOT_SUPPORTED
        )
    ]
    if gauge.company is not None:
        said.append(data_types.ManufacturerSpecificData(gauge.company, gauge.company_data))
    if gauge.advertised:
        said.append(data_types.CompleteListOf128BitServiceUUIDs([UUID(gauge.advertised)]))
    said.append(data_types.CompleteLocalName(gauge.name))
    return bytes(AdvertisingData(said))


@contextlib.asynccontextmanager
async def room(*gauges: Gauge, **limits: float) -> AsyncIterator[Air]:
    """A room with these gauges switched on."""
    air = Air(*gauges, **limits)
    try:
        await air.wake()
        yield air
    finally:
        with contextlib.suppress(BaseBumbleError):
            await air.close()
