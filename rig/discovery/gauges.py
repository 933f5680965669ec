"""Bluetooth gauges in sight, by a scan that ends."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from firmware_bridge.catalogue import all_devices
from firmware_bridge.device import limits_of
from firmware_bridge.links.ble_seen import SeenGauge, kind_of_gauge

MOST_SCAN_S = 30.0


@dataclass(frozen=True, slots=True)
class GaugeInSight:
    """A force gauge that advertises.

    Attributes:
        name: name it advertises.
        address: its address, or what the system gives instead (macOS).
        kind: device kind.
        title: maker's name of the kind.
        signal_dbm: strength at which it was last heard.
        limits: what must be known before it is chosen; empty without.
    """

    name: str
    address: str
    kind: str
    title: str
    signal_dbm: int
    limits: str

    @property
    def source(self) -> str:
        """The SOURCE to give to `watch` and `record`."""
        return f"ble:{quote(self.address)}?device={self.kind}"


async def scan_gauges(for_s: float) -> tuple[GaugeInSight, ...]:
    """Gauges of kinds we know, the strongest first; whatever else advertises is left out.

    Args:
        for_s: how long to listen.

    Raises:
        BluetoothError: this computer's Bluetooth cannot be used.
    """
    from firmware_bridge.links.ble_adapter import shared_adapter

    found: dict[str, GaugeInSight] = {}
    async with shared_adapter().scan(_into(found)):
        await asyncio.sleep(min(for_s, MOST_SCAN_S))
    return tuple(sorted(found.values(), key=lambda gauge: -gauge.signal_dbm))


def _into(found: dict[str, GaugeInSight]) -> Callable[[SeenGauge], None]:
    devices = tuple(all_devices().values())

    def on_gauge(seen: SeenGauge) -> None:
        device = kind_of_gauge(seen, devices)
        if device is not None:
            found[seen.address] = GaugeInSight(
                name=seen.name,
                address=seen.address,
                kind=device.kind,
                title=device.title,
                signal_dbm=seen.signal_dbm,
                limits=limits_of(device),
            )

    return on_gauge
