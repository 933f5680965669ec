"""Bluetooth gauges in sight, for a list a person chooses from."""

import asyncio
from dataclasses import dataclass

from firmware_bridge.ble_adapter import Adapter
from firmware_bridge.ble_seen import SeenGauge, kind_of_gauge
from firmware_bridge.catalogue import all_devices

SCAN_S = 4.0


@dataclass(frozen=True, slots=True)
class GaugeInSight:
    """A gauge that advertises now.

    Attributes:
        source: the SOURCE to give to `watch` and `record`.
        kind: its device kind.
        name: what it calls itself; empty without a name.
        address: what it is assigned by, the same after a power-up.
        signal_dbm: strength at which it was last heard.
    """

    source: str
    kind: str
    name: str
    address: str
    signal_dbm: int


async def gauges_in_sight(adapter: Adapter, *, for_s: float = SCAN_S) -> tuple[GaugeInSight, ...]:
    """The gauges we know that advertise, the strongest first; connected ones are silent.

    Args:
        adapter: the radio to listen with.
        for_s: how long to listen.

    Raises:
        BluetoothError: the system does not let us scan.
    """
    seen: dict[str, SeenGauge] = {}

    def hear(gauge: SeenGauge) -> None:
        before = seen.get(gauge.address)
        # The name may come in another packet than the services.
        if before is None or gauge.name or not before.name:
            seen[gauge.address] = gauge

    async with adapter.scan(hear):
        await asyncio.sleep(for_s)
    found = []
    for gauge in seen.values():
        device = kind_of_gauge(gauge, all_devices().values())
        if device is not None:
            source = f"ble:{gauge.address}?device={device.kind}"
            found.append(
                GaugeInSight(source, device.kind, gauge.name, gauge.address, gauge.signal_dbm)
            )
    return tuple(sorted(found, key=lambda each: -each.signal_dbm))
