"""Gauges in sight: what an advertisement says of who sends it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from firmware_bridge.device import Device
from firmware_bridge.links.ble_errors import GaugeLayoutError


@dataclass(frozen=True, slots=True)
class SeenGauge:
    """Something that advertises.

    Attributes:
        name: name it advertises; empty without one.
        address: its address, or what the system gives instead (macOS).
        services: UUIDs it advertises, lower case.
        companies: manufacturer data by company id.
        signal_dbm: strength at which it was heard.
        handle: what bleak connects to.
    """

    name: str
    address: str
    services: tuple[str, ...]
    companies: Mapping[int, bytes]
    signal_dbm: int
    handle: Any

    @property
    def title(self) -> str:
        """Name and address for a person."""
        return f"{self.name} ({self.address})" if self.name else self.address


def kind_of_gauge(seen: SeenGauge, devices: Iterable[Device]) -> Device | None:
    """The device that something in sight is; None if it is none we know.

    A name or company decides before a service: several makers use the same service. Of those with
    a service, the kind that leaves the name open stands for all the others who use it.
    """
    radios = [device for device in devices if device.radio is not None]
    for device in radios:
        if _says_so(device, seen):
            return device
    radios.sort(key=lambda device: bool(device.radio and device.radio.name))
    for device in radios:
        if device.radio is not None and device.radio.service in seen.services:
            return device
    return None


def may_be(device: Device, seen: SeenGauge, devices: Iterable[Device]) -> bool:
    """Whether something in sight may be this device."""
    if _says_so(device, seen):
        return True
    offers = device.radio is not None and device.radio.service in seen.services
    return offers and not any(_says_so(other, seen) for other in devices)


def refuse_other_layout(device: Device, seen: SeenGauge) -> None:
    """Refuse a gauge that is called like the device and advertises under other company ids.

    Raises:
        GaugeLayoutError: its bytes are not understood.
    """
    company = device.radio.company if device.radio is not None else None
    if company is not None and seen.companies and company not in seen.companies:
        raise GaugeLayoutError(
            seen.title, title=device.title, company=company, companies=tuple(seen.companies)
        )


def device_by_name(name: str, devices: Iterable[Device]) -> Device | None:
    """The device whose makers call it so; None if the name says nothing."""
    for device in devices:
        if _is_called(device, name):
            return device
    return None


def _says_so(device: Device, seen: SeenGauge) -> bool:
    radio = device.radio
    if radio is None:
        return False
    if radio.company is not None:
        return radio.company in seen.companies and _is_called(device, seen.name)
    return _is_called(device, seen.name)


def _is_called(device: Device, name: str) -> bool:
    radio = device.radio
    return bool(radio and radio.name and re.fullmatch(radio.name, name))
